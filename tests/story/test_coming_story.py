"""Coming to meetups over the wire: answers and seats, reminders as each wants them, and who hears of a change."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.story.acting import buttons, direct_messages, midweek, nothing_changes, put_away, shown, start_community
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_people_come_or_maybe_or_not_and_who_comes_sees_who_does(told: Life) -> None:
    channel, ts, _ = await _planned(told, "priya", "Trunk based", "Small steps")

    await told.click("callum", "meetup.come", channel=channel, ts=ts)
    assert "You are in: *Small steps*" in said(await shown(told, "callum"))
    await told.click("samuel", "meetup.maybe", channel=channel, ts=ts)
    assert "Maybe, then: *Small steps*" in said(await shown(told, "samuel"))
    await told.click("divya", "meetup.stay_away", channel=channel, ts=ts)
    assert "Not this time, then: *Small steps*. Nobody is told." in said(await shown(told, "divya"))
    assert "1 is coming, 1 maybe" in said(await _at(told, channel, ts))

    await told.click("callum", "meetup.more", value=await _option(told, channel, ts, "Who is coming?"), channel=channel)
    assert "Coming to *Small steps*: Callum" in said(await shown(told, "callum"))
    await told.click("samuel", "meetup.more", value=await _option(told, channel, ts, "Who is coming?"), channel=channel)
    assert "Callum" not in said(await shown(told, "samuel"))
    assert "The names are for those who come." in said(await shown(told, "samuel"))
    assert "you said maybe" in said(await told.command("samuel", "general", "/meetup list"))

    await told.click("callum", "meetup.come", channel=channel, ts=ts)
    await told.click("callum", "meetup.maybe.after_all")
    assert "2 maybe" in said(await _at(told, channel, ts))
    await told.click("callum", "meetup.stay_away.after_all")
    assert "You are not counted any more" in said(await shown(told, "callum"))
    await told.click("callum", "meetup.come.after_all")
    assert "1 is coming, 1 maybe" in said(await _at(told, channel, ts))


async def test_who_wants_it_is_reminded_directly_besides_the_channel_at_the_right_minute(told: Life) -> None:
    channel, ts, starts = await _planned(told, "rafael", "Invalidation", "Which caches lie?")
    await told.command("ines", "general", "/meetup reminders")
    await told.fill_in("ines", how="By direct message too")
    assert "I write to you before each meetup" in said(await told.view("ines"))
    await put_away(told, "ines")
    for user in ("ines", "maya"):
        await told.click(user, "meetup.come", channel=channel, ts=ts)

    count = len(await told.posts(channel))
    await told.move_clock((starts - timedelta(days=1, minutes=1)).isoformat())
    assert len(await told.posts(channel)) == count
    assert await direct_messages(told, "ines") == []
    await told.move_clock((starts - timedelta(days=1) + timedelta(seconds=5)).isoformat())

    [reminder] = (await told.posts(channel))[count:]
    assert "*Which caches lie?* is" in said(reminder)
    assert "are coming" not in said(reminder), "it would be the number of that moment, whoever comes later"
    [told_alone] = await direct_messages(told, "ines")
    assert "*Which caches lie?* is" in said(told_alone)
    assert "You are in." in said(told_alone)
    assert await direct_messages(told, "maya") == []

    await told.click("ines", "meetup.reminders", ts=told_alone["ts"])
    assert (await told.view("ines"))["title"]["text"] == "Reminders of meetups"
    await told.fill_in("ines", how="Not at all")
    await put_away(told, "ines")
    await told.move_clock((starts - timedelta(minutes=10) + timedelta(seconds=5)).isoformat())
    assert len(await told.posts(channel)) == count + 2
    assert len(await direct_messages(told, "ines")) == 1


async def test_who_said_that_they_come_hears_that_it_was_called_off(told: Life) -> None:
    channel, ts, _ = await _planned(told, "ola", "Retrospectives", "What tires us?")
    for user, answer in (("kofi", "meetup.come"), ("luis", "meetup.maybe"), ("hana", "meetup.stay_away")):
        await told.click(user, answer, channel=channel, ts=ts)

    await told.click("ola", "meetup.more", value=await _option(told, channel, ts, "Call it off"), channel=channel)
    asked = await shown(told, "ola")
    assert buttons(asked) == {"Call it off": "meetup.cancel"}
    await told.click("ola", "meetup.cancel")

    [kofi], [luis] = await direct_messages(told, "kofi"), await direct_messages(told, "luis")
    assert "*What tires us?*, planned for" in said(kofi)
    assert "You had said that you come" in said(kofi)
    assert "You had said maybe." in said(luis)
    assert await direct_messages(told, "hana") == []
    async with nothing_changes(told):
        await told.click("kofi", "meetup.maybe.after_all")
        assert "“What tires us?” was cancelled, so nothing was changed" in said(await shown(told, "kofi"))


async def test_who_steps_back_makes_room_for_who_waits_who_is_told_once(told: Life) -> None:
    channel, ts, _ = await _planned(told, "tomasz", "Pairing", "Swap every hour", seats="1")
    for user in ("yuki", "noor", "ewa"):
        await told.click(user, "meetup.come", channel=channel, ts=ts)
    assert "You are in" in said(await shown(told, "yuki"))
    assert "All seats are taken, so you wait for one" in said(await shown(told, "noor"))
    assert "you are number 2 in the line" in said(await shown(told, "ewa"))
    assert "1 is coming · no seat free, 2 waiting" in said(await _at(told, channel, ts))

    await told.click("yuki", "meetup.stay_away", channel=channel, ts=ts)
    assert "Your seat went to somebody who waited." in said(await shown(told, "yuki"))
    [seated] = await direct_messages(told, "noor")
    assert "A seat is yours: *Swap every hour*" in said(seated)
    assert await direct_messages(told, "ewa") == []
    assert "1 is coming · no seat free, 1 waiting" in said(await _at(told, channel, ts))

    await told.click("noor", "meetup.come", channel=channel, ts=ts)
    assert "You said so before, and you are in" in said(await shown(told, "noor"))
    assert len(await direct_messages(told, "noor")) == 1

    await told.click("tomasz", "meetup.more", value=await _option(told, channel, ts, "Change it"), channel=channel)
    await told.fill_in("tomasz", seats="2")
    await put_away(told, "tomasz")
    [seated] = await direct_messages(told, "ewa")
    assert "A seat is yours" in said(seated)
    assert len(await direct_messages(told, "noor")) == 1
    assert "2 are coming · no seat free" in said(await _at(told, channel, ts))


async def test_who_said_that_they_come_hears_that_it_was_moved_and_is_reminded_anew(told: Life) -> None:
    channel, ts, starts = await _planned(told, "mei", "Checkout", "Branch by abstraction")
    for user, answer in (("mei", "meetup.come"), ("mia", "meetup.come"), ("callum", "meetup.stay_away")):
        await told.click(user, answer, channel=channel, ts=ts)
    earlier = len(await direct_messages(told, "callum"))

    await told.click("mei", "meetup.more", value=await _option(told, channel, ts, "Change it"), channel=channel)
    await told.fill_in("mei", time="17:00")
    await put_away(told, "mei")

    later = starts.replace(hour=17)
    [moved] = await direct_messages(told, "mia")
    assert "*Branch by abstraction* was moved from" in said(moved)
    for moment in (starts, later):
        assert f"<!date^{int(moment.timestamp())}^" in said(moved)
    assert buttons(moved) == {"Maybe": "meetup.maybe", "Not this time": "meetup.stay_away"}
    assert await direct_messages(told, "mei") == []
    assert len(await direct_messages(told, "callum")) == earlier

    count = len(await told.posts(channel))
    await told.move_clock((starts - timedelta(days=1) + timedelta(seconds=5)).isoformat())
    assert len(await told.posts(channel)) == count
    await told.move_clock((later - timedelta(days=1) + timedelta(seconds=5)).isoformat())
    assert len(await told.posts(channel)) == count + 1

    await told.click("mia", "meetup.stay_away", ts=moved["ts"])
    assert "Not this time, then: *Branch by abstraction*" in said(await shown(told, "mia"))
    assert "1 is coming" in said(await _at(told, channel, ts))


async def _planned(told: Life, user: str, topic: str, title: str, *, seats: str = "") -> tuple[str, str, datetime]:
    """Let a person start a community and plan its first meetup; give the channel, the announcement's ts, the start."""
    channel = await start_community(told, user, topic)
    starts = (await midweek(told)).replace(hour=15) + timedelta(days=3)
    await told.command(user, channel, f"/meetup plan {title}")
    if seats:
        await told.click(user, "meetup.plan.more")
    given = {"date": f"{starts:%Y-%m-%d}", "time": f"{starts:%H:%M}", "zone": "UTC"}
    await told.fill_in(user, **given, **({"seats": seats} if seats else {}))
    await put_away(told, user)
    return channel, str((await told.posts(channel))[-1]["ts"]), starts


async def _option(told: Life, channel: str, ts: str, label: str) -> str:
    """Give the value of what the menu behind "…" of an announcement offers under this label."""
    [menu] = [
        element
        for block in (await _at(told, channel, ts))["blocks"]
        for element in block.get("elements", ())
        if element["type"] == "overflow"
    ]
    [value] = [option["value"] for option in menu["options"] if option["text"]["text"] == label]
    return str(value)


async def _at(told: Life, channel: str, ts: str) -> dict[str, Any]:
    [found] = [message for message in await told.posts(channel) if message["ts"] == ts]
    return found
