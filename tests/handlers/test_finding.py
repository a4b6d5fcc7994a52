"""Finding by words and by meaning together, where there are models; without them by words alone."""

import asyncio
from collections.abc import Sequence, Set
from dataclasses import replace

import pytest

from community.choosing import About
from handlers import finding, readers
from handlers.answers import Errors, Open, Say
from handlers.deps import Deps, NoMeaning
from handlers.features import TABLE
from handlers.payloads import Action, Submission
from tests.handlers.acting import opened, shown
from tests.handlers.room import Room
from tests.handlers.test_rooms import captured as captured_in_nest


class Meaning:
    """Models that answer what a test says."""

    def __init__(self, *numbers: int, error: Exception | None = None, closeness: float = 1.0) -> None:
        self.numbers = numbers
        self.error = error
        self.judged = closeness

    async def near(self, text: str, *, rooms: Set[str], limit: int) -> Sequence[int]:
        if self.error is not None:
            raise self.error
        return self.numbers[:limit]

    async def closeness(self, text: str, others: Sequence[str]) -> Sequence[float]:
        return [self.judged for _ in others]

    async def fitting(self, about: Sequence[About], among: Sequence[int], *, limit: int) -> list[dict[int, float]]:
        return [{} for _ in about]


async def captured(room: Room, *texts: str) -> None:
    for text in texts:
        await room.react("ana", room.say("ben", text))


async def found(room: Room, typed: str, meaning: Meaning | None, *, name: str = "caro") -> str:
    """Type `/lesson …` where models answer so, and give all that is shown."""
    deps: Deps = replace(room.deps(), meaning=meaning)
    reader = await readers.reader(deps, room.person(name))
    message = await finding._results(typed, 0, reader, deps)
    return f"{message.text} {message.blocks}"


def click(room: Room, name: str, value: str) -> Action:
    channel_id = room.channel("birds").id
    return Action("lesson.filter", value, room.person(name), channel_id, None, None, "1.2", None, None, None, "")


async def test_of_what_has_the_words_what_means_it_comes_first(room: Room) -> None:
    await captured(room, "Cache keys need no dates", "Cache keys by lock file", "Cache keys and owls")

    by_words = await found(room, "cache keys", None)
    together = await found(room, "cache keys", Meaning(1))

    assert by_words.index("#3 ") < by_words.index("#1 ")
    assert together.index("#1 ") < together.index("#3 ")
    assert "3 lessons about" in together


async def test_where_words_find_few_what_means_it_follows_and_is_told_apart(room: Room) -> None:
    await captured(room, "Cache keys need no dates", "Owls sleep by day")

    shown = await found(room, "cache", Meaning(2, 1))

    assert "1 lesson about" in shown
    assert shown.index("#1 ") < shown.index("Close to it in meaning") < shown.rindex("#2 ")


async def test_where_words_find_nothing_what_means_it_is_shown_as_that(room: Room) -> None:
    await captured(room, "Owls sleep by day")

    shown = await found(room, "nocturnal birds", Meaning(1))

    assert "No lesson says “nocturnal birds”, but this one is close to it in meaning" in shown
    assert "I found no lesson" in await found(room, "nocturnal birds", Meaning())


async def test_the_nearest_is_not_shown_where_it_is_far(room: Room) -> None:
    await captured(room, "Owls sleep by day")

    assert "I found no lesson" in await found(room, "pension scheme", Meaning(1, closeness=0.2))


async def test_filters_and_phrases_are_not_guessed_at(room: Room) -> None:
    await captured(room, "Owls sleep by day")

    for typed in ('"nocturnal birds"', "nocturnal kind:tool", "nocturnal -day"):
        assert "I found no lesson" in await found(room, typed, Meaning(1))


@pytest.mark.parametrize("error", [TimeoutError(), NoMeaning(), RuntimeError("the workshop is closed"), OSError()])
async def test_without_an_answer_of_the_models_words_find_as_ever(room: Room, error: Exception) -> None:
    await captured(room, "Owls sleep by day")

    assert "1 lesson about" in await found(room, "owls", Meaning(error=error))


async def test_models_that_are_slow_are_not_waited_for(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(Meaning):
        async def near(self, text: str, *, rooms: Set[str], limit: int) -> Sequence[int]:
            await asyncio.Event().wait()
            return ()

    monkeypatch.setattr(finding, "MEANING_SECONDS", 0.01)
    await captured(room, "Owls sleep by day")

    assert "1 lesson about" in await found(room, "owls", Slow())


async def test_what_is_closed_to_a_reader_is_not_near_to_them(room: Room) -> None:
    await captured_in_nest(room)

    assert "cassowary" not in await found(room, "slow builds", Meaning(1), name="caro")
    assert "cassowary" in await found(room, "slow builds", Meaning(1), name="ben")


async def test_the_window_of_filters_opens_with_what_was_looked_for(room: Room) -> None:
    community = await opened(room, "Owls")
    typed = 'sleep "by day" -bats in:owls kind:tool by:me tag:night since:2026-01'

    answer = await TABLE.actions["lesson.filter"](click(room, "ana", typed), room.deps())

    assert isinstance(answer, Open)
    window = {block["block_id"]: block["element"] for block in answer.modal.payload["blocks"]}
    assert window["words"]["initial_value"] == 'sleep "by day" -bats'
    assert window["community"]["initial_option"]["value"] == str(community.id)
    assert window["kind"]["initial_option"]["value"] == "tool"
    assert window["author"]["initial_user"] == room.person("ana")
    assert window["tags"]["initial_value"] == "night"
    assert window["since"]["initial_date"] == "2026-01-01"


async def test_nobody_slack_does_not_know_is_put_into_the_window(room: Room) -> None:
    answer = await TABLE.actions["lesson.filter"](click(room, "ana", "by:@U0NOBODY"), room.deps())

    assert "U0NOBODY" not in shown(answer)


async def submit(room: Room, **values: str) -> Say | Errors:
    form = {"words": "", "community": "any", "team": "any", "kind": "any", "author": "", "tags": "", "since": ""}
    submission = Submission("lesson.filter", room.person("caro"), "", form | values, {}, "V1", "1.2")
    answer = await TABLE.views["lesson.filter"](submission, room.deps())
    assert isinstance(answer, Say | Errors)
    return answer


async def test_what_is_chosen_in_the_window_narrows_the_search(room: Room) -> None:
    await opened(room, "Owls")  # in #birds
    await captured(room, "Owls sleep by day")
    await room.react("ana", room.say("caro", "Owls hunt by night", channel="general"), channel="general")

    everywhere = shown(await submit(room, words="owls"))
    here = shown(await submit(room, words="owls", community="1"))
    hers = shown(await submit(room, author=room.person("caro")))

    assert "2 lessons about" in everywhere
    assert "1 lesson about" in here
    assert "sleep by day" in here
    assert "1 lesson for" in hers
    assert "hunt by night" in hers


async def test_a_window_with_nothing_or_wrong_tags_stays_open_and_says_so(room: Room) -> None:
    assert await submit(room) == Errors({"words": "A word or a filter, please: what would you like to find?"})
    assert "tags" in (await submit(room, tags="x" * 40)).by_block  # type: ignore[union-attr]
