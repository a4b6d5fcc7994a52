"""What is kept of how lively communities are: counts, and the newest sign of life."""

from dataclasses import replace
from datetime import datetime, timedelta

from community.communities import Aim, Member, NewCommunity
from community.lessons import NewLesson, Source
from community.meetups import NewMeetup
from community.pulse import Asked, Heard, Week
from community.relearning import NewHint, Verdict
from community.spread import Adoption, Answer
from community.teams import NewTeam
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import DAY, HOUR, NOON

WEEK = timedelta(weeks=1)
MONDAY = datetime.fromisoformat("2026-03-02T00:00+00:00")
ASKED = Asked(1, "C1", "1.1", "U1", NOON)


def start(stores: Stores, name: str = "ux") -> int:
    new = NewCommunity(name, name, "", Aim.BOTH, name, f"C{name}", False, "U1", NOON - DAY, "UTC")
    return stores.communities.add(new).id


def say(stores: Stores, *user_ids: str, at: datetime = NOON) -> None:
    for user_id in user_ids:
        stores.pulse.heard(Heard(1, user_id, at))


def lesson(ts: str, captured_at: datetime, **more: object) -> NewLesson:
    own = NewLesson(
        title="Pacts",
        learnt="",
        author_id="U1",
        author_name="Lea",
        captured_by="U1",
        captured_at=captured_at,
        said_at=captured_at,
        source=Source("C1", ts, None, None),
        community_id=1,
    )
    return replace(own, **more)  # type: ignore[arg-type]


def meetup(ends_at: datetime) -> NewMeetup:
    return NewMeetup("Pacts", "C1", 1, ends_at - HOUR, "UTC", 60, "", "U1", NOON - 99 * DAY)


async def test_messages_are_counted_by_person_and_week_and_come_out_as_numbers_only(database: Database) -> None:
    def work(stores: Stores) -> tuple[object, ...]:
        start(stores)
        say(stores, "U1", "U1", "U2", "U1")
        say(stores, "U2", at=NOON - WEEK)
        say(stores, "U3", at=NOON - 9 * WEEK)
        return (
            stores.pulse.voices([1, 2], since=NOON - WEEK),
            stores.pulse.weeks(1, since=NOON - WEEK),
        )

    voices, weeks = await database.write("T1", work)

    assert voices == {1: [3, 2]}
    assert weeks == [Week(MONDAY - WEEK, 1, 1), Week(MONDAY, 4, 2)]


async def test_only_members_are_counted_among_the_people(database: Database) -> None:
    def work(stores: Stores) -> int:
        start(stores)
        stores.members.add(Member(1, "U1", NOON))
        stores.members.add(Member(1, "U3", NOON))
        say(stores, "U1", "U1", "U2")
        return stores.pulse.people(1, since=NOON)

    assert await database.write("T1", work) == 1


async def test_a_question_is_answered_by_somebody_else_or_by_a_lesson_that_was_shown(database: Database) -> None:
    def work(stores: Stores) -> list[int]:
        start(stores)
        for ts in ("1.1", "1.2", "1.3"):
            stores.pulse.asked(replace(ASKED, ts=ts))
        counts = [stores.pulse.answered(1, since=NOON)]
        stores.pulse.replied("C1", "1.1", by="U1", at=NOON)
        counts.append(stores.pulse.answered(1, since=NOON))
        stores.pulse.replied("C1", "1.1", by="U2", at=NOON)
        stores.pulse.replied("C1", "1.1", by="U3", at=NOON + HOUR)
        counts.append(stores.pulse.answered(1, since=NOON))
        hint = NewHint(number=1, user_id="U1", shown_at=NOON, closeness=0.9, community_id=1, channel_id="C1", ts="1.2")
        shown = stores.hints.add(hint)
        stores.hints.answer(shown.id, Verdict.DIFFERENT, now=NOON)
        counts.append(stores.pulse.answered(1, since=NOON))
        stores.hints.answer(shown.id, Verdict.SAME, now=NOON)
        return [*counts, stores.pulse.answered(1, since=NOON), stores.pulse.answered(1, since=NOON + HOUR)]

    assert await database.write("T1", work) == [0, 0, 1, 1, 2, 0]


