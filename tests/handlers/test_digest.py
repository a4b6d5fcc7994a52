"""Digests on real tables and a Slack on this machine."""

import asyncio
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import delete, event

from community import stores as kept
from community.choosing import About
from community.communities import Member, NewCommunity, State
from community.digest import DigestSchedule, first_schedule
from community.gathering import gather
from community.lessons import NewLesson
from community.people import Person
from community.pulse import Asked
from community.schedule import Period, Weekly
from community.spread import Adoption, Answer
from community.tastes import Taste
from community.teams import NewTeam
from handlers import composing, digest
from handlers.answers import Open, Say
from storage.database import Database
from storage.outbox import delivery_table
from storage.stores import Stores
from tests import some
from tests.handlers.acting import opened, posts, shown, typed
from tests.handlers.room import MONDAY, Room

T = TypeVar("T")

WEEK = timedelta(weeks=1)
LAST_WEEK = MONDAY - timedelta(days=5)
HERON = NewTeam("heron", "Heron", "U0ANA", LAST_WEEK)
NEW_LESSON = tuple(NewLesson.__dataclass_fields__)


async def learnt(room: Room, title: str, *, community_id: int | None = 1, at: datetime = LAST_WEEK) -> None:
    lesson = some.lesson(title=title, community_id=community_id, captured_at=at)
    fields = {name: getattr(lesson, name) for name in NEW_LESSON} | {"source": None}
    await room.write(lambda stores: stores.lessons.add(NewLesson(**fields)))


async def schedule(room: Room, community_id: int = 1) -> DigestSchedule:
    found = await room.read(lambda stores: stores.digests.schedule(community_id))
    assert found is not None
    return found


async def tick(room: Room) -> None:
    await digest.post_due(room.deps())
    await room.deliver()


async def test_monday_at_nine_tells_what_was_learnt_here_and_elsewhere_and_who_is_new(room: Room) -> None:
    community = await opened(room, since=LAST_WEEK, members=("ben",))
    await opened(room, "Build and deploy", channel="general", since=LAST_WEEK)
    await learnt(room, "Swifts sleep in the air", community_id=community.id)
    await learnt(room, "Cache keys without dates", community_id=2)

    await tick(room)

    [here], [there] = posts(room, "birds"), posts(room, "general")
    assert (
        "Bird watching, this week. Learnt: Swifts sleep in the air. From elsewhere: Cache keys without dates." in here
    )
    assert "New here: Ben." in here
    assert "From elsewhere: Swifts sleep in the air." in there
    assert (await schedule(room)).next_at == MONDAY + WEEK


async def test_a_quiet_week_posts_nothing_and_is_not_tried_again(room: Room) -> None:
    await opened(room, since=LAST_WEEK)

    await tick(room)

    assert posts(room) == []
    assert (await schedule(room)).next_at == MONDAY + WEEK
    assert (await schedule(room)).since == MONDAY
    is_free = await room.write(lambda stores: stores.digests.claim(1, Period(LAST_WEEK, MONDAY), now=MONDAY))
    assert not is_free


async def test_before_nine_nothing_is_posted(room: Room) -> None:
    await opened(room, since=LAST_WEEK)
    await learnt(room, "Swifts sleep in the air")
    room.wait(timedelta(seconds=-1))

    await tick(room)

    assert posts(room) == []


async def test_two_that_tick_at_once_post_one_digest(any_room: Room) -> None:
    await opened(any_room, since=LAST_WEEK)
    await learnt(any_room, "Swifts sleep in the air")

    await asyncio.gather(*(digest.post_due(any_room.deps()) for _ in range(4)))
    await any_room.deliver()

    assert len(posts(any_room)) == 1
    assert (await schedule(any_room)).next_at == MONDAY + WEEK


