"""Calendars and publishing over the wire: an address is made, read over HTTP, follows what changes, and ends."""

import re
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import feedparser  # type: ignore[import-untyped]
import icalendar
import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from tests.story.acting import midweek, put_away, shown, start_community
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/(?:calendar|feed)/[\w-]{32}\.(?:ics|xml)")


async def test_a_person_subscribes_and_their_calendar_follows_until_they_switch_it_off(told: Life) -> None:
    channel = await start_community(told, "callum", "Mob programming")
    ts = await _planned(told, "callum", channel, "Try it; together, 1:1")

    await told.command("callum", channel, "/meetup calendar")
    assert "no address yet" in (await shown(told, "callum"))["text"]
    await told.click("callum", "calendar.give", value="mine")
    [address] = _addresses(await shown(told, "callum"))

    first = await _read(address)
    [event] = first.events
    assert (event["SUMMARY"], event["SEQUENCE"], event["STATUS"]) == ("Try it; together, 1:1", 0, "CONFIRMED")
    assert event["TRANSP"] == "TRANSPARENT"
    assert "/archives/" in event["URL"]
    assert (await _ask(address, **{"If-None-Match": first.tag})).status == 304
    assert (await _ask(address, method="HEAD")).status == 200

    await told.click("callum", "meetup.come", channel=channel, ts=ts)
    coming = await _read(address)
    assert coming.events[0]["TRANSP"] == "OPAQUE"
    assert coming.tag != first.tag

    [announced] = [message for message in await told.posts(channel) if message["ts"] == ts]
    await told.click("callum", "meetup.more", value=_menu_value(announced, "Change it"), channel=channel, ts=ts)
    await told.fill_in("callum", time="17:00", place="Room Wren")
    await put_away(told, "callum")
    [moved] = (await _read(address)).events
    assert (moved["SEQUENCE"], moved["LOCATION"], f"{moved['DTSTART'].dt:%H:%M}") == (1, "Room Wren", "17:00")
    assert moved["UID"] == event["UID"]

    await told.command("callum", channel, "/meetup cancel")
    await told.click("callum", "meetup.cancel")
    [event] = (await _read(address)).events
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CANCELLED")

    await told.command("callum", channel, "/meetup calendar")
    await told.click("callum", "calendar.renew", value="mine")
    [another] = _addresses(await shown(told, "callum"))
    assert (await _ask(address)).status == 404
    assert len((await _read(another)).events) == 1
    await told.click("callum", "calendar.end", value="mine")
    gone, never = await _ask(another), await _ask(another.replace(another[-12:-4], "AAAAAAAA"))
    assert gone == never
    assert gone.status == 404


async def test_the_calendar_of_a_community_ends_for_who_leaves_it(told: Life) -> None:
    channel = await start_community(told, "divya", "Message queues")
    await _planned(told, "divya", channel, "Poison letters")
    await told.command("samuel", "general", "/community join message queues")

    await told.command("samuel", "general", "/meetup calendar message queues")
    value = _values(await shown(told, "samuel"))["calendar.give"][-1]
    await told.click("samuel", "calendar.give", value=value)
    [address] = _addresses(await shown(told, "samuel"))
    assert [str(event["SUMMARY"]) for event in (await _read(address)).events] == ["Poison letters"]

    await told.command("samuel", "general", "/community leave message queues")

    assert (await _ask(address)).status == 404
    await told.command("samuel", "general", "/community join message queues")
    assert (await _ask(address)).status == 404


async def test_one_meetup_comes_as_a_link_and_all_as_a_file(told: Life) -> None:
    channel = await start_community(told, "rafael", "Caching")
    ts = await _planned(told, "rafael", channel, "Which caches lie?")

    await told.click("rafael", "meetup.come", channel=channel, ts=ts)
    await told.click("rafael", "calendar.add")
    answer = await _ask(_addresses(await shown(told, "rafael"))[0])
    assert answer.status == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="meetup.ics"'

    await told.click("rafael", "calendar.show", value="mine")
    await told.click("rafael", "calendar.file", value="mine")
    assert "in a file" in said(await shown(told, "rafael"))


