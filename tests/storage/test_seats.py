from dataclasses import replace

from community.carrying import Carried
from community.communities import Aim, Member, NewCommunity
from community.lessons import NewLesson
from community.meetups import NewMeetup
from community.practising import Practice, Shared, Week, Works
from community.schedule import Period
from community.seats import Note, Seat
from community.spread import Adoption, Answer, NewProposal, Position
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import DAY, HOUR, MINUTE, NOON

QUARTER = Period(NOON - 91 * DAY, NOON + DAY)
LEA, BEN, MIA = "U1", "U2", "U3"


def fill(stores: Stores) -> None:
    """Make two communities: Lea, Ben and Mia are in the first, Lea in the second."""
    for name, members in (("birds", (LEA, BEN, MIA)), ("bees", (LEA,))):
        community = NewCommunity(name, name, "", Aim.BOTH, name, f"C{name}", True, LEA, NOON, "UTC")
        kept = stores.communities.add(community)
        for user_id in members:
            stores.members.add(Member(kept.id, user_id, NOON))


def lesson(**more: object) -> NewLesson:
    fields: dict[str, object] = {
        "title": "Ask",
        "learnt": "",
        "author_id": LEA,
        "author_name": "Lea",
        "captured_by": LEA,
        "captured_at": NOON,
        "said_at": NOON,
        "source": None,
        "community_id": 1,
    }
    return NewLesson(**fields | more)  # type: ignore[arg-type]  # defaults of a test


