"""The wider network over the wire: a feed and a calendar that the sandbox serves as if they were on the web."""

from datetime import datetime, timedelta

import pytest

from tests.story.acting import direct_channel, direct_messages, put_away, shown, start_community, value_beside
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_calendar_is_followed_and_somebody_goes_and_tells_the_others(told: Life) -> None:
    channel = await start_community(told, "ben", "Brewing")
    now = await _monday(told)
    thursday = now + timedelta(days=3, hours=9)
    await told.control.post("outside", name="beer.ics", content_type="text/calendar", body=_calendar(thursday))

    answer = await told.command("ben", channel, f"/community follow {told.sandbox.url}/outside/beer.ics")
    assert "I am having a look at 127.0.0.1" in said(answer)
    found = (await direct_messages(told, "ben"))[-1]
    assert "*Meetups of the brewers* is a calendar" in said(found)
    assert "LeSS beer" in said(found)
    await told.click("ben", "feeds.follow", channel=await direct_channel(told, "ben"), ts=found["ts"])

    await told.command("ben", channel, "/community digest")
    await told.click("ben", "feeds.go", value=_value(await shown(told, "ben"), "feeds.go"))
    assert "You are in: *LeSS beer*" in said(await shown(told, "ben"))
    await told.click("ben", "reporting.report")
    await told.command("ben", channel, "/community follows")
    await told.click("ben", "feeds.menu", value=f"feeds.show {_ids(found)}")
    contents = await shown(told, "ben")
    assert "1 going" in said(contents)
    assert "Ben" in said(contents)
    await told.click("ben", "feeds.report", value=_value(contents, "feeds.report"))
    await told.click("ben", "reporting.take_back")
    assert "I don't ask you" in said(await shown(told, "ben"))
    await told.click("ben", "feeds.report", value=_value(contents, "feeds.report"))

    await told.move_clock((thursday + timedelta(hours=13)).isoformat())
    assert "said that you would tell the others" not in said((await direct_messages(told, "ben"))[-1])
    await told.move_clock((thursday + timedelta(hours=24)).isoformat())
    asked = (await direct_messages(told, "ben"))[-1]
    assert "You were going to *LeSS beer*" in said(asked)
    where = {"channel": await direct_channel(told, "ben"), "ts": asked["ts"]}
    await told.click("ben", "reporting.write", **where)
    view = await told.view("ben")
    assert "I was at LeSS beer." in str(view)
    await told.fill_in("ben", title="Beer helps teams to talk", learnt="They meet each month, and nobody prepares it.")
    assert "Thank you for telling what you saw" in words((await told.view("ben"))["blocks"])
    await put_away(told, "ben")
    await told.click("ben", "reporting.write", **where)
    assert "You told of it already" in said(await shown(told, "ben"))
    await told.click("ben", "reporting.leave", **where)
    assert "Beer helps teams to talk" in said(await told.command("ben", channel, "/lesson beer kind:visit"))


async def test_what_is_new_in_a_feed_comes_into_the_digest_and_never_in_a_flood(told: Life) -> None:
    channel = await start_community(told, "lea", "Reading")
    now = await _monday(told)
    await _serve(told, "read.xml", now, ["Old", "Newest"])
    await told.command("lea", channel, f"/community follow {told.sandbox.url}/outside/read.xml reading")
    await _follow(told, "lea")

    await told.move_clock((now + timedelta(hours=4)).isoformat())
    [first] = [post for post in await told.posts(channel) if "This comes every" in said(post)]
    assert "Newest" in said(first)
    assert "Old" not in said(first)

    await _serve(told, "read.xml", now + timedelta(days=1), [f"Item {number}" for number in range(6)])
    await told.move_clock((now + timedelta(days=2)).isoformat())
    await told.move_clock((now + timedelta(days=7, hours=4)).isoformat())
    second = [post for post in await told.posts(channel) if "This comes every" in said(post)][-1]
    assert sum(f"Item {number}" in words(second["blocks"]) for number in range(6)) == 3
    assert "and 3 more from Things to read" in said(second)


