"""Lessons through the real app: every payload as Slack sends it, every answer as Slack takes it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.wired import Wired, bot_in_slack

LEARNT = "TIL: publish the contract before you deploy. We had two outages."


@pytest.fixture
async def slack(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Wired]:
    async with bot_in_slack(sqlite_url, tmp_path / "data") as running:
        yield running


async def captured(slack: Wired) -> str:
    """Let Ben answer Caro and Ana mark the answer; give the answer's ts."""
    first = await slack.act("message", user="caro", channel="birds", text="Why did it break?")
    reply = await slack.act("message", user="ben", channel="birds", text=LEARNT, thread_ts=first["ts"])
    await slack.act("react", user="ana", channel="birds", ts=reply["ts"], name="bulb")
    return str(reply["ts"])


async def test_a_marked_reply_is_answered_in_its_thread_and_found_by_its_words(slack: Wired) -> None:
    await captured(slack)

    answer = await slack.act("command", user="caro", channel="general", command="/lesson", text="outages")

    [card] = await slack.said("birds")
    assert "Lesson #1: Publish the contract before you deploy. Learnt by ben." in card
    assert "1 lesson about “outages”" in str(answer) + str(await slack.told("caro"))


async def test_an_ordinary_reaction_leaves_nothing_open(slack: Wired) -> None:
    message = await slack.act("message", user="ben", channel="birds", text=LEARNT)

    await slack.act("react", user="ana", channel="birds", ts=message["ts"], name="tada")

    assert await slack.said("birds") == []


async def test_reacting_and_at_once_not_reacting_ends_with_a_lesson_that_is_not_there(slack: Wired) -> None:
    message = await slack.act("message", user="ben", channel="birds", text=LEARNT)

    await slack.begin("react", user="ana", channel="birds", ts=message["ts"], name="bulb")
    await slack.act("react", user="ana", channel="birds", ts=message["ts"], name="bulb", remove=True)

    assert all("was taken back" in card for card in await slack.said("birds"))
    await slack.act("command", user="caro", channel="general", command="/lesson", text="outages")
    assert "I found no lesson" in (await slack.told("caro"))[-1]


async def test_two_people_reacting_at_once_get_one_card(slack: Wired) -> None:
    message = await slack.act("message", user="ben", channel="birds", text=LEARNT)

    await slack.begin("react", user="ana", channel="birds", ts=message["ts"], name="bulb")
    await slack.act("react", user="caro", channel="birds", ts=message["ts"], name="bulb")

    assert len(await slack.said("birds")) == 1


async def test_in_a_private_channel_only_who_reacted_is_told(slack: Wired) -> None:
    message = await slack.act("message", user="ben", channel="nest", text=LEARNT)

    await slack.act("react", user="ben", channel="nest", ts=message["ts"], name="bulb")

    [told] = await slack.told("ben")
    assert "I keep lessons from public channels only" in told
    assert await slack.said("nest") == []


async def test_the_author_withdraws_on_the_card_and_brings_it_back(slack: Wired) -> None:
    await captured(slack)
    [card] = [m for m in await slack.control.messages("birds") if m.get("bot_id")]

    await slack.act("click", user="ben", action_id="lesson.menu", value="lesson.show 1", channel="birds", ts=card["ts"])
    await slack.act("click", user="ben", action_id="lesson.withdraw")
    [taken_back] = await slack.said("birds")
    await slack.act("click", user="ben", action_id="lesson.restore", channel="birds", ts=card["ts"])
    [back] = await slack.said("birds")

    assert "Lesson #1 was taken back." in taken_back
    assert "contract" not in taken_back
    assert "Publish the contract" in back


async def test_somebody_else_is_refused_on_the_card_and_only_they_see_it(slack: Wired) -> None:
    await captured(slack)
    [card] = [m for m in await slack.control.messages("birds") if m.get("bot_id")]

    await slack.act("click", user="caro", action_id="lesson.edit", channel="birds", ts=card["ts"])

    [told] = await slack.told("caro")
    [still] = await slack.said("birds")
    assert "These are ben's words" in told
    assert "Publish the contract" in still


async def test_the_author_edits_on_the_card_and_it_follows(slack: Wired) -> None:
    await captured(slack)
    [card] = [m for m in await slack.control.messages("birds") if m.get("bot_id")]
    await slack.act("click", user="ben", action_id="lesson.edit", channel="birds", ts=card["ts"])
    view = await slack.view("ben")

    values = {"title": {"title": "Contracts first"}, "learnt": {"learnt": "Publish, then deploy."}}
    await slack.act("submit", user="ben", view_id=view["id"], values=values)

    [now] = await slack.said("birds")
    assert "#1 Contracts first" in now


async def test_a_form_that_was_sent_back_can_be_sent_again(slack: Wired) -> None:
    await slack.act("command", user="caro", channel="general", command="/lesson", text="add")
    view = await slack.view("caro")

    empty = {"title": {"title": "Cache keys need no dates"}, "learnt": {"learnt": "   "}}
    refused = await slack.act("submit", user="caro", view_id=view["id"], values=empty)
    filled = {"title": {"title": "Cache keys need no dates"}, "learnt": {"learnt": "They never hit."}}
    await slack.act("submit", user="caro", view_id=view["id"], values=filled)

    assert "One sentence is enough" in str(refused)
    assert "is kept" in str(await slack.view("caro"))


async def test_a_search_turns_its_pages_in_place(slack: Wired) -> None:
    for number in range(7):
        message = await slack.act("message", user="ben", channel="birds", text=f"Flaky test {number} was a race")
        await slack.act("react", user="ana", channel="birds", ts=message["ts"], name="bulb")
    await slack.act("command", user="caro", channel="general", command="/lesson", text="flaky race")

    await slack.act("click", user="caro", action_id="lesson.more")

    [shown] = await slack.told("caro")
    assert "page 2 of 2" in shown


async def test_the_message_shortcut_captures_the_very_reply_it_was_picked_on(slack: Wired) -> None:
    first = await slack.act("message", user="caro", channel="birds", text="Why did it break?")
    await slack.act("message", user="ana", channel="birds", text="No idea, it was green.", thread_ts=first["ts"])
    reply = await slack.act("message", user="ben", channel="birds", text=LEARNT, thread_ts=first["ts"])

    await slack.act("shortcut", user="ana", callback_id="lesson.capture", channel="birds", ts=reply["ts"])
    view = await slack.view("ana")
    await slack.act("submit", user="ana", view_id=view["id"], values={"tags": {"tags": "pacts, ci"}})

    [card] = await slack.said("birds")
    assert "Lesson #1: Publish the contract before you deploy. Learnt by ben." in card
    await slack.act("command", user="caro", channel="general", command="/lesson", text="1")
    shown = (await slack.told("caro"))[-1]
    assert "Why did it break?" in shown
    assert "#pacts · #ci" in shown


async def test_remember_this_in_a_thread_is_answered_there(slack: Wired) -> None:
    first = await slack.act("message", user="ben", channel="birds", text=LEARNT)
    state = await slack.control.state()
    bot = next(user["id"] for user in state["users"] if user["is_bot"])

    asked = f"<@{bot}> remember this"
    await slack.act("message", user="ana", channel="birds", text=asked, thread_ts=first["ts"])

    [card] = await slack.said("birds")
    assert "Lesson #1: Publish the contract before you deploy." in card
