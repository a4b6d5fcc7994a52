"""A person's answer is theirs: what is shared, and what a new answer does to it."""

from collections.abc import Callable

import pytest

from community import practising
from community.practising import Practice, Week, Works, shown
from storage.database import Database
from storage.stores import Stores
from tests.some import NOW

MOST = Practice("U1", NOW, works=Works.MOST, week=Week.QUARTER)


@pytest.mark.parametrize(
    ("practice", "expected"),
    [
        (Practice("U1", NOW), False),
        (MOST, False),
        (Practice("U1", NOW, works=Works.LITTLE, week=Week.HALF), False),
        (Practice("U1", NOW, works=Works.NOT_NOW), True),
        (Practice("U1", NOW, works=Works.MOST, week=Week.MORE), True),
    ],
)
def test_no_team_or_more_than_half_of_the_week_is_worth_a_kind_word(practice: Practice, *, expected: bool) -> None:
    assert practice.wants_care is expected


def test_what_is_not_shared_is_not_shown() -> None:
    found = shown([MOST, Practice("U2", NOW, Works.LITTLE, Week.HALF, shares_week=True)])

    assert [(one.user_id, one.works, one.week) for one in found] == [("U2", None, Week.HALF)]


async def said(database: Database, *steps: Callable[[Stores], Practice]) -> Practice:
    return await database.write("T1", lambda stores: [step(stores) for step in steps][-1])


def says(works: Works | None = None, week: Week | None = None) -> Callable[[Stores], Practice]:
    return lambda stores: practising.say(stores, "U1", works=works, week=week, now=NOW)


def shares(*, works: bool | None = None, week: bool | None = None) -> Callable[[Stores], Practice]:
    return lambda stores: practising.share(stores, "U1", works=works, week=week, now=NOW)


async def test_the_two_answers_are_one_and_shared_apart(sqlite_database: Database) -> None:
    found = await said(sqlite_database, says(Works.MOST), says(week=Week.HALF), shares(works=True))

    assert found == Practice("U1", NOW, Works.MOST, Week.HALF, shares_works=True)


async def test_an_answer_that_is_new_is_shared_with_nobody(sqlite_database: Database) -> None:
    first = (says(Works.MOST), says(week=Week.HALF), shares(works=True, week=True))
    found = await said(sqlite_database, *first, says(Works.NOT_NOW))

    assert found == Practice("U1", NOW, Works.NOT_NOW, Week.HALF, shares_works=False, shares_week=True)


async def test_the_same_answer_again_stays_shared(sqlite_database: Database) -> None:
    found = await said(sqlite_database, says(Works.MOST), shares(works=True), says(Works.MOST))

    assert found.shares_works


async def test_what_was_never_said_cannot_be_shared(sqlite_database: Database) -> None:
    found = await said(sqlite_database, shares(works=True, week=True))

    assert found == Practice("U1", NOW)
    assert await sqlite_database.read("T1", lambda stores: stores.practising.get("U1")) is None
