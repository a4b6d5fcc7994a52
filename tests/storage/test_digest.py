from dataclasses import replace
from datetime import datetime, time
from functools import partial
from typing import Any

import pytest

from community.communities import Aim, NewCommunity
from community.digest import DigestSchedule, Run, Said
from community.lessons import NewLesson
from community.news import Question
from community.pulse import Asked
from community.relearning import Verdict
from community.schedule import Period, Weekly
from community.spread import Adoption, Answer, NewProposal, Share
from storage.database import Database
from storage.stores import Stores
from tests.storage.filled import HINT, LESSON
from tests.storage.times import DAY, HOUR, MINUTE, NOON

THIS_WEEK = Period(NOON - 7 * DAY, NOON)
NEXT_WEEK = Period(NOON, NOON + 7 * DAY)


@pytest.fixture
async def ids(database: Database) -> list[int]:
    """Give the ids of three communities."""

    def named(name: str) -> NewCommunity:
        return NewCommunity(name, name, "", Aim.BOTH, name, f"C-{name}", False, "U1", NOON, "UTC")

    return await database.write(
        "T1", lambda stores: [stores.communities.add(named(name)).id for name in ("one", "two", "three")]
    )


def schedule(community_id: int, *, minutes: int | None = 0) -> DigestSchedule:
    next_at = None if minutes is None else NOON + minutes * MINUTE
    return DigestSchedule(community_id, Weekly(4, time(8, 30), "America/New_York"), next_at, NOON - 7 * DAY)


def save(stores: Stores, schedule: DigestSchedule) -> None:
    stores.digests.save(schedule)


async def test_a_schedule_is_kept_as_it_was_last_saved(database: Database, ids: list[int]) -> None:
    await database.write("T1", lambda stores: stores.digests.save(schedule(ids[0])))
    await database.write("T1", lambda stores: stores.digests.save(schedule(ids[0], minutes=None)))

    assert await database.read("T1", lambda stores: stores.digests.schedule(ids[0])) == schedule(ids[0], minutes=None)
    assert await database.read("T1", lambda stores: stores.digests.schedule(ids[1])) is None


async def test_what_is_due_is_given_the_longest_due_first(database: Database, ids: list[int]) -> None:
    off, late, early = schedule(ids[0], minutes=None), schedule(ids[1], minutes=10), schedule(ids[2], minutes=5)
    for each in (off, late, early):
        await database.write("T1", partial(save, schedule=each))

    due = await database.read(
        "T1", lambda stores: [stores.digests.due(at, limit=9) for at in (NOON, NOON + 5 * MINUTE, NOON + HOUR)]
    )

    assert due == [[], [early], [early, late]]
    assert await database.read("T1", lambda stores: stores.digests.due(NOON + HOUR, limit=1)) == [early]


async def test_a_period_is_claimed_once_by_each_community(database: Database, ids: list[int]) -> None:
    one, two, _ = ids
    longer, next_week = Period(THIS_WEEK.start, NOON + HOUR), Period(NOON, NOON + 7 * DAY)
    wanted = [(one, THIS_WEEK), (one, THIS_WEEK), (one, longer), (two, THIS_WEEK), (one, next_week)]

    claimed = await database.write(
        "T1", lambda stores: [stores.digests.claim(community_id, period, now=NOON) for community_id, period in wanted]
    )

    assert claimed == [True, False, False, True, True]


async def test_what_was_shown_shared_or_proposed_is_seen(database: Database, ids: list[int]) -> None:
    one, two, three = ids

    def fill(stores: Stores) -> None:
        for community_id, period, numbers in (
            (one, THIS_WEEK, [4, 5]),
            (one, NEXT_WEEK, [5, 6]),
            (two, THIS_WEEK, [4]),
        ):
            stores.digests.claim(community_id, period, now=NOON)
            stores.digests.keep(community_id, period, Said(lessons=numbers), now=NOON)
        stores.digests.claim(three, THIS_WEEK, now=NOON)
        stores.digests.keep(three, THIS_WEEK, Said(elsewhere=[7], highlight=8, coming=[9]), now=NOON)
        stores.spread.share(Share(11, one, "U1", NOON, "C-one"))
        stores.spread.propose(NewProposal(12, one, "", "U1", NOON, "C-one"))

    await database.write("T1", fill)

    assert await database.read("T1", lambda stores: stores.digests.seen([one, three], since=5)) == {
        one: {5, 6, 11, 12},
        three: {7, 8},
    }


