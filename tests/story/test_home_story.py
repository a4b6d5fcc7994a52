"""The App Home over the wire: what a newcomer sees, what there is later, and that all can be done from it."""

import pytest

from tests.story.acting import put_away, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def go(told: Life, user: str, tab: str) -> str:
    """Let a person go to another tab of their Home and give all its words."""
    await told.click(user, f"home.{tab}")
    return await home_of(told, user)


async def home_of(told: Life, user: str) -> str:
    state = await told.control.state()
    return words(state["homes"][told.user_id(state, user)]["blocks"])


async def test_a_newcomer_is_welcomed_and_joins_from_the_home(told: Life) -> None:
    await start_community(told, "aroha", "Inclusive design", purpose="So that everyone can buy a ticket")

    first = await told.home("noor")
    assert "Good to see you" in first
    assert "*Inclusive design*" in first
    assert "So that everyone can buy a ticket" in first

    await told.click("noor", "community.join.home")
    home = await home_of(told, "noor")
    assert "Your communities" in home
    assert "Good to see you" not in home
    state = await told.control.state()
    assert told.user_id(state, "noor") in (await told.channel("cop-inclusive-design"))["members"]


async def test_the_home_shows_what_is_coming_and_what_was_learnt_lately(told: Life) -> None:
    channel = await start_community(told, "kofi", "Team coaching")
    await told.command("kofi", channel, "/meetup plan How do we listen?")
    await told.fill_in("kofi")
    await put_away(told, "kofi")
    await told.command("kofi", channel, "/lesson add Count to seven after a question")
    await told.fill_in("kofi", learnt="Somebody speaks at six.")
    await put_away(told, "kofi")

    assert "How do we listen?" in await told.home("kofi")
    assert "Kofi · Team coaching" in await go(told, "kofi", "lessons")
    assert "How do we listen?" in await go(told, "kofi", "coming_up")


async def test_every_tab_says_what_belongs_there(told: Life) -> None:
    await told.home("hana")
    for name, words_there in (
        ("discover", "You could join"),
        ("lessons", "Find a lesson"),
        ("coming_up", "What is coming"),
        ("people", "People"),
        ("settings", "Times and dates"),
        ("mine", "Good to see you"),
    ):
        assert words_there in await go(told, "hana", name)


async def test_words_find_within_the_home_and_pages_are_turned(told: Life) -> None:
    channel = await start_community(told, "ola", "Test ideas")
    for number in range(11):
        await told.command("ola", channel, f"/lesson add Pairing idea {number}")
        await told.fill_in("ola", learnt="It helped.")
        await put_away(told, "ola")
    await told.home("ola")
    await go(told, "ola", "lessons")

    await told.click("ola", "home.find", value="pairing idea")
    assert "Page 1 of 2" in await home_of(told, "ola")
    await told.click("ola", "home.page.on")
    assert "Page 2 of 2" in await home_of(told, "ola")
    await told.click("ola", "home.page.back")
    assert "Page 1 of 2" in await home_of(told, "ola")


async def test_what_is_so_for_oneself_is_chosen_in_the_home(told: Life) -> None:
    await told.home("luis")
    await go(told, "luis", "settings")
    await told.click("luis", "home.dates", value="pt_BR")
    for action_id, words_there in (
        ("privacy.show", "stands beside the lessons"),
        ("forget.show", "keep"),
        ("export.show", "lesson"),
        ("settings.show", "What is so for everybody"),
    ):
        await told.click("luis", action_id)
        assert words_there in said(await told.view("luis"))
        await put_away(told, "luis")


async def test_everything_can_be_begun_from_the_home(told: Life) -> None:
    await start_community(told, "mei", "Legacy code")
    await told.home("mei")
    for action_id, heading in (
        ("community.start", "Start a community"),
        ("lesson.add", "Write down a lesson"),
        ("meetup.plan", "Plan a meetup"),
        ("help.show", "Yokoten"),
    ):
        await told.click("mei", action_id)
        assert (await told.view("mei"))["title"]["text"] == heading
        await put_away(told, "mei")


async def test_from_the_home_one_leaves_and_the_home_says_so(told: Life) -> None:
    await start_community(told, "yuki", "Test data")
    await told.home("yuki")
    await told.click("yuki", "community.about")
    assert "*Test data*" in said(await told.view("yuki"))

    await told.click("yuki", "community.leave")

    assert "You have left *Test data*" in said(await told.view("yuki"))
    await put_away(told, "yuki")
    assert "Good to see you" in await home_of(told, "yuki")


async def test_the_messages_tab_shows_no_home(told: Life) -> None:
    await told.control.post("home", user="arjun", tab="messages")
    await told.settle()

    state = await told.control.state()
    assert told.user_id(state, "arjun") not in state["homes"]
