"""Mentors: who is looked for because nothing was seen of them, on both databases."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from community.coming import Said
from community.communities import Aim, Member, NewCommunity
from community.health_notes import Mood, NewNote
from community.lessons import NewLesson
from community.meetups import NewMeetup
from community.mentoring import Kind, NewRequest
from community.mentors import Mentor
from community.people import Person
from community.spread import Adoption, Answer, Position, Share, Visit
from storage.database import Database
from storage.mentors import SIGNS
from storage.stores import Stores
from tests.storage.times import DAY, NOON

LEA = "U1"
LONG_AGO = NOON - 400 * DAY
MENTOR = Mentor(1, LEA, "", LONG_AGO, LONG_AGO)
LESSON = NewLesson(
    title="T",
    learnt="",
    author_id="U9",
    author_name="",
    captured_by="U9",
    captured_at=NOON,
    said_at=NOON,
    source=None,
)
MEETUP = NewMeetup("Meetup", "C1", 1, NOON, "UTC", 60, "", "U9", NOON)
ASKED = NewRequest(component_id=1, kind=Kind.TEACH, asked_by="U9", asked_at=NOON)


def join(stores: Stores) -> None:
    community = stores.communities.add(NewCommunity("ux", "UX", "", Aim.BOTH, "ux", "C1", False, "U9", NOON, "UTC"))
    stores.members.add(Member(community.id, LEA, NOON))


def come(stores: Stores) -> None:
    stores.coming.say(stores.meetups.add(MEETUP).id, LEA, Said.COMING, now=NOON)


def take_up(stores: Stores) -> None:
    stores.mentoring.update(replace(stores.mentoring.add(ASKED), taken_by=LEA, ended_at=NOON))


# What each sign of life is, by its column.
DEEDS: Mapping[str, Callable[[Stores], object]] = {
    "person.user_id": lambda stores: stores.people.save(Person(LEA, "Lea", "UTC"), now=NOON),
    "member.user_id": join,
    "lesson.author_id": lambda stores: stores.lessons.add(replace(LESSON, author_id=LEA)),
    "lesson.captured_by": lambda stores: stores.lessons.add(replace(LESSON, captured_by=LEA)),
    "adoption.user_id": lambda stores: stores.spread.answer(Adoption(1, 1, Answer.ADOPTED, "", LEA, NOON)),
    "position.user_id": lambda stores: stores.spread.take_position(Position(1, 1, "Yes", LEA, NOON)),
    "share.shared_by": lambda stores: stores.spread.share(Share(1, 1, LEA, NOON, "C1")),
    "visit.asked_by": lambda stores: stores.spread.visit(Visit(1, LEA, ("U9",), NOON)),
    "meetup.planned_by": lambda stores: stores.meetups.add(replace(MEETUP, planned_by=LEA)),
    "meetup_answer.user_id": come,
    "health_note.written_by": lambda stores: stores.health_notes.add(NewNote(1, Mood.HURTS, "", LEA, NOON)),
    "mentoring.asked_by": lambda stores: stores.mentoring.add(replace(ASKED, asked_by=LEA)),
    "mentoring.taken_by": take_up,
}


def to_ask(stores: Stores, *, before: timedelta) -> list[str]:
    return [mentor.user_id for mentor in stores.mentors.to_ask(before=NOON - before, limit=9)]


def to_offer(stores: Stores) -> list[str]:
    return [mentor.user_id for mentor in stores.mentors.to_offer(asked_before=NOON + 28 * DAY, limit=9)]


def test_every_sign_of_life_has_a_deed_below() -> None:
    assert {f"{who.table.name}.{who.name}" for who, _ in SIGNS} == set(DEEDS)


@pytest.mark.parametrize("sign", sorted(DEEDS))
async def test_who_does_something_is_neither_asked_nor_passed_by(database: Database, sign: str) -> None:
    def work(stores: Stores) -> list[list[str]]:
        stores.mentors.put(MENTOR)
        stores.mentors.put(replace(MENTOR, component_id=2, asked_at=NOON - DAY))
        before = [to_ask(stores, before=timedelta()), to_offer(stores)]
        DEEDS[sign](stores)
        return [*before, to_ask(stores, before=timedelta()), to_offer(stores)]

    assert await database.write("T1", work) == [[LEA, LEA], [LEA], [], []]


async def test_what_others_did_to_somebody_is_no_sign_of_theirs(database: Database) -> None:
    def work(stores: Stores) -> list[str]:
        stores.mentors.put(MENTOR)
        stores.people.save(Person(LEA, "Lea", "UTC"), now=LONG_AGO)
        stores.people.note(Person(LEA, "Lea Lark", "UTC"), now=NOON)
        stores.lessons.add(replace(LESSON, author_id=LEA, said_at=LONG_AGO))  # captured today by another
        assert stores.people.named([LEA]) == {LEA: "Lea Lark"}
        return to_ask(stores, before=timedelta())

    assert await database.write("T1", work) == [LEA]


async def test_what_somebody_did_in_another_workspace_is_no_sign_here(database: Database) -> None:
    await database.write("T1", lambda stores: stores.mentors.put(MENTOR))
    await database.write("T2", lambda stores: stores.people.save(Person(LEA, "Lea", "UTC"), now=NOON))

    assert await database.read("T1", lambda stores: to_ask(stores, before=timedelta())) == [LEA]


async def test_who_said_so_lately_or_was_asked_lately_is_not_asked(database: Database) -> None:
    def work(stores: Stores) -> list[str]:
        stores.mentors.put(replace(MENTOR, said_at=NOON - DAY))
        stores.mentors.put(replace(MENTOR, user_id="U2", asked_at=NOON - DAY))
        stores.mentors.put(replace(MENTOR, user_id="U3", asked_at=NOON - 300 * DAY))
        stores.mentors.put(replace(MENTOR, user_id="U4", asked_at=NOON - 300 * DAY, offered_at=NOON - 250 * DAY))
        return to_ask(stores, before=182 * DAY)

    assert await database.write("T1", work) == ["U3"]


async def test_mentors_are_given_in_the_order_in_which_they_offered_themselves(database: Database) -> None:
    def work(stores: Stores) -> list[str]:
        for user_id, since in (("U3", NOON), ("U1", NOON - DAY), ("U2", NOON - 2 * DAY)):
            stores.mentors.put(Mentor(1, user_id, "", since, since))
        return [mentor.user_id for mentor in stores.mentors.of(1)]

    assert await database.write("T1", work) == ["U2", "U1", "U3"]