async def test_a_digest_is_kept_with_what_it_said_and_sent_again_once_by_who_read_it(
    database: Database, ids: list[int]
) -> None:
    one, two, _ = ids
    said = Said(lessons=[4, 5], elsewhere=[7], highlight=8, coming=[9], outside=[1])

    def fill(stores: Stores) -> None:
        for community_id, period in ((one, THIS_WEEK), (one, NEXT_WEEK), (two, THIS_WEEK)):
            stores.digests.claim(community_id, period, now=NOON)
        stores.digests.keep(one, THIS_WEEK, said, now=NOON)  # and the next week there was nothing to say

    await database.write("T1", fill)
    run = await database.read("T1", lambda stores: stores.digests.last(one))
    assert run == Run(one, THIS_WEEK, said)
    assert await database.read("T1", lambda stores: stores.digests.last(two)) is None
    again = [await database.write("T1", partial(send_again, run=run, at=NOON + HOUR)) for _ in range(2)]
    assert again == [True, False]
    assert await database.write("T1", partial(send_again, run=replace(run, again_at=NOON + HOUR), at=NOON + DAY))


async def test_the_lessons_of_a_period_are_told_newest_first_with_how_they_begin(
    database: Database, ids: list[int]
) -> None:
    def fill(stores: Stores) -> None:
        for number, at in enumerate((NOON - 8 * DAY, NOON - DAY, NOON - 2 * DAY, NOON - HOUR), start=1):
            stores.lessons.add(
                new_lesson(
                    title=f"Title {number}",
                    learnt="x" * 700,
                    tags=("ci", "cache"),
                    community_id=ids[0] if number == 2 else None,
                    captured_at=at,
                    closed_in="G1" if number == 4 else None,
                )
            )

    await database.write("T1", fill)

    found = await database.read("T1", lambda stores: list(stores.digests.recent(THIS_WEEK, limit=9)))

    assert [(one.number, one.topic, one.tags, one.text) for one in found] == [
        (2, "one", ("ci", "cache"), "Title 2 " + "x" * 600),
        (3, "", ("ci", "cache"), "Title 3 " + "x" * 600),
    ]
    assert len(await database.read("T1", lambda stores: list(stores.digests.recent(THIS_WEEK, limit=1)))) == 1


async def test_who_uses_a_lesson_since_this_period_is_told_by_their_newest_answer(
    database: Database, ids: list[int]
) -> None:
    one = ids[0]

    def fill(stores: Stores) -> None:
        for team_id in (None, 2, None):
            stores.lessons.add(new_lesson(community_id=one, team_id=team_id))
        stores.lessons.add(new_lesson(community_id=one, closed_in="G1"))
        for number, team_id, answer, at in (
            (1, 1, Answer.ADOPTED, NOON - 9 * DAY),  # before the period
            (1, 2, Answer.ADOPTED, NOON - 3 * DAY),
            (1, 2, Answer.ADAPTED, NOON - 2 * DAY),  # the newest counts
            (1, 3, Answer.ADOPTED, NOON - DAY),
            (2, 2, Answer.ADOPTED, NOON - DAY),  # the team that learnt it
            (2, 3, Answer.ADOPTED, NOON - 2 * DAY),
            (3, 3, Answer.ADOPTED, NOON - 2 * DAY),
            (3, 3, Answer.NOT_NOW, NOON - DAY),  # not any more
            (3, 4, Answer.TRYING, NOON - DAY),
            (4, 3, Answer.ADOPTED, NOON - DAY),  # of a closed room
        ):
            stores.spread.answer(Adoption(number, team_id, answer, "", "U1", at))

    await database.write("T1", fill)

    found = await database.read("T1", lambda stores: stores.digests.taken_up({one: THIS_WEEK}, limit=9))

    assert {number: [(one.team_id, one.answer) for one in some] for number, some in found[one].items()} == {
        1: [(2, Answer.ADAPTED), (3, Answer.ADOPTED)],
        2: [(3, Answer.ADOPTED)],
    }
    assert list(
        (await database.read("T1", lambda stores: stores.digests.taken_up({one: THIS_WEEK}, limit=1)))[one]
    ) == [1]


async def test_a_question_is_open_until_somebody_replied_or_a_lesson_answered_it(
    database: Database, ids: list[int]
) -> None:
    one = ids[0]

    def fill(stores: Stores) -> None:
        for ts, at in (("1.0", NOON - DAY), ("2.0", NOON - 2 * DAY), ("3.0", NOON - DAY), ("4.0", NOON - 9 * DAY)):
            stores.pulse.asked(Asked(one, "C-one", ts, "U1", at))
        stores.pulse.replied("C-one", "3.0", by="U2", at=NOON)
        hint = stores.hints.add(replace(HINT, community_id=one, channel_id="C-one", ts="2.0"))
        stores.hints.answer(hint.id, Verdict.SAME, now=NOON)

    await database.write("T1", fill)

    assert await database.read("T1", lambda stores: stores.digests.unanswered({one: THIS_WEEK})) == {
        one: [Question("C-one", "1.0", NOON - DAY)]
    }


def new_lesson(**given: Any) -> NewLesson:
    return replace(LESSON, builds_on=None, source=None, **given)


def send_again(stores: Stores, run: Run, at: datetime) -> bool:
    return stores.digests.sent_again(run, now=at)