async def test_a_community_publishes_until_a_member_switches_it_off(told: Life) -> None:
    channel = await start_community(told, "maya", "Refactoring")
    lesson = await told.say("maya", channel, "Ten small steps beat one <big> & brave one ]]>")
    await told.react("maya", channel, lesson)
    await _planned(told, "maya", channel, "Ten small steps")

    await told.command("ola", "general", "/community publish refactoring")
    assert "is for its members to say" in said(await shown(told, "ola"))

    await told.command("maya", channel, "/community publish")
    assert "without signing in" in said(await told.view("maya"))
    await told.fill_in("maya")
    feed, calendar = _addresses(await told.view("maya"))
    await put_away(told, "maya")
    assert "switched on publishing for *Refactoring*" in said((await told.posts(channel))[-1])

    read = feedparser.parse((await _ask(feed)).body)
    assert not read.bozo
    [entry] = read.entries
    assert "Ten small steps" in entry.title
    assert entry.link.endswith(lesson.replace(".", ""))
    assert [str(event["SUMMARY"]) for event in (await _read(calendar)).events] == ["Ten small steps"]

    await told.command("maya", "general", "/community publish refactoring")
    await told.click("maya", "publishing.again")
    newer, _ = _addresses(await told.view("maya"))
    assert ((await _ask(feed)).status, (await _ask(newer)).status) == (404, 200)
    await put_away(told, "maya")

    post = (await told.posts(channel))[-1]
    await told.click("maya", "publishing.show", channel=channel, ts=post["ts"])
    await told.click("maya", "publishing.off")
    assert "publishes nothing any more" in said(await told.view("maya"))
    await put_away(told, "maya")
    assert ((await _ask(newer)).status, (await _ask(calendar)).status) == (404, 404)


async def test_a_channel_made_private_ends_what_was_published(told: Life) -> None:
    channel = await start_community(told, "hana", "Checklists")
    await told.command("hana", channel, "/community publish")
    await told.fill_in("hana")
    feed, calendar = _addresses(await told.view("hana"))
    await put_away(told, "hana")
    assert (await _ask(feed)).status == 200

    await told.control.post("make_private", channel=channel, user="hana")
    await told.settle()

    assert ((await _ask(feed)).status, (await _ask(calendar)).status) == (404, 404)


class Answer:
    """What came over HTTP; two are equal when nobody could tell them apart."""

    def __init__(self, status: int, headers: CIMultiDictProxy[str], body: bytes) -> None:
        self.status, self.body = status, body
        self.headers = CIMultiDict((name, value) for name, value in headers.items() if name != "Date")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answer) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # compared only

    @property
    def tag(self) -> str:
        return self.headers["ETag"]

    @property
    def events(self) -> list[Any]:
        return icalendar.Calendar.from_ical(self.body).walk("VEVENT")


async def _ask(address: str, *, method: str = "GET", **headers: str) -> Answer:
    async with aiohttp.ClientSession() as session, session.request(method, address, headers=headers) as answer:
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "private" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        return Answer(answer.status, answer.headers, await answer.read())


async def _read(address: str) -> Answer:
    answer = await _ask(address)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Last-Modified" in answer.headers
    return answer


def _addresses(content: dict[str, Any]) -> list[str]:
    """Give the addresses that are shown, each once, in their order."""
    return list(dict.fromkeys(_ADDRESS.findall(str(content))))


def _values(message: dict[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in message["blocks"]:
        for element in block.get("elements", ()):
            if "action_id" in element:
                found.setdefault(element["action_id"], []).append(element.get("value", ""))
    return found


async def _planned(told: Life, user: str, channel: str, title: str) -> str:
    """Let a person plan a meetup of an hour in three days and give the announcement's ts."""
    starts: datetime = (await midweek(told)).replace(hour=15) + timedelta(days=3)
    await told.command(user, channel, f"/meetup plan {title}")
    await told.fill_in(user, date=f"{starts:%Y-%m-%d}", time=f"{starts:%H:%M}", zone="Europe/Berlin")
    await put_away(told, user)
    return str((await told.posts(channel))[-1]["ts"])


def _menu_value(message: dict[str, Any], label: str) -> str:
    """Give the value of what the menu behind "…" offers under this label."""
    elements = [element for block in message["blocks"] for element in block.get("elements", ())]
    options = [option for element in elements for option in element.get("options", ())]
    return next(str(option["value"]) for option in options if option["text"]["text"] == label)
