"""The App Home over the wire: what a newcomer sees, what there is later, and that all can be done from it."""

import pytest

from tests.story.acting import put_away, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_newcomer_is_welcomed_and_joins_from_the_home(told: Life) -> None:
    await start_community(told, "aroha", "Inclusive design", purpose="So that everyone can buy a ticket")

    first = await told.home("noor")
    assert "Good to see you" in first
    assert "*Inclusive design*" in first
    assert "So that everyone can buy a ticket" in first

    await told.click("noor", "community.join.home")
    state = await told.control.state()
    home = words(state["homes"][told.user_id(state, "noor")]["blocks"])
    assert "Your communities" in home
    assert "Good to see you" not in home
    assert told.user_id(state, "noor") in (await told.channel("cop-inclusive-design"))["members"]


async def test_the_home_shows_what_is_coming_and_what_was_learnt_lately(told: Life) -> None:
    channel = await start_community(told, "kofi", "Team coaching")
    await told.command("kofi", channel, "/meetup plan How do we listen?")
    await told.fill_in("kofi")
    await put_away(told, "kofi")
    await told.command("kofi", channel, "/lesson add Count to seven after a question")
    await told.fill_in("kofi", learnt="Somebody speaks at six.")
    await put_away(told, "kofi")

    home = await told.home("kofi")

    assert "How do we listen?" in home
    assert "Count to seven after a question" in home
    assert "Kofi · Team coaching" in home


async def test_everything_can_be_begun_from_the_home(told: Life) -> None:
    await start_community(told, "mei", "Legacy code")
    await told.home("mei")
    for action_id, heading in (
        ("community.start", "Start a community"),
        ("lesson.add", "Write down a lesson"),
        ("meetup.plan", "Plan a meetup"),
    ):
        await told.click("mei", action_id)
        assert (await told.view("mei"))["title"]["text"] == heading
        await put_away(told, "mei")
    for action_id, sentence in (("community.list", "*Legacy code*"), ("help.show", "Here is what I can do.")):
        await told.click("mei", action_id)
        assert sentence in said(await told.view("mei"))
        await put_away(told, "mei")


async def test_from_the_home_one_leaves_and_the_home_says_so(told: Life) -> None:
    await start_community(told, "yuki", "Test data")
    await told.home("yuki")
    await told.click("yuki", "community.about")
    assert "*Test data*" in said(await told.view("yuki"))

    await told.click("yuki", "community.leave")

    assert "You have left *Test data*" in said(await told.view("yuki"))
    await put_away(told, "yuki")
    state = await told.control.state()
    assert "Good to see you" in words(state["homes"][told.user_id(state, "yuki")]["blocks"])


async def test_the_messages_tab_shows_no_home(told: Life) -> None:
    await told.control.post("home", user="luis", tab="messages")
    await told.settle()

    state = await told.control.state()
    assert told.user_id(state, "luis") not in state["homes"]
