"""However the events of reactions overtake each other, a team's answer ends as its member's reactions stand.

Told by all ways in which four changes of two emoji can happen and be heard of, each change once, at any time after it
happened. The oracle: the tick stands → adopted; else the seedling stands → trying; else nothing was said.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from community import spread, teams
from community.lessons import Lesson, NewLesson
from community.spread import Answer
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import NOON

CHANGES = 4
Change = tuple[int, Answer]  # when, and of which reaction: every change turns it on or off
BOTH = (Answer.TRYING, Answer.ADOPTED)


def schedules(changes: tuple[Answer, ...]) -> Iterator[list[Change | None]]:
    """Give every way to hear of the changes; None stands for the next change happening."""

    def go_on(happened: int, unheard: tuple[int, ...]) -> Iterator[list[Change | None]]:
        if happened == len(changes) and not unheard:
            yield []
        if happened < len(changes):
            yield from ([None, *rest] for rest in go_on(happened + 1, (*unheard, happened)))
        for one in unheard:
            left = tuple(other for other in unheard if other != one)
            yield from ([(one, changes[one]), *rest] for rest in go_on(happened, left))

    return go_on(0, ())


def live(stores: Stores, lesson: Lesson, changes: tuple[Answer, ...], schedule: list[Change | None]) -> set[Answer]:
    """Let the changes happen and be heard of, and give what stands in the end."""
    standing: set[Answer] = set()
    was_on: list[bool] = []
    for heard in schedule:
        if heard is None:
            standing ^= {changes[len(was_on)]}
            was_on.append(changes[len(was_on)] in standing)
            continue
        when, answer = heard
        at = NOON + timedelta(minutes=when)
        hear = spread.react if was_on[when] else spread.unreact
        hear(stores, lesson, answer, by="U1", standing=frozenset(standing), at=at)
    return standing


def new(stores: Stores) -> Lesson:
    return stores.lessons.add(
        NewLesson(
            title="Contract",
            learnt="",
            author_id="U2",
            author_name="Ben",
            captured_by="U2",
            captured_at=NOON,
            said_at=NOON,
            source=None,
        )
    )


async def test_a_teams_answer_ends_as_its_members_reactions_stand(sqlite_database: Database) -> None:
    def work(stores: Stores) -> tuple[int, list[object]]:
        team = teams.start(stores, "Heron", by="U1", now=NOON)
        teams.join(stores, team, "U1", now=NOON)
        lesson = new(stores)
        tried = 0
        wrong: list[object] = []
        for changes in product(BOTH, repeat=CHANGES):
            for schedule in schedules(changes):
                standing = live(stores, lesson, changes, schedule)
                expected = [Answer.ADOPTED if Answer.ADOPTED in standing else Answer.TRYING] if standing else []
                ended = [one.answer for one in stores.spread.adoptions([lesson.number]).get(lesson.number, ())]
                tried += 1
                if ended != expected:
                    wrong.append((changes, schedule, ended, expected))
                forget(stores, lesson, team.id)
        return tried, wrong

    def forget(stores: Stores, lesson: Lesson, team_id: int) -> None:
        day = timedelta(days=1)
        for answer in BOTH:
            while stores.spread.take_back(lesson.number, team_id, answer, by="U1", since=NOON - day, until=NOON + day):
                pass

    tried, wrong = await sqlite_database.write("T1", work)

    assert tried == 16 * 105
    assert wrong[:3] == []
