"""The digest over the wire: on Monday morning, in the community's own zone, when there is something to say."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.story.acting import midweek, put_away, shown, start_community, value_beside
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_it_comes_on_monday_at_nine_in_the_starters_zone(told: Life) -> None:
    nine_in_berlin = await _next(told, weekday=0, at="09:00", zone="Europe/Berlin")
    berlin = await start_community(told, "lea", "Unit tests")
    new_york = await start_community(told, "jordan", "Load tests")
    await _learn(told, "lea", berlin, "Name a test after what it claims")
    await _learn(told, "jordan", new_york, "Warm the cache before you measure")

    await told.move_clock((nine_in_berlin - timedelta(minutes=1)).isoformat())
    assert await _digests(told, berlin) == []
    await told.move_clock((nine_in_berlin + timedelta(seconds=1)).isoformat())
    [digest] = await _digests(told, berlin)
    assert "Name a test after what it claims" in said(digest)
    assert "From *Load tests*" in said(digest)
    assert await _digests(told, new_york) == []

    nine_in_new_york = nine_in_berlin.astimezone(ZoneInfo("America/New_York")).replace(hour=9)
    await told.move_clock((nine_in_new_york + timedelta(seconds=1)).isoformat())
    [digest] = await _digests(told, new_york)
    assert "Warm the cache before you measure" in said(digest)
    assert len(await _digests(told, berlin)) == 1


async def test_it_tells_what_is_coming_and_who_is_new(told: Life) -> None:
    monday = await _next(told, weekday=0, at="09:00", zone="Europe/Berlin")
    channel = await start_community(told, "ben", "Event sourcing")
    await told.control.post("join", user="mia", channel=channel)
    await told.command("ben", channel, "/meetup plan Replay or not?")
    await told.fill_in("ben", date=f"{monday + timedelta(days=2):%Y-%m-%d}")
    await put_away(told, "ben")

    await told.move_clock((monday + timedelta(seconds=1)).isoformat())

    [digest] = await _digests(told, channel)
    assert "Replay or not?" in said(digest)
    assert "Mia" in said(digest)


async def test_a_week_without_news_is_a_week_without_a_digest(told: Life) -> None:
    first = await _next(told, weekday=0, at="09:00", zone="Europe/Warsaw")
    channel = await start_community(told, "tomasz", "Compilers")
    await told.move_clock((first + timedelta(seconds=1)).isoformat())
    posts = await told.posts(channel)

    await told.move_clock((first + timedelta(days=7, seconds=1)).isoformat())

    assert await told.posts(channel) == posts
    assert "nothing new" in said(await told.command("tomasz", channel, "/community digest"))


async def test_after_a_pause_one_digest_covers_all_of_it(told: Life) -> None:
    monday = await _next(told, weekday=0, at="09:00", zone="Asia/Kolkata")
    channel = await start_community(told, "arjun", "Databases")
    await _learn(told, "arjun", channel, "An index is a promise to keep")

    await told.move_clock((monday + timedelta(days=22)).isoformat())

    [digest] = await _digests(told, channel)
    assert "An index is a promise to keep" in said(digest)


async def test_a_preview_is_seen_by_one_person_only_and_posts_nothing(told: Life) -> None:
    channel = await start_community(told, "ines", "Money and rounding")
    await _learn(told, "ines", channel, "Round once and at the end")
    posts = await told.posts(channel)

    preview = await told.command("ines", channel, "/community digest")

    assert "Round once and at the end" in said(preview)
    assert "Only you see it" in said(preview)
    assert "every Monday at 09:00 (Europe/Lisbon)" in said(preview)
    assert await told.posts(channel) == posts


async def test_a_member_chooses_another_day_and_hour_and_then_none(told: Life) -> None:
    thursday = await _next(told, weekday=3, at="16:30", zone="UTC")
    channel = await start_community(told, "ewa", "Backlogs")
    await _learn(told, "ewa", channel, "Split by what can be learnt")
    await told.command("ewa", "general", "/community digest backlogs")
    await told.click("ewa", "digest.settings")
    await told.fill_in("ewa", weekday="Thursday", time="16:30", zone="UTC")
    assert "every Thursday at 16:30 (UTC)" in said(await told.view("ewa"))
    await put_away(told, "ewa")

    await told.move_clock((thursday - timedelta(minutes=1)).isoformat())
    assert await _digests(told, channel) == []
    await told.move_clock((thursday + timedelta(seconds=1)).isoformat())
    assert len(await _digests(told, channel)) == 1

    await told.command("ewa", channel, "/community digest")
    await told.click("ewa", "digest.settings")
    await told.fill_in("ewa", comes="Not at the moment")
    assert "is off" in said(await told.view("ewa"))
    await put_away(told, "ewa")
    await _learn(told, "ewa", channel, "Estimate less")
    await told.move_clock((thursday + timedelta(days=8)).isoformat())
    assert len(await _digests(told, channel)) == 1


async def test_who_is_in_several_communities_is_asked_which(told: Life) -> None:
    await start_community(told, "noor", "Fonts")
    await start_community(told, "noor", "Colours")

    asked = await told.command("noor", "general", "/community digest")
    assert "Whose digest" in said(asked)
    await told.click("noor", "digest.preview", value=value_beside(asked, "Fonts"))
    assert "*Fonts*" in said(await shown(told, "noor"))


async def _learn(told: Life, user: str, channel: str, title: str) -> None:
    """Let a person write a lesson down for the community of a channel."""
    await told.command(user, channel, f"/lesson add {title}")
    await told.fill_in(user, learnt="We learnt it the slow way.")
    await put_away(told, user)


async def _next(told: Life, *, weekday: int, at: str, zone: str) -> datetime:
    """Give the next such time of a week after a Wednesday, to which the clock is moved; Monday is 0."""
    day = (await midweek(told)).date() + timedelta(days=(weekday - 2) % 7)
    return datetime.combine(day, time.fromisoformat(at), ZoneInfo(zone))


async def _digests(told: Life, channel: str) -> list[dict[str, Any]]:
    return [message for message in await told.posts(channel) if "This comes every" in said(message)]