async def test_several_coordinate_and_who_stepped_up_first_comes_first(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        fill(stores)
        taken = [stores.seats.take(1, BEN, now=NOON + MINUTE), stores.seats.take(1, LEA, now=NOON)]
        stores.seats.take(2, LEA, now=NOON + HOUR)
        return [taken, stores.seats.coordinators(1), stores.seats.all(), stores.seats.coordinators(404)]

    assert await database.write("T1", work) == [[True, True], [LEA, BEN], {1: [LEA, BEN], 2: [LEA]}, []]


async def test_a_seat_is_taken_once_and_again_after_it_was_left(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        fill(stores)
        first, second = stores.seats.take(1, LEA, now=NOON), stores.seats.take(1, LEA, now=NOON + HOUR)
        stores.seats.place(1, LEA, channel_id="C1", ts="1.2")
        stores.seats.share(1, LEA, now=NOON)
        ended = [stores.seats.end(1, LEA, now=NOON + HOUR), stores.seats.end(1, LEA, now=NOON + HOUR)]
        left = stores.seats.get(1, LEA)
        again = stores.seats.take(1, LEA, now=NOON + DAY)
        return [first, second, ended, left, again, stores.seats.of(LEA)]

    assert await database.write("T1", work) == [
        True,
        False,
        [True, False],
        Seat(1, LEA, NOON, until=NOON + HOUR, channel_id="C1", card_ts="1.2"),
        True,
        [Seat(1, LEA, NOON + DAY)],
    ]


async def test_whoever_is_no_member_any_more_has_no_seat_and_supports_nobody(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        fill(stores)
        for user_id in (LEA, BEN):
            stores.seats.take(1, user_id, now=NOON)
        stores.seats.support(1, BEN, MIA, now=NOON)
        stores.seats.support(1, BEN, LEA, now=NOON)
        stores.members.remove(1, LEA)
        return [stores.seats.coordinators(1), stores.seats.get(1, LEA), stores.seats.supporters(1, BEN)]

    assert await database.write("T1", work) == [[BEN], None, 1]


async def test_support_is_counted_once_a_person_and_ends_with_the_seat(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        fill(stores)
        stores.seats.take(1, LEA, now=NOON)
        said = [stores.seats.support(1, LEA, one, now=NOON) for one in (BEN, BEN, MIA)]
        counted = stores.seats.supporters(1, LEA)
        taken_back = [stores.seats.unsupport(1, LEA, MIA), stores.seats.unsupport(1, LEA, MIA)]
        left = stores.seats.supporters(1, LEA)
        stores.seats.end(1, LEA, now=NOON)
        return [said, counted, taken_back, left, stores.seats.supporters(1, LEA)]

    assert await database.write("T1", work) == [[True, False, True], 2, [True, False], 1, 0]


async def test_a_note_replaces_the_one_its_writer_left_before(database: Database) -> None:
    def work(stores: Stores) -> object:
        fill(stores)
        for words, by in (("first", LEA), ("of Ben", BEN), ("second", LEA)):
            stores.seats.leave_note(Note(1, by, words, NOON))
        return [note.words for note in stores.seats.notes(1)]

    assert await database.write("T1", work) == ["second", "of Ben"]


async def test_a_seat_is_free_that_nobody_has_and_its_community_was_told_so_last_when_it_was_told(
    database: Database,
) -> None:
    def work(stores: Stores) -> list[object]:
        fill(stores)
        both = stores.seats.free([1, 2])
        stores.seats.take(2, LEA, now=NOON)
        left = stores.seats.free([1, 2])
        stores.seats.tell_free(1, now=NOON)
        stores.seats.tell_free(1, now=NOON + DAY)
        untold = [stores.seats.free([1], not_told_since=at) for at in (NOON, NOON + HOUR, NOON + DAY)]
        return [both, left, untold, stores.seats.free([1])]

    assert await database.write("T1", work) == [{1, 2}, {1}, [set(), set(), {1}], {1}]


async def test_what_a_member_did_is_counted_for_its_community_and_its_time(database: Database) -> None:
    def work(stores: Stores) -> list[Carried]:
        fill(stores)
        own = stores.lessons.add(lesson())  # written and captured by Lea: one thing
        stores.lessons.add(lesson(author_id=BEN, captured_by=LEA))  # Ben wrote it, Lea captured it
        stores.lessons.add(lesson(captured_at=NOON - 92 * DAY))
        stores.lessons.add(lesson(community_id=2, author_id="U9", captured_by="U9"))  # of somebody who is no member
        stores.lessons.update(replace(stores.lessons.add(lesson()), withdrawn_at=NOON))
        meetup = NewMeetup("Meet", "C1", 1, NOON + DAY, "UTC", 60, "", LEA, NOON)
        stores.meetups.add(meetup)
        stores.meetups.update(replace(stores.meetups.add(meetup), cancelled_at=NOON))
        stores.spread.answer(Adoption(own.number, 1, Answer.ADOPTED, "", BEN, NOON))
        proposal = stores.spread.propose(NewProposal(own.number, 2, "Let us", LEA, NOON, "C2"))
        stores.spread.take_position(Position(proposal.id, 1, "Yes", LEA, NOON))
        return sorted(stores.seats.carried([1, 2], QUARTER), key=lambda one: (one.community_id, one.user_id))

    assert await database.write("T1", work) == [
        Carried(1, LEA, lessons=2, meetups=1),
        Carried(1, BEN, lessons=1, answers=1),
        Carried(2, LEA, answers=1),
    ]


async def test_only_what_a_coordinator_shares_is_read_and_only_while_they_coordinate(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        fill(stores)
        for user_id in (LEA, BEN):
            stores.seats.take(1, user_id, now=NOON)
        practice = Practice(LEA, NOON, works=Works.NOT_NOW, week=Week.MORE, shares_works=True)
        stores.practising.save(practice)
        stores.practising.save(replace(practice, user_id=BEN, shares_works=False))
        stores.practising.save(replace(practice, user_id=MIA))
        shared = stores.practising.shared(1)
        stores.seats.end(1, LEA, now=NOON)
        kept = stores.practising.get(LEA)
        gone = [stores.practising.remove(LEA), stores.practising.remove(LEA)]
        return [shared, stores.practising.shared(1), kept == practice, gone, stores.practising.get(LEA)]

    assert await database.write("T1", work) == [[Shared(LEA, Works.NOT_NOW, None)], [], True, [True, False], None]
