"""The digest over the wire: on Monday morning, in the community's own zone, when there is something to say."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.story.acting import midweek, number_of, put_away, said_in_thread, shown, start_community, value_beside
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


async def test_we_will_try_it_in_a_digest_reaches_the_lessons_card(told: Life) -> None:
    monday = await _next(told, weekday=0, at="09:00", zone="Europe/Berlin")
    card, digest = await _with_a_lesson_from_elsewhere(told, monday, "Gulls", "Let the gull queue drain first.")
    number = number_of(card)

    await told.command("lea", "general", "/community team Siskin")
    await told.click("lea", "spread.try", channel="cop-gulls", ts=digest["ts"], value=str(number))

    [now] = [post for post in await told.posts("general") if post["ts"] == card["ts"]]
    assert "Siskin tries it" in said(now)
    await told.click("mia", "digest.deeds", channel="cop-gulls", ts=digest["ts"], value=f"lesson.show {number}")
    assert "Siskin tries it" in said(await shown(told, "mia"))


async def test_what_members_want_more_and_less_of_is_noted_explained_and_taken_back(told: Life) -> None:
    monday = await _next(told, weekday=0, at="09:00", zone="Europe/Berlin")
    card, digest = await _with_a_lesson_from_elsewhere(
        told, monday, "Terns", "Let the tern builds wait for each other."
    )
    value = f"{number_of(card)} {await _id(told, 'lea', 'terns')}"

    for deed, words in (("taste.more", "More like"), ("taste.less", "Less like")):
        await told.click("lea", "digest.deeds", channel="cop-terns", ts=digest["ts"], value=f"{deed} {value}")
        assert f"{words} *Let the tern builds" in said(await shown(told, "lea"))
    await told.click("lea", "taste.undo")
    assert "Taken back" in said(await shown(told, "lea"))
    await told.click("kofi", "digest.deeds", channel="cop-terns", ts=digest["ts"], value=f"taste.more {value}")
    assert "so nothing was changed" in said(await shown(told, "kofi"))


async def test_the_last_digest_is_sent_again_by_hand_and_a_second_time_after_a_question(told: Life) -> None:
    monday = await _next(told, weekday=0, at="09:00", zone="Europe/Berlin")
    channel = await start_community(told, "lea", "Puffins")
    await _learn(told, "lea", channel, "Count puffins at dusk")
    await told.move_clock((monday + timedelta(seconds=1)).isoformat())

    assert "on its way again" in said(await told.command("lea", channel, "/community digest send"))
    await told.command("lea", channel, "/community digest")
    await told.click("lea", "digest.send")
    assert "was sent again" in said(await shown(told, "lea"))
    await told.click("lea", "digest.send_once_more")

    first, *again = await _digests(told, channel)
    assert [post["text"].removeprefix("Sent again: ") for post in again] == [first["text"]] * 2


async def test_a_member_pauses_the_digest_for_four_weeks_and_another_brings_it_back(told: Life) -> None:
    monday = await _next(told, weekday=0, at="09:00", zone="Europe/Berlin")
    channel = await start_community(told, "lea", "Auks")
    await told.control.post("join", user="mia", channel=channel)
    await told.command("mia", channel, "/community join")
    await _learn(told, "lea", channel, "Auks fly under water")
    await told.move_clock((monday + timedelta(seconds=1)).isoformat())
    [digest] = await _digests(told, channel)

    await told.click("lea", "digest.pause", channel=channel, ts=digest["ts"])

    [line] = await said_in_thread(told, channel, digest["ts"])
    assert "A member paused this digest" in said(line)
    await _learn(told, "lea", channel, "Auks lay one egg")
    await told.move_clock((monday + timedelta(days=7, seconds=1)).isoformat())
    assert len(await _digests(told, channel)) == 1
    await told.click("mia", "digest.bring_back", channel=channel, ts=line["ts"])
    [line] = await said_in_thread(told, channel, digest["ts"])
    assert "comes again every Monday" in said(line)
    await told.move_clock((monday + timedelta(days=14, seconds=1)).isoformat())
    assert "Auks lay one egg" in said((await _digests(told, channel))[-1])


async def test_who_took_up_what_of_ours_and_which_question_is_open_is_told(told: Life) -> None:
    monday = await _next(told, weekday=0, at="09:00", zone="Europe/Berlin")
    channel = await start_community(told, "lea", "Skuas")
    ts = await told.say("lea", channel, "We learnt to wear a helmet when a skua is near.")
    await told.react("lea", channel, ts)
    [card] = await said_in_thread(told, channel, ts)
    await told.command("kofi", "general", "/community team Ptarmigan")
    await told.command("kofi", "general", f"/lesson {number_of(card)}")
    await told.click("kofi", "spread.try")
    await told.click("kofi", "spread.adopted")
    question = await told.say("lea", channel, "Does anybody know which helmet fits a skua colony best?")
    await told.settle()

    await told.move_clock((monday + timedelta(seconds=1)).isoformat())

    [digest] = await _digests(told, channel)
    assert "🌱 *We learnt to wear a helmet when a skua is near*: adopted by Ptarmigan" in said(digest)
    assert f"/p{question.replace('.', '')}|a question>. Could you help?" in said(digest)
    assert "which helmet" not in said(digest)


async def _with_a_lesson_from_elsewhere(
    told: Life, monday: datetime, topic: str, text: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Let somebody of another team learn something in #general, and give its card and the digest that shows it."""
    channel = await start_community(told, "lea", topic)
    await told.command("ben", "general", "/community team Kestrel")
    ts = await told.say("ben", "general", text)
    await told.react("ben", "general", ts)
    [card] = await said_in_thread(told, "general", ts)
    await told.move_clock((monday + timedelta(seconds=1)).isoformat())
    [digest] = await _digests(told, channel)
    assert text in said(digest)
    return card, digest


async def _id(told: Life, user: str, name: str) -> str:
    """Give the id of a community, as the button beside its digest has it."""
    await told.command(user, "general", f"/community digest {name}")
    message = await shown(told, user)
    [value] = [
        element["value"]
        for block in message["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id") == "digest.settings"
    ]
    return str(value)


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
