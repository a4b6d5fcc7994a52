import os
import signal
from collections.abc import AsyncIterator, Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from typing import TypeVar

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot import meaning
from bot.meaning import Meaning, why_not
from bot.slack import Identity
from bot.workshop import Workshop
from community.choosing import About
from community.lessons import Lesson, NewLesson, withdraw
from community.readers import NO_ROOMS
from handlers.deps import NoMeaning
from meaning import models
from meaning.files import missing
from storage.database import Database
from storage.stores import Stores
from tests.bot.running import NOON, deps_of

pytestmark = pytest.mark.skipif(bool(missing()), reason="the models are not installed")

T = TypeVar("T")

CONTRACTS = "Publish the contract before you deploy"
CACHES = "Cache keys without dates keep the pipeline fast"
BREAD = "Bread for the Friday breakfast is ordered on Wednesday"


@dataclass
class Known:
    """A workspace's lessons, and what the models make of them."""

    database: Database
    workshop: Workshop
    meaning: Meaning

    async def add(self, *titles: str, room: str | None = None) -> list[Lesson]:
        """Let these be learnt."""
        new = [
            NewLesson(
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
            for title in titles
        ]
        return await self.write(lambda stores: [stores.lessons.add(lesson) for lesson in new])

    async def write(self, work: Callable[[Stores], T]) -> T:
        return await self.database.write("T1", work)

    async def tick(self) -> None:
        """Let the ticker come round."""
        deps = deps_of(self.database, Identity("T1", "U0BOT", "B0BOT"), AsyncWebClient())
        await self.meaning.tick(deps)

    async def near(self, text: str, *rooms: str, limit: int = 1) -> list[int]:
        """Give the numbers of the nearest."""
        return list(await self.meaning.near(text, rooms=frozenset(rooms), limit=limit))

    async def waiting(self) -> int:
        """Count the lessons without a vector."""
        found = await self.database.read("T1", lambda stores: stores.meanings.missing(models.name(), limit=999))
        return len(found)


@pytest.fixture
async def known(database: Database) -> AsyncIterator[Known]:
    workshop = Workshop()
    yield Known(database, workshop, Meaning(workshop, database, "T1"))
    await workshop.close()


async def test_lessons_are_found_by_what_they_mean(known: Known) -> None:
    contracts, caches, _ = await known.add(CONTRACTS, CACHES, BREAD)
    await known.tick()

    assert await known.near("share the API agreement ahead of the release") == [contracts.number]
    assert await known.near("why are our builds so slow") == [caches.number]


async def test_what_fits_each_reader_is_found_also_after_the_process_was_replaced(known: Known) -> None:
    contracts, caches, _ = await known.add(CONTRACTS, CACHES, BREAD)
    await known.tick()
    about = [About("When to publish a contract"), About("Slow pipelines and cache keys")]
    numbers = [contracts.number, caches.number]

    fits = [await known.meaning.fitting(about, numbers, limit=9)]
    await known.workshop.do(_forget_all)
    fits.append(await known.meaning.fitting(about, numbers, limit=9))

    assert fits[0] == fits[1]
    assert [max(one, key=lambda number: one[number]) for one in fits[0]] == numbers


def _forget_all() -> None:
    """Let the process hold nothing, as a new one does."""
    from meaning import work  # in the workshop's process

    work._held.clear()


async def test_a_lesson_without_a_vector_is_not_found_yet_and_that_is_no_error(known: Known) -> None:
    await known.add(CONTRACTS)

    assert await known.near("contract") == []


async def test_a_changed_lesson_is_found_by_what_it_says_now(known: Known) -> None:
    first, second = await known.add(CONTRACTS, CACHES)
    await known.tick()
    assert await known.near("bread", limit=2) != []

    await known.write(lambda stores: stores.lessons.update(replace(first, title=BREAD, learnt=BREAD)))
    assert await known.near("contract", limit=2) == [second.number]
    await known.tick()

    assert await known.near("who brings the bread") == [first.number]


async def test_a_change_that_says_nothing_new_makes_no_vector_again(known: Known) -> None:
    [lesson] = await known.add(CONTRACTS)
    await known.tick()

    await known.write(lambda stores: stores.lessons.update(replace(lesson, adopters=3, card_ts="1.2")))

    assert await known.waiting() == 0


async def test_a_lesson_taken_back_is_not_found_and_found_again_when_it_is_back(known: Known) -> None:
    [lesson] = await known.add(CONTRACTS)
    await known.tick()
    await known.write(lambda stores: stores.lessons.update(withdraw(lesson, by="U0BEN", now=NOON)))
    await known.tick()
    assert await known.near("contract") == []

    await known.write(lambda stores: stores.lessons.update(lesson))
    await known.tick()

    assert await known.near("contract") == [lesson.number]


async def test_nothing_is_kept_of_what_was_forgotten(known: Known) -> None:
    [lesson] = await known.add(CONTRACTS)
    await known.tick()

    await known.write(lambda stores: stores.meanings.forget(lesson.number))

    [(_, number, vector, _)] = await known.database.read(
        "T1", lambda stores: stores.meanings.changed(models.name(), after=0, limit=9)
    )
    assert (number, vector) == (lesson.number, None)


async def test_lessons_of_a_closed_room_are_near_for_its_members_only(known: Known) -> None:
    [secret] = await known.add(CONTRACTS, room="C0SECRET")
    [known_to_all] = await known.add(CACHES)
    await known.tick()

    assert await known.near("contract", limit=9) == [known_to_all.number]
    assert await known.near("contract", "C0SECRET", limit=9) == [secret.number, known_to_all.number]


async def test_a_room_that_is_closed_later_takes_its_lessons_along_at_once(known: Known) -> None:
    [lesson] = await known.add(CONTRACTS)
    await known.tick()
    assert await known.near("contract") == [lesson.number]

    await known.write(lambda stores: stores.lessons.update(replace(lesson, closed_in="C0SECRET")))

    assert await known.near("contract") == []
    await known.tick()
    assert await known.near("contract") == []
    assert await known.near("contract", "C0SECRET") == [lesson.number]


async def test_vectors_of_another_model_are_made_again(known: Known) -> None:
    contracts, _ = await known.add(CONTRACTS, CACHES)
    await known.write(lambda stores: stores.meanings.put("an older model", {contracts.number: bytes(512)}))

    await known.tick()

    assert await known.waiting() == 0
    assert await known.near("contract") == [contracts.number]


async def test_a_process_that_was_replaced_is_told_everything_again(known: Known) -> None:
    contracts, _ = await known.add(CONTRACTS, CACHES)
    await known.tick()
    assert await known.near("contract") == [contracts.number]

    os.kill(await known.workshop.do(os.getpid), signal.SIGKILL)

    assert await known.near("contract") == [contracts.number]


async def test_many_changes_cross_in_portions(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "MOST_CHANGES", 3)
    monkeypatch.setattr(meaning, "MADE_AT_ONCE", 4)
    *_, last = await known.add(*[f"{CACHES} in pipeline {number}" for number in range(9)], CONTRACTS)
    await known.tick()

    assert await known.waiting() == 0
    assert await known.near("contract") == [last.number]
    assert len(await known.near("pipeline", limit=20)) == 10


async def test_a_round_of_the_ticker_does_some_and_the_next_the_rest(
    known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "MADE_AT_ONCE", 1)
    monkeypatch.setattr(meaning, "ROUNDS_A_TICK", 2)
    await known.add(CONTRACTS, CACHES, BREAD)

    await known.tick()
    assert await known.waiting() == 1
    await known.tick()

    assert await known.waiting() == 0


async def test_nobody_is_asked_while_nothing_has_changed(known: Known) -> None:
    await known.add(CONTRACTS)
    await known.tick()
    await known.workshop.close()  # from here on whoever asks it fails

    await known.tick()


async def test_a_lesson_that_changed_while_its_vector_was_made_waits_for_the_next(known: Known) -> None:
    [lesson] = await known.add(CONTRACTS)
    made = {lesson.number: bytes(512)}
    await known.write(lambda stores: stores.lessons.update(replace(lesson, title=BREAD, learnt=BREAD)))

    await known.write(lambda stores: known.meaning._keep(stores, lessons=[lesson], made=made))

    assert await known.waiting() == 1


async def test_closeness_is_judged_for_each_of_the_others(known: Known) -> None:
    same, other = await known.meaning.closeness("publish the contract first", [CONTRACTS, BREAD])

    assert same > 0.6
    assert other < 0.3
    assert await known.meaning.closeness("publish the contract first", []) == []


def test_a_log_line_can_say_why_words_alone_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert why_not("on") is None
    assert why_not("off") == "MEANING is off"

    monkeypatch.setattr("meaning.files.NEEDED", ("numpy", "a_package_nobody_has"))

    assert why_not("on") == "not installed: a_package_nobody_has"


async def test_another_workspace_is_another_world(known: Known) -> None:
    await known.add(CONTRACTS)
    await known.tick()

    other = Meaning(known.workshop, known.database, "T2")

    assert list(await other.near("contract", rooms=NO_ROOMS, limit=9)) == []


class Broken(Workshop):
    """A workshop on a machine with too little memory."""

    async def do(self, work: Callable[..., T], *given: object) -> T:
        raise BrokenProcessPool


async def test_models_whose_process_keeps_dying_say_so_in_words_a_handler_knows(database: Database) -> None:
    broken = Meaning(Broken(), database, "T1")

    with pytest.raises(NoMeaning):
        await broken.near("contract", rooms=NO_ROOMS, limit=9)
    with pytest.raises(NoMeaning):
        await broken.closeness("contract", ["bread"])
    with pytest.raises(NoMeaning):
        await broken.fitting([About("contract")], [1], limit=9)