async def test_the_newest_sign_of_life_may_be_of_any_kind(database: Database) -> None:
    def work(stores: Stores) -> list[datetime | None]:
        newest = []

        def look() -> None:
            newest.append(stores.pulse.last_active(NOON + 30 * DAY).get(1))

        start(stores)
        look()
        stores.members.add(Member(1, "U1", NOON))
        look()
        say(stores, "U1", at=NOON + DAY)
        look()
        stores.lessons.add(lesson("1.1", NOON + 2 * DAY))
        look()
        stores.spread.answer(Adoption(1, 7, Answer.ADOPTED, "", "U2", NOON + 3 * DAY))
        look()
        stores.meetups.add(meetup(NOON + 4 * DAY))
        look()
        return newest

    assert await database.write("T1", work) == [None, *(NOON + days * DAY for days in range(5))]


async def test_signs_of_life_are_given_of_some_or_of_all(database: Database) -> None:
    def work(stores: Stores) -> tuple[object, ...]:
        start(stores), start(stores, "tests")
        say(stores, "U1")
        stores.members.add(Member(2, "U1", NOON))
        return (
            stores.pulse.last_active(NOON),
            stores.pulse.last_active(NOON, [2]),
            stores.pulse.last_active(NOON, []),
        )

    assert await database.write("T1", work) == ({1: NOON, 2: NOON}, {2: NOON}, {})


async def test_what_lies_ahead_was_called_off_or_is_closed_is_no_sign_of_life(database: Database) -> None:
    def work(stores: Stores) -> tuple[object, ...]:
        start(stores)
        stores.meetups.add(meetup(NOON + DAY))
        called_off = stores.meetups.add(meetup(NOON - DAY))
        stores.meetups.update(replace(called_off, cancelled_at=NOON))
        stores.lessons.add(lesson("1.1", NOON, closed_in="G1"))
        taken_back = stores.lessons.add(lesson("1.2", NOON))
        stores.lessons.update(replace(taken_back, withdrawn_at=NOON))
        stores.spread.answer(Adoption(1, 7, Answer.ADOPTED, "", "U2", NOON))
        since = NOON - 9 * DAY
        return (
            stores.pulse.last_active(NOON),
            stores.pulse.held([1], since=since, until=NOON),
            stores.pulse.lessons([1], since=since),
            stores.pulse.adoptions(1, since=since),
        )

    assert await database.write("T1", work) == ({}, {}, {}, [])


async def test_a_team_takes_a_lesson_up_once_and_not_from_itself(database: Database) -> None:
    def work(stores: Stores) -> object:
        start(stores)
        stores.lessons.add(lesson("1.1", NOON, team_id=1))
        for team_id, answer, day in (
            (1, Answer.ADOPTED, 0),
            (2, Answer.TRYING, 0),
            (2, Answer.ADOPTED, 1),
            (2, Answer.ADAPTED, 2),
            (3, Answer.NOT_NOW, 2),
        ):
            stores.spread.answer(Adoption(1, team_id, answer, "", "U2", NOON + day * DAY))
        return stores.pulse.adoptions(1, since=NOON), stores.pulse.adoptions(1, since=NOON + 2 * DAY)

    assert await database.write("T1", work) == ([NOON + DAY], [])


async def test_after_a_quarter_only_totals_without_people_are_left(database: Database) -> None:
    def work(stores: Stores) -> tuple[object, ...]:
        start(stores)
        say(stores, "U1", "U1", "U2", at=NOON - 13 * WEEK)
        stores.pulse.asked(replace(ASKED, at=NOON - 13 * WEEK))
        before = stores.pulse.prune(before=NOON - 13 * WEEK)  # that week itself is still looked at
        gone = stores.pulse.prune(before=NOON - 12 * WEEK)
        kept = stores.connection.exec_driver_sql("SELECT messages, people FROM activity_total").all()
        held = stores.forgetting.held("U2").counts
        return before, gone, [tuple(row) for row in kept], held, stores.pulse.last_active(NOON)

    before, gone, kept, held, last_active = await database.write("T1", work)

    assert (before, gone, kept, held) == (0, 3, [(3, 2)], {})
    assert last_active == {1: NOON - 13 * WEEK}


async def test_presence_counts_the_members_of_each_team_in_open_communities(database: Database) -> None:
    def work(stores: Stores) -> tuple[object, ...]:
        start(stores), start(stores, "tests")
        heron = stores.teams.add(NewTeam("heron", "Heron", "U1", NOON)).id
        for user_id in ("U1", "U2"):
            stores.teams.put(user_id, heron, now=NOON)
        for community_id, user_id in ((1, "U1"), (1, "U2"), (1, "U3"), (2, "U1")):
            stores.members.add(Member(community_id, user_id, NOON))
        return stores.pulse.presence(), stores.pulse.presence([2])

    assert await database.write("T1", work) == ({1: {1: 2}, 2: {1: 1}}, {2: {1: 1}})