async def test_a_page_names_its_feed_and_a_forbidden_address_is_refused(told: Life) -> None:
    channel = await start_community(told, "noor", "Pages")
    url = told.sandbox.url
    await told.command("noor", channel, f"/community follow {url}/outside/example.html")
    page = (await direct_messages(told, "noor"))[-1]
    assert "the page names its feeds" in said(page)
    where = {"channel": await direct_channel(told, "noor"), "ts": page["ts"]}
    await told.click("noor", "feeds.look", value=value_beside(page, "example.xml"), **where)
    await _follow(told, "noor")

    assert "under https" in said(await told.command("noor", channel, "/community follow https://169.254.169.254/feed"))
    assert "Join it" in said(await told.command("mia", "general", f"/community follow {url}/outside/example.ics pages"))
    suggested = await told.command("noor", channel, "/community follow")
    assert "These may interest *Pages*" in said(suggested)
    listed = await told.command("noor", channel, "/community follows")
    assert "*The example feed*" in said(listed)
    await told.click("noor", "feeds.suggest")
    assert "LeSS" in said(await shown(told, "noor"))

    gone = await told.command("noor", channel, "/community unfollow example")
    assert "follows *The example feed* no more" in said(gone)
    await told.click("noor", "feeds.follow")
    await told.click("noor", "feeds.unfollow")
    await told.click("noor", "feeds.list")
    assert "follows nothing of the wider network yet" in said(await shown(told, "noor"))


async def test_a_feed_that_fails_for_two_weeks_is_paused_and_its_follower_told_once(told: Life) -> None:
    channel = await start_community(told, "arjun", "Outages")
    now = await _monday(told)
    await _serve(told, "away.xml", now, ["There"])
    await told.command("arjun", channel, f"/community follow {told.sandbox.url}/outside/away.xml")
    await _follow(told, "arjun")
    await told.control.post("outside", name="away.xml", status=503)

    for day in range(1, 18):
        await told.move_clock((now + timedelta(days=day, hours=3)).isoformat())

    told_so = [one for one in await direct_messages(told, "arjun") if "I stopped reading *Things to read*" in said(one)]
    assert len(told_so) == 1
    assert "paused since" in said(await told.command("arjun", channel, "/community follows"))
    await _serve(told, "away.xml", now + timedelta(days=18), ["There", "Back"])
    where = {"channel": await direct_channel(told, "arjun"), "ts": told_so[0]["ts"]}
    await told.click("arjun", "feeds.try_again", **where)
    await told.move_clock((now + timedelta(days=18, hours=4)).isoformat())
    assert "read <!date" in said(await told.command("arjun", channel, "/community follows"))


async def _follow(told: Life, user: str) -> None:
    """Let a person follow what was found at the address they named last."""
    found = (await direct_messages(told, user))[-1]
    assert "Would you like" in said(found)
    await told.click(user, "feeds.follow", channel=await direct_channel(told, user), ts=found["ts"])


async def _serve(told: Life, name: str, newest: datetime, titles: list[str]) -> None:
    """Let an address give a feed of these titles, the last one the newest."""
    items = "".join(
        f"<item><guid>{title}</guid><title>{title}</title><link>https://a.example/{place}/{title}</link>"
        f"<pubDate>{newest - timedelta(hours=len(titles) - place):%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for place, title in enumerate(titles)
    )
    body = f"<rss version='2.0'><channel><title>Things to read</title>{items}</channel></rss>"
    await told.control.post("outside", name=name, body=body)


def _calendar(starts_at: datetime) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", "X-WR-CALNAME:Meetups of the brewers"]
    lines += ["BEGIN:VEVENT", "UID:1@a.example", f"DTSTAMP:{starts_at:%Y%m%dT%H%M%SZ}", "SUMMARY:LeSS beer"]
    lines += [f"DTSTART:{starts_at:%Y%m%dT%H%M%SZ}", "DURATION:PT2H", "LOCATION:The old brewery", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _value(message: dict, action_id: str) -> str:  # type: ignore[type-arg]
    """Give the value of the one such button."""
    rows = [block for block in message["blocks"] if block["type"] == "actions"]
    [value] = [one["value"] for row in rows for one in row["elements"] if one["action_id"] == action_id]
    return str(value)


def _ids(found: dict) -> str:  # type: ignore[type-arg]
    """Give the community and the feed a find is about."""
    return _value(found, "feeds.follow")


async def _monday(told: Life) -> datetime:
    """Move the clock to the next Monday at six in UTC, before any digest of that day, and give that time."""
    now = datetime.fromisoformat((await told.control.state())["now"])
    day = now.replace(hour=6, minute=0, second=0, microsecond=0) + timedelta(days=7 - now.weekday())
    await told.move_clock(day.isoformat())
    return day
