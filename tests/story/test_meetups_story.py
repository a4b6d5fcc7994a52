"""Meetups over the wire: planned, announced, come to, reminded of, called off."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.story.acting import buttons, midweek, put_away, shown, start_community, value_beside
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_meetup_is_announced_with_the_readers_own_time_and_where_it_is(told: Life) -> None:
    channel = await start_community(told, "priya", "Clean deployments")
    starts = await _saturday(told)

    await told.command("priya", channel, "/meetup plan Which step hurts?")
    await _fill_in(told, "priya", starts, minutes="1 hour 30 minutes", place="https://meet.example/room?a=1")

    announced = await _newest(told, channel)
    assert f"<!date^{int(starts.timestamp())}^" in said(announced)
    assert "*Which step hurts?*" in said(announced)
    assert "for 1 hour 30 minutes" in said(announced)
    assert "Where: <https://meet.example/room?a=1|meet.example/…>" in said(announced)
    assert "Planned by Priya" in said(announced)
    assert "*Which step hurts?*" in said(await told.command("priya", channel, "/meetup list"))


async def test_who_says_that_they_come_is_counted_once_until_they_cannot(told: Life) -> None:
    channel = await start_community(told, "callum", "Mob programming")
    ts = await _planned(told, "callum", channel, "Try it together", await _saturday(told))

    await told.click("callum", "meetup.come", channel=channel, ts=ts)
    await told.click("callum", "meetup.come", channel=channel, ts=ts)
    assert "1 is coming" in said(await _at(told, channel, ts))
    assert "You said so before, and you are in" in said(await shown(told, "callum"))

    await told.click("callum", "meetup.stay_away.after_all")
    assert "Nobody is told" in said(await shown(told, "callum"))
    assert "is coming" not in said(await _at(told, channel, ts)).replace("Who is coming?", "")

    await told.click("callum", "meetup.come.after_all")
    assert "1 is coming" in said(await _at(told, channel, ts))


async def test_the_list_has_what_is_coming_everywhere_and_takes_answers(told: Life) -> None:
    channel = await start_community(told, "divya", "Message queues")
    await _planned(told, "divya", channel, "Poison letters", await _saturday(told))

    everywhere = await told.command("samuel", "general", "/meetup")
    await told.click("samuel", "meetup.come", value=value_beside(everywhere, "*Poison letters*"))
    assert "You are in: *Poison letters*" in said(await shown(told, "samuel"))
    await told.click("samuel", "meetup.list")
    listed = await shown(told, "samuel")
    assert "1 is coming · you are in" in said(listed)
    assert buttons(listed)["Not this time"] == "meetup.stay_away"

    await told.click("samuel", "meetup.stay_away")
    assert "You are not counted any more" in said(await shown(told, "samuel"))


async def test_a_channel_is_reminded_a_day_and_ten_minutes_before_and_no_more(told: Life) -> None:
    channel = await start_community(told, "rafael", "Caching")
    starts = await _saturday(told)
    await _planned(told, "rafael", channel, "Which caches lie?", starts)

    for before in (timedelta(days=1), timedelta(minutes=10)):
        count = len(await told.posts(channel))
        await told.move_clock((starts - before - timedelta(minutes=1)).isoformat())
        assert len(await told.posts(channel)) == count
        await told.move_clock((starts - before + timedelta(seconds=5)).isoformat())
        [reminder] = (await told.posts(channel))[count:]
        assert "*Which caches lie?*" in said(reminder)
        assert f"<!date^{int(starts.timestamp())}^" in said(reminder)

    count = len(await told.posts(channel))
    await told.move_clock((starts + timedelta(hours=2)).isoformat())
    assert len(await told.posts(channel)) == count


async def test_reminders_that_come_too_late_to_help_are_dropped(told: Life) -> None:
    channel = await start_community(told, "maya", "Refactoring")
    starts = await _saturday(told)
    await _planned(told, "maya", channel, "Ten small steps", starts)
    count = len(await told.posts(channel))

    await told.move_clock((starts + timedelta(minutes=1)).isoformat())

    assert len(await told.posts(channel)) == count


async def test_a_meetup_is_called_off_in_its_announcement_and_thread_and_nobody_is_reminded(told: Life) -> None:
    channel = await start_community(told, "ola", "Sustainable pace")
    starts = await _saturday(told)
    ts = await _planned(told, "ola", channel, "What tires us?", starts)

    await told.command("ola", "general", "/meetup cancel")
    await told.click("ola", "meetup.cancel")

    assert "*What tires us?* is called off" in said(await shown(told, "ola"))
    assert "~What tires us?~ was called off" in said(await _at(told, channel, ts))
    [told_in_thread] = [message for message in await told.posts(channel) if message.get("thread_ts") == ts]
    assert "was called off" in said(told_in_thread)
    count = len(await told.posts(channel))
    await told.move_clock((starts - timedelta(hours=23)).isoformat())
    assert len(await told.posts(channel)) == count


async def test_the_list_leads_to_calling_off_and_planning(told: Life) -> None:
    channel = await start_community(told, "hana", "Checklists")
    await _planned(told, "hana", channel, "One page is enough", await _saturday(told))

    await told.command("hana", channel, "/meetup")
    await told.click("hana", "meetup.cancel.list")
    assert "*One page is enough*" in said(await shown(told, "hana"))

    await told.command("hana", channel, "/meetup")
    await told.click("hana", "meetup.plan")
    assert (await told.view("hana"))["title"]["text"] == "Plan a meetup"
    await put_away(told, "hana")


async def _saturday(told: Life) -> datetime:
    """Give a Saturday, 15:00 in UTC; the clock is moved to three days before it, so that no digest comes between."""
    return (await midweek(told)).replace(hour=15) + timedelta(days=3)


async def _planned(told: Life, user: str, channel: str, title: str, starts: datetime) -> str:
    """Let a person plan a meetup of an hour and give the announcement's ts."""
    await told.command(user, channel, f"/meetup plan {title}")
    await _fill_in(told, user, starts)
    return str((await _newest(told, channel))["ts"])


async def _fill_in(told: Life, user: str, starts: datetime, **values: Any) -> None:
    await told.fill_in(user, date=f"{starts:%Y-%m-%d}", time=f"{starts:%H:%M}", zone="UTC", **values)
    assert "is planned for" in said(await told.view(user))
    await put_away(told, user)


async def _newest(told: Life, channel: str) -> dict[str, Any]:
    return (await told.posts(channel))[-1]


async def _at(told: Life, channel: str, ts: str) -> dict[str, Any]:
    [found] = [message for message in await told.posts(channel) if message["ts"] == ts]
    return found
