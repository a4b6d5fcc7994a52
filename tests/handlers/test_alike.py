from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import Identity
from community.choosing import About
from community.lessons import Lesson, NewLesson, withdraw
from community.readers import NO_ROOMS
from handlers import alike
from handlers.deps import Deps, NoMeaning
from storage.database import Database
from tests.bot.running import NOON, deps_of

CONTRACTS = "Publish the contract before you deploy the provider"
CACHES = "Cache keys without dates keep the pipeline fast"


@dataclass
class Models:
    """Models that find these lessons near, and judge each text by what it begins with."""

    numbers: Sequence[int] = ()
    closeness_of: dict[str, float] = field(default_factory=dict)
    asked_for: list[Set[str]] = field(default_factory=list)

    async def near(self, text: str, *, rooms: Set[str], limit: int) -> Sequence[int]:
        self.asked_for.append(rooms)
        return self.numbers[:limit]

    async def closeness(self, text: str, others: Sequence[str]) -> Sequence[float]:
        return [
            next((close for start, close in self.closeness_of.items() if other.startswith(start)), 0.0)
            for other in others
        ]

    async def fitting(self, about: Sequence[About], among: Sequence[int], *, limit: int) -> list[dict[int, float]]:
        return [{} for _ in about]


@pytest.fixture
def deps(sqlite_database: Database) -> Deps:
    return deps_of(sqlite_database, Identity("T1", "U0BOT", "B0BOT"), AsyncWebClient())


async def add(deps: Deps, title: str, *, room: str | None = None) -> Lesson:
    new = NewLesson(
        title=title,
        learnt=title,
        author_id="U0BEN",
        author_name="Ben",
        captured_by="U0BEN",
        captured_at=NOON,
        said_at=NOON,
        source=None,
        closed_in=room,
    )
    return await deps.write(lambda stores: stores.lessons.add(new))


async def found(deps: Deps, text: str, *, rooms: Set[str] = NO_ROOMS, without: Sequence[int] = ()) -> list[int]:
    return [each.lesson.number for each in await alike.nearest(deps, text, rooms=rooms, without=without)]


async def test_by_words_alone_the_same_said_again_is_found_and_little_else(deps: Deps) -> None:
    contracts = await add(deps, CONTRACTS)
    for title in (CACHES, "Order bread on Wednesday", "Rotate who reviews", "Ask support what hurts"):
        await add(deps, title)

    assert await found(deps, CONTRACTS) == [contracts.number]
    assert await found(deps, "Before you deploy, ask somebody to look at the dashboard with you") == []
    assert await found(deps, "") == []


async def test_the_lesson_the_text_is_from_is_not_like_itself(deps: Deps) -> None:
    own = await add(deps, CONTRACTS)

    assert await found(deps, CONTRACTS, without=[own.number]) == []


async def test_what_words_and_what_meaning_find_is_judged_together(deps: Deps) -> None:
    contracts, caches = await add(deps, CONTRACTS), await add(deps, CACHES)
    models = Models([caches.number], {CONTRACTS: 0.3, CACHES: 0.9})

    near = await alike.nearest(replace(deps, meaning=models), "the contract and why builds are slow", rooms=NO_ROOMS)

    assert [(each.lesson, each.closeness) for each in near] == [(caches, 0.9)]
    assert await found(replace(deps, meaning=replace(models, closeness_of={CONTRACTS: 0.9})), "contract") == [
        contracts.number
    ]


async def test_a_closed_lesson_is_found_by_its_rooms_members_only(deps: Deps) -> None:
    secret = await add(deps, CONTRACTS, room="C0SECRET")
    models = Models([secret.number], {CONTRACTS: 1.0})  # which would give it away, were they asked alone
    for each in (deps, replace(deps, meaning=models)):
        assert await found(each, CONTRACTS) == []
        assert await found(each, CONTRACTS, rooms={"C0OTHER"}) == []
        assert await found(each, CONTRACTS, rooms={"C0SECRET"}) == [secret.number]

    assert models.asked_for == [NO_ROOMS, {"C0OTHER"}, {"C0SECRET"}]


async def test_a_lesson_taken_back_or_gone_is_not_found_even_where_models_still_know_it(deps: Deps) -> None:
    lesson = await add(deps, CONTRACTS)
    await deps.write(lambda stores: stores.lessons.update(withdraw(lesson, by="U0BEN", now=NOON)))
    models = Models([lesson.number, 999], {CONTRACTS: 1.0})

    assert await found(replace(deps, meaning=models), CONTRACTS) == []


class Gone(Models):
    """Models whose process died."""

    async def near(self, text: str, *, rooms: Set[str], limit: int) -> Sequence[int]:
        raise NoMeaning


async def test_where_the_models_cannot_be_asked_words_alone_are_compared(deps: Deps) -> None:
    contracts = await add(deps, CONTRACTS)

    assert await found(replace(deps, meaning=Gone()), CONTRACTS) == [contracts.number]
