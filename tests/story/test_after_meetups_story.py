"""After meetups over the wire: asked once in the thread, answers kept as lessons, notes in the canvas."""

from datetime import datetime, timedelta

import pytest

from tests.story.acting import buttons, choose, midweek, put_away, said_in_thread, shown, start_community, value_beside
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_what_was_learnt_is_asked_once_and_answers_become_lessons_with_a_click(told: Life) -> None:
    channel = await start_community(told, "priya", "Keyboard paths")
    await _charter(told, "priya", channel, meets="Mondays")
    for topic in ("Which traps hurt?", "Naming things"):
        await told.command("priya", channel, f"/meetup topic {topic}")
    await told.command("ben", "general", "/community join Keyboard paths")
    starts = await _tomorrow(told)
    ts = await _planned(told, "priya", channel, "What stops a keyboard?", starts)
    ended = starts + timedelta(hours=1)
    await told.move_clock((ended + timedelta(minutes=10)).isoformat())
    assert await said_in_thread(told, channel, ts) == []

    await told.move_clock((ended + timedelta(minutes=20)).isoformat())
    [question] = await said_in_thread(told, channel, ts)
    assert "*What stops a keyboard?* is over. What did we learn?" in said(question)

    await told.say("ben", channel, "We learned that a focus ring helps everybody.", thread_ts=ts)
    await told.settle()
    assert "Would you like others to find that?" in said(await shown(told, "ben"))
    await told.click("ben", "after.keep", channel=channel)
    assert "a focus ring helps everybody" in str(await told.view("ben"))
    await told.fill_in("ben", title="Show the focus ring")
    await put_away(told, "ben")
    assert any("Show the focus ring" in said(post) for post in await told.posts(channel))

    naming = value_beside(question, "Naming things")
    await told.click("ben", "topic.reached", channel=channel, ts=question["ts"], value=naming)
    assert "Which traps hurt?" in said(await told.command("ben", channel, "/meetup topics"))
    assert buttons(question)["Put the notes in the canvas"] == "after.note"
    await told.click("priya", "after.note", channel=channel, ts=question["ts"])
    assert "stand in this channel's canvas" in said(await shown(told, "priya"))
    assert "* Talked about: Naming things" in await _canvas(told, channel)
    assert "Show the focus ring" in await _canvas(told, channel)

    await _charter(told, "priya", channel, meets="Fridays")
    assert "Fridays" in await _canvas(told, channel)
    assert "* Talked about: Naming things" in await _canvas(told, channel), "a new charter keeps the notes"
    card = next(post for post in await told.posts(channel) if "Show the focus ring" in said(post))
    await choose(told, "ben", card, "lesson.show", channel=channel)
    await told.click("ben", "lesson.withdraw")
    await told.move_clock((ended + timedelta(hours=2)).isoformat())
    assert "focus ring" not in await _canvas(told, channel), "what was taken back stands there no more"
    assert "* Talked about: Naming things" in await _canvas(told, channel)
    assert len([post for post in await said_in_thread(told, channel, ts) if "is over" in said(post)]) == 1


async def test_an_evening_is_asked_about_in_the_morning_and_one_without_announcement_never(told: Life) -> None:
    channel = await start_community(told, "callum", "Alt texts")
    starts = (await _tomorrow(told)).replace(hour=19)
    ts = await _planned(told, "callum", channel, "Which pictures speak?", starts)
    gone = await _planned(told, "callum", channel, "Which don't?", starts)
    told.sandbox.workspace.delete(told.bot_user_id, (await told.channel(channel))["id"], gone)

    await told.move_clock((starts + timedelta(hours=2)).isoformat())
    assert await said_in_thread(told, channel, ts) == []
    await told.move_clock((starts + timedelta(hours=14, minutes=5)).isoformat())
    [question] = await said_in_thread(told, channel, ts)
    assert "What did we learn?" in said(question)
    assert "canvas" not in said(question), "there is no canvas without a charter"
    assert [post for post in await told.posts(channel) if "Which don't?" in said(post)] == []


async def _tomorrow(told: Life) -> datetime:
    return await midweek(told) + timedelta(days=1)


async def _planned(told: Life, user: str, channel: str, title: str, starts: datetime) -> str:
    await told.command(user, channel, f"/meetup plan {title}")
    await told.fill_in(user, date=f"{starts:%Y-%m-%d}", time=f"{starts:%H:%M}", zone="UTC")
    await put_away(told, user)
    return str((await told.posts(channel))[-1]["ts"])


async def _charter(told: Life, user: str, channel: str, **values: str) -> None:
    await told.command(user, channel, "/community charter")
    await told.click(user, "charter.write", channel=channel)
    await told.fill_in(user, **values)
    await put_away(told, user)


async def _canvas(told: Life, channel: str) -> str:
    found = (await told.channel(channel))["canvas"]
    return str(found["markdown"]) if found else ""