async def test_after_weeks_away_there_is_one_digest_for_the_gap(room: Room) -> None:
    await opened(room, since=LAST_WEEK)
    await learnt(room, "Swifts sleep in the air")
    room.wait(3 * WEEK + timedelta(days=1))
    await learnt(room, "Owls turn their heads", at=MONDAY + 2 * WEEK)

    await tick(room)
    await tick(room)

    [only] = posts(room)
    assert "Bird watching, since 25 March." in only
    assert "Owls turn their heads; Swifts sleep in the air" in only
    assert (await schedule(room)).next_at == MONDAY + 4 * WEEK


async def test_a_lesson_from_elsewhere_is_shown_once(room: Room) -> None:
    await opened(room, since=LAST_WEEK)
    await learnt(room, "Watching birds needs patience", community_id=None)
    await tick(room)
    room.wait(WEEK)

    await tick(room)

    assert len(posts(room)) == 1


async def test_only_what_shares_a_word_with_the_community_is_said_to_fit(room: Room) -> None:
    await opened(room, since=LAST_WEEK)
    await learnt(room, "Watching needs patience", community_id=None)
    await learnt(room, "Cache keys without dates", community_id=None)

    await tick(room)

    [only] = posts(room)
    assert "From elsewhere, may fit here: *Watching needs patience*" in only
    assert "From elsewhere: *Cache keys without dates*" in only


async def test_a_resting_community_and_one_without_a_channel_are_skipped(room: Room) -> None:
    for state, channel_id in ((State.RESTING, "C0GONE"), (State.RESTING, None)):
        topic = f"{state} {channel_id}"
        community = await opened(room, topic, channel="birds" if channel_id else "general", since=LAST_WEEK)
        changed = replace(community, state=state, channel_id=channel_id)
        await room.write(lambda stores, changed=changed: stores.communities.update(changed))  # type: ignore[misc]
    await learnt(room, "Swifts sleep in the air")

    await tick(room)

    assert posts(room) + posts(room, "general") == []
    assert (await schedule(room, 1)).next_at == MONDAY + WEEK
    assert (await schedule(room, 2)).next_at == MONDAY + WEEK


async def test_one_that_fails_does_not_hold_up_the_others(room: Room) -> None:
    await opened(room, since=LAST_WEEK)
    await opened(room, "Build and deploy", channel="general", since=LAST_WEEK)
    await learnt(room, "Swifts sleep in the air")

    await digest.post_due(replace(room.deps(), storage=FailsOnce(room.database)))
    await room.deliver()

    assert len(posts(room, "birds")) + len(posts(room, "general")) == 1
    await tick(room)
    assert len(posts(room, "birds")) + len(posts(room, "general")) == 2


