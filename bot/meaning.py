"""Meaning: what handlers are given to ask the models, which live in the workshop, over one workspace's lessons."""

from collections.abc import Callable, Mapping, Sequence, Set
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TypeVar

import structlog

from bot.workshop import Workshop
from community import alike
from community.choosing import About
from community.lessons import Lesson, is_withdrawn
from community.stores import Stores
from handlers.deps import Deps, NoMeaning, Storage
from meaning import files, models, work
from meaning.work import Change

log = structlog.get_logger(__name__)

T = TypeVar("T")

MOST_CHANGES = 5_000  # that cross to the workshop at once: 3 MB
MADE_AT_ONCE = 250
# A round of the ticker must not keep the other features waiting: 2,000 lessons take about a second.
ROUNDS_A_TICK = 8


def why_not(wanted: str) -> str | None:
    """Say, for the log, why lessons are compared by their words alone; None when the models are there and wanted."""
    if wanted == "off":
        return "MEANING is off"
    if missing := files.missing():
        return f"not installed: {', '.join(missing)}"
    return None


class Meaning:
    """The models' word on one workspace's lessons. The workshop's process holds the vectors and is fed what changed."""

    def __init__(self, workshop: Workshop, storage: Storage, workspace_id: str) -> None:
        self._workshop = workshop
        self._storage = storage
        self._workspace_id = workspace_id
        self._model = models.name()
        self._known = 0  # the point up to which the workshop was given the changes
        self._complete: tuple[int, int] | None = None  # what the tables looked like when no vector was missing

    async def near(self, text: str, *, rooms: Set[str], limit: int) -> Sequence[int]:
        """Give the numbers of the lessons that mean the most similar, closest first."""
        while True:
            after = self._known
            changes = await self._storage.read(self._workspace_id, partial(self._changes, after=after))
            is_last = len(changes) < MOST_CHANGES
            asked = text if is_last else None
            answer = await self._ask(work.near, self._workspace_id, asked, frozenset(rooms), limit, after, changes)
            # Less than `after` when the process was replaced meanwhile: then it is given everything again.
            self._known = answer.point
            if is_last and answer.numbers is not None:
                return answer.numbers

    async def fitting(
        self, about: Sequence[About], among: Sequence[int], *, limit: int
    ) -> Sequence[Mapping[int, float]]:
        """Give for each reader those of these lessons that mean what they are about, nearest first, from 0 to 1."""
        wanted = [work.Wanted(one.text, tuple(one.more), tuple(one.less)) for one in about]
        while True:
            await self._tell()
            answer = await self._ask(work.fitting, self._workspace_id, self._known, wanted, list(among), limit)
            self._known = answer.point
            if answer.found is not None:
                return [dict(one) for one in answer.found]

    async def _tell(self) -> None:
        """Give the workshop what changed since the point it knows."""
        while True:
            after = self._known
            changes = await self._storage.read(self._workspace_id, partial(self._changes, after=after))
            if not changes:
                return
            answer = await self._ask(work.near, self._workspace_id, None, frozenset(), 0, after, changes)
            # Less than `after` when the process was replaced meanwhile: then it is given everything again.
            self._known = answer.point
            if len(changes) < MOST_CHANGES and answer.numbers is not None:
                return

    async def closeness(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """Say for each of the others how close it is to the text: 0 is nothing in common, 1 is the same."""
        return await self._ask(work.closeness, text, list(others)) if others else []

    async def tick(self, deps: Deps) -> None:
        """Make the vectors that are missing, some of them when they are many; the rest in the next rounds."""
        for _ in range(ROUNDS_A_TICK):
            state, lessons = await deps.read(self._missing)
            if not lessons:
                self._complete = state
                return
            vectors = await self._ask(work.vectors, [alike.saying(lesson) for lesson in lessons])
            made = {lesson.number: vector for lesson, vector in zip(lessons, vectors, strict=True)}
            await deps.write(partial(self._keep, lessons=lessons, made=made))
            log.debug("Vectors were made.", lessons=len(lessons))

    async def _ask(self, work: Callable[..., T], *given: object) -> T:
        try:
            return await self._workshop.do(work, *given)
        except BrokenProcessPool as error:
            log.warning("The models can't be asked: their process died twice. Is there enough memory?")
            raise NoMeaning from error

    def _missing(self, stores: Stores) -> tuple[tuple[int, int], Sequence[Lesson]]:
        state = stores.meanings.state()
        if state == self._complete:
            return state, ()
        return state, stores.meanings.missing(self._model, limit=MADE_AT_ONCE)

    def _keep(self, stores: Stores, *, lessons: Sequence[Lesson], made: dict[int, bytes]) -> None:
        """Keep the vectors of lessons that still say what they said when they were read."""
        now = stores.lessons.some(list(made))
        same = [
            lesson.number
            for lesson in lessons
            if lesson.number in now
            and not is_withdrawn(now[lesson.number])
            and alike.saying(now[lesson.number]) == alike.saying(lesson)
        ]
        stores.meanings.put(self._model, {number: made[number] for number in same})

    def _changes(self, stores: Stores, *, after: int) -> list[Change]:
        found = stores.meanings.changed(self._model, after=after, limit=MOST_CHANGES)
        return [Change(point, number, vector, room) for point, number, vector, room in found]
