"""Teams over the wire: named, near names, chosen, changed, left; and the one soft question."""

import pytest

from tests.story.acting import buttons, put_away, shown, value_beside
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_person_names_their_team_and_a_slip_does_not_make_a_second_one(told: Life) -> None:
    first = await told.command("ben", "general", "/community team Kingfisher")
    assert "You are in team *Kingfisher*." in said(first)

    near = await told.command("mia", "general", "/community team Kingfishr")

    assert "I know no team *Kingfishr*" in said(near)
    await told.click("mia", "team.join", value=value_beside(near, "Kingfisher"))
    assert "You are in team *Kingfisher*." in said(await shown(told, "mia"))


async def test_two_teams_of_nearly_one_name_are_two_when_somebody_says_so(told: Life) -> None:
    await told.command("samuel", "general", "/community team Sandpiper")
    near = await told.command("maya", "general", "/community team Sandpipers")
    assert buttons(near)["Start Sandpipers"] == "team.start"

    await told.click("maya", "team.start")

    assert "You are in team *Sandpipers*." in said(await shown(told, "maya"))


async def test_the_window_shows_where_one_is_and_one_click_leaves(told: Life) -> None:
    await told.command("arjun", "general", "/community team Avocet")
    await told.command("arjun", "general", "/community team")
    assert "You are in team *Avocet*." in words(await told.view("arjun"))

    await told.click("arjun", "team.leave")

    assert "You are in no team now." in words(await told.view("arjun"))
    await put_away(told, "arjun")


async def test_a_near_name_typed_in_the_window_is_asked_about_there(told: Life) -> None:
    await told.command("noor", "general", "/community team Oystercatcher")
    await told.command("callum", "general", "/community team")
    await told.fill_in("callum", label="Oystercacher")

    asked = await told.view("callum")
    assert "None of these: Oystercacher" in words(asked["blocks"]) or "Which one is yours?" in words(asked["blocks"])
    await told.fill_in("callum", which="Oystercatcher")

    assert "You are in team *Oystercatcher*." in words(await told.view("callum"))
    await put_away(told, "callum")


async def test_whoever_answers_a_lesson_without_a_team_is_asked_once_and_the_answer_is_kept(told: Life) -> None:
    await told.command("hana", "general", "/community team Turnstone")
    ts = await told.say("hana", "testing", "Freeze the turnstile clock before you test the night fares.")
    await told.react("divya", "testing", ts)
    card = (await told.posts("testing"))[-1]

    await told.click("rafael", "spread.try", channel="testing", ts=card["ts"])

    asked = await shown(told, "rafael")
    assert "Which team are you in?" in said(asked)
    await told.command("luis", "general", "/community team Dunlin")
    await told.click("rafael", "team.say")
    await told.fill_in("rafael", label="Dunlin")
    assert "Team Dunlin is trying" in words(await told.view("rafael"))
    await put_away(told, "rafael")


async def test_the_team_chosen_below_the_question_answers_at_once(told: Life) -> None:
    await told.command("ewa", "general", "/community team Godwit")
    ts = await told.say("ewa", "general", "Godwit rule: seed the random numbers in every load test.")
    await told.react("oliver", "general", ts)
    card = (await told.posts("general"))[-1]
    await told.command("kofi", "general", "/community team Whimbrel")

    await told.react("yuki", "general", card["ts"], name="seedling")

    assert "Which team are you in?" in said(await shown(told, "yuki"))
    await told.click("yuki", "team.choose", value="Whimbrel")
    assert "Team Whimbrel is trying" in said(await shown(told, "yuki"))
    [now] = [post for post in await told.posts("general") if post["ts"] == card["ts"]]
    assert "Whimbrel tries it" in said(now)


async def test_the_home_says_which_team_one_is_in_and_follows_at_once(told: Life) -> None:
    await told.command("jordan", "general", "/community team Ruff")
    await told.home("aroha")
    await told.click("aroha", "home.settings")
    assert "You haven't said which team you work in." in await _home(told, "aroha")

    await told.click("aroha", "team.say")
    await told.fill_in("aroha", team="Ruff")
    await put_away(told, "aroha")

    assert "*Ruff*" in await _home(told, "aroha")


async def _home(told: Life, user: str) -> str:
    state = await told.control.state()
    return words(state["homes"][told.user_id(state, user)]["blocks"])