class FailsOnce:
    """A database whose first write breaks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._has_failed = False

    async def write(self, workspace_id: str, work: Callable[[kept.Stores], T]) -> T:
        if not self._has_failed:
            self._has_failed = True
            raise OSError("the disk is full")
        return await self._database.write(workspace_id, work)

    async def read(self, workspace_id: str, work: Callable[[kept.Stores], T]) -> T:
        return await self._database.read(workspace_id, work)


async def test_gathering_takes_the_same_queries_for_ten_communities_and_for_a_thousand(any_room: Room) -> None:
    def fill(stores: Stores) -> None:
        for number in range(1, 1001):
            added = some.community(number, topic=f"Topic {number}", channel_id=f"C{number}")
            fields = {name: getattr(added, name) for name in NewCommunity.__dataclass_fields__}
            stores.communities.add(NewCommunity(**fields))
        for number in range(1, 11):
            stores.members.add(Member(number, "U0BEN", LAST_WEEK))
            stores.tastes.say(Taste("U0BEN", number, 1, is_more=True, at=LAST_WEEK))
            stores.pulse.asked(Asked(number, f"C{number}", "1.0", "U0BEN", LAST_WEEK))
        stores.people.save(Person("U0BEN", "Ben", "UTC"), now=LAST_WEEK)
        stores.spread.answer(Adoption(1, stores.teams.add(HERON).id, Answer.ADOPTED, "", "U0BEN", LAST_WEEK))

    def gathered(stores: Stores, count: int) -> tuple[int, int]:
        asked: list[str] = []
        event.listen(
            stores.connection, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]), named=False
        )
        periods = {number: Period(LAST_WEEK, MONDAY) for number in range(1, count + 1)}
        return len(gather(stores, periods, now=MONDAY)), len(asked)

    await any_room.write(fill)
    await learnt(any_room, "Swifts sleep in the air")

    few, many = [await any_room.read(partial(gathered, count=count)) for count in (10, 1000)]

    assert (few[0], many[0]) == (10, 1000)
    assert few[1] == many[1] <= 26


async def test_a_channel_closed_to_the_bot_switches_the_digest_off_and_the_starter_is_told(room: Room) -> None:
    await opened(room, since=LAST_WEEK)
    await learnt(room, "Swifts sleep in the air")
    room.channel("birds").members.remove(room.workspace.bot_user_id)

    await tick(room)

    assert (await schedule(room)).next_at is None
    message = room.workspace.direct_message(room.person("ana"), room.workspace.bot_user_id)
    [told] = message.messages.values()
    assert "Slack did not take the digest of *Bird watching*" in told.text


async def test_a_preview_shows_a_member_what_would_be_sent_now_and_posts_nothing(room: Room) -> None:
    await opened(room)
    await learnt(room, "Swifts sleep in the air", at=MONDAY)
    room.wait(timedelta(hours=1))

    answer = await typed(room, "ana", "/community digest")

    assert "Only you see it" in shown(answer)
    assert "Swifts sleep in the air" in shown(answer)
    assert "every Monday at 09:00 (Europe/Berlin)" in shown(answer)
    assert "digest.settings" in shown(answer)
    await tick(room)
    assert posts(room) == []


async def test_a_preview_with_nothing_to_say_says_so(room: Room) -> None:
    await opened(room)

    answer = await typed(room, "ana", "/community digest")

    assert "There is nothing new in *Bird watching* at the moment" in shown(answer)


async def test_who_is_not_a_member_sees_the_preview_and_may_join(room: Room) -> None:
    await opened(room)

    answer = await typed(room, "caro", "/community digest bird watching", channel="general")

    assert "community.join" in shown(answer)
    assert "digest.settings" not in shown(answer)


async def test_elsewhere_the_only_community_one_is_in_is_meant(room: Room) -> None:
    await opened(room)

    assert "*Bird watching*" in shown(await typed(room, "ana", "/community digest", channel="nest"))


async def test_elsewhere_who_is_in_several_is_asked_which(room: Room) -> None:
    await opened(room)
    await opened(room, "Build and deploy", channel="general")

    answer = await typed(room, "ana", "/community digest", channel="nest")

    assert "Whose digest would you like to see?" in shown(answer)
    assert shown(answer).count("digest.preview") == 2
    assert "*Build and deploy*" in shown(await room.click("ana", "digest.preview", 2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/community digest", "Which community?"),
        ("/community digest brid watching", "Did you mean *Bird watching*"),
    ],
)
async def test_a_community_that_is_not_found_is_asked_for(room: Room, text: str, expected: str) -> None:
    await opened(room)

    assert expected in shown(await typed(room, "caro", text, channel="nest"))


async def choose(room: Room, name: str = "ana", **chosen: str) -> str:
    values = {"comes": "on", "weekday": "4", "time": "15:30", "zone": "Europe/Berlin"} | chosen
    return shown(await room.submit(name, "digest.settings", '{"community_id":1}', **values))


async def test_a_member_chooses_another_day_hour_and_zone(room: Room) -> None:
    await opened(room)
    assert isinstance(await room.click("ana", "digest.settings", 1), Open)

    said = await choose(room, zone="Asia/Tokyo")

    assert "every Friday at 15:30 (Asia/Tokyo)" in said
    assert (await schedule(room)).weekly == Weekly(4, time(15, 30), "Asia/Tokyo")
    assert (await schedule(room)).next_at == datetime.fromisoformat("2026-04-03T06:30:00+00:00")
    assert await room.waiting() == 0


async def test_a_digest_that_is_off_stays_silent_until_it_is_on_again(room: Room) -> None:
    await opened(room, since=LAST_WEEK)
    await learnt(room, "Swifts sleep in the air")

    assert "is off" in await choose(room, comes="off")
    room.wait(WEEK)
    await tick(room)

    assert posts(room) == []
    assert "The digest is off at the moment." in shown(await typed(room, "ana", "/community digest"))
    await choose(room, weekday="0", time="10:00")
    assert (await schedule(room)).next_at == MONDAY + WEEK + timedelta(hours=1)


async def test_who_is_not_a_member_changes_nothing(room: Room) -> None:
    await opened(room)
    before = await schedule(room)

    assert isinstance(await room.click("caro", "digest.settings", 1), Say)
    said = await choose(room, "caro")

    assert "so nothing was changed" in said
    assert "community.join" in said
    assert await schedule(room) == before


@pytest.mark.parametrize("wrong", [{"weekday": "7"}, {"weekday": "-1"}, {"time": "25:00"}])
async def test_what_no_form_offers_is_not_kept(room: Room, wrong: dict[str, str]) -> None:
    await opened(room)
    before = await schedule(room)

    with pytest.raises(ValueError, match=r"weekday|hour|isoformat"):
        await choose(room, **wrong)

    assert await schedule(room) == before


async def test_once_a_month_it_says_one_sign_of_how_the_community_is_and_none_twice_a_quarter(room: Room) -> None:
    community = await opened(room, since=LAST_WEEK - 10 * WEEK, members=("ben",))
    await room.write(
        lambda stores: stores.communities.update(replace(community, purpose="You must attend, every single time."))
    )
    told = []
    for week in range(18):
        await learnt(room, f"Lesson {week}", at=room.clock.now() - timedelta(hours=1))
        await tick(room)
        told.append("may sound as if coming were no choice" in posts(room)[-1])
        room.wait(WEEK)

    assert [week for week, is_told in enumerate(told) if is_told] == [0, 16]
    assert "“You must attend, every single time.” may sound as if coming were no choice. To try: say" in posts(room)[0]
    assert len(posts(room)) == 18


async def test_a_digest_with_nothing_to_say_is_not_sent_for_a_sign(room: Room) -> None:
    community = await opened(room, since=LAST_WEEK - 10 * WEEK)
    await room.write(lambda stores: stores.communities.update(replace(community, purpose="You must attend.")))

    await tick(room)

    assert posts(room) == []


async def test_that_nobody_coordinates_is_no_sign_of_the_digest_and_says_so_by_itself(room: Room) -> None:
    await opened(room, since=LAST_WEEK - 10 * WEEK, members=("ben",))
    await learnt(room, "Swifts sleep in the air")

    await tick(room)

    assert "To try" not in posts(room)[0]


async def test_a_question_nobody_answered_is_linked_to_and_neither_repeated_nor_named(room: Room) -> None:
    community = await opened(room, since=LAST_WEEK, members=("ben",))
    asked = room.say("ben", "How do I tell a swift from a swallow?")
    at = MONDAY - timedelta(days=2)
    await room.write(
        lambda stores: stores.pulse.asked(
            Asked(community.id, room.channel("birds").id, asked.ts, room.person("ben"), at)
        )
    )

    await tick(room)

    [told] = posts(room)
    assert "A question is still open." in told
    assert f"/{room.channel('birds').id}/p{asked.ts.replace('.', '')}|a question>. Could you help?" in told
    assert "swallow" not in told
    room.wait(WEEK)
    await tick(room)
    assert len(posts(room)) == 1


async def many(room: Room, count: int) -> None:
    """Let so many communities have a digest due on Monday at nine, each with a lesson to tell."""

    def fill(stores: Stores) -> None:
        for number in range(1, count + 1):
            added = some.community(number, topic=f"Topic {number}", channel_id=f"C{number}", started_at=LAST_WEEK)
            fields = {name: getattr(added, name) for name in NewCommunity.__dataclass_fields__}
            stores.communities.add(NewCommunity(**fields))
            stores.digests.save(first_schedule(added, LAST_WEEK))

    await room.write(fill)
    await learnt(room, "Swifts sleep in the air")


async def test_a_flood_of_digests_leaves_room_for_what_people_do(room: Room) -> None:
    await many(room, 120)

    for _ in range(3):
        await digest.post_due(room.deps())

    assert await room.waiting() == 45
    left = await room.read(lambda stores: len(stores.digests.due(MONDAY, limit=999)))
    assert left == 75
    await room.write(lambda stores: stores.outbox.connection.execute(delete(delivery_table)))
    await digest.post_due(room.deps())
    assert await room.waiting() == 45


async def test_no_community_is_always_the_last(room: Room) -> None:
    await many(room, 60)

    def first(stores: Stores, weeks: int) -> int:
        return stores.digests.due(MONDAY + weeks * WEEK, limit=1)[0].community_id

    firsts = {await room.read(partial(first, weeks=weeks)) for weeks in range(8)}

    assert len(firsts) >= 5


async def test_what_was_taken_back_since_all_was_read_is_in_no_digest(room: Room) -> None:
    await many(room, 2)
    shared = await composing.common(room.deps())
    lesson = await room.read(lambda stores: stores.lessons.get(1))
    assert lesson is not None
    await room.write(lambda stores: stores.lessons.update(replace(lesson, closed_in="G1")))

    found = await composing.composed(room.deps(), {2: Period(LAST_WEEK, MONDAY)}, shared)

    assert found == {}


async def test_a_long_gap_tells_of_what_teams_use_first(room: Room) -> None:
    await opened(room, since=LAST_WEEK)
    await learnt(room, "Owls hear in two directions", at=LAST_WEEK)
    heron = await room.write(lambda stores: stores.teams.add(HERON).id)
    adoption = Adoption(1, heron, Answer.ADOPTED, "", "U1", LAST_WEEK)
    await room.write(lambda stores: stores.spread.answer(adoption))
    for number in range(20):
        await learnt(room, f"Lesson {number}", at=LAST_WEEK + timedelta(days=1 + number))
    room.wait(4 * WEEK)

    await tick(room)

    [only] = posts(room)
    assert "Learnt: Owls hear in two directions; Lesson 19; Lesson 18;" in only
    assert "Taken up: Owls hear in two directions." in only
    assert "and 11 more" in only


async def test_what_means_the_same_fits_without_a_word_in_common(room: Room) -> None:
    await opened(room, since=LAST_WEEK)
    for number in range(4):
        await learnt(room, f"Lesson {number}", community_id=None)
    asked: list[About] = []

    class Models:
        """Models that find the first lesson near to whatever is asked."""

        async def near(self, text: str, *, rooms: Set[str], limit: int) -> Sequence[int]:
            return ()

        async def closeness(self, text: str, others: Sequence[str]) -> Sequence[float]:
            return [0.0 for _ in others]

        async def fitting(self, about: Sequence[About], among: Sequence[int], *, limit: int) -> list[dict[int, float]]:
            asked.extend(about)
            assert sorted(among) == [1, 2, 3, 4]
            return [{1: 0.5} for _ in about]

    await digest.post_due(replace(room.deps(), meaning=Models()))
    await room.deliver()

    [only] = posts(room)
    assert "From elsewhere: Lesson 0; Lesson 3; Lesson 2." in only
    assert only.count("may fit here") == 1
    assert [one.text for one in asked] == ["Bird watching\n"]
