"""What is one person's alone stays theirs: whatever others do, they see the same, whatever she keeps to herself.

Two societies live the same life, step by step. In one the person answered, hid and said one thing, in the other
another; whatever anybody else is shown must be equal to the letter.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random  # noqa: TID251  # seeded, so a run is like the one before
from shutil import copy
from typing import TypeVar

import pytest

from community.profiles import Profile
from community.roster import COACH, Fact, Kind, Listed
from handlers.deps import Deps
from handlers.features import TABLE
from storage.stores import Stores
from tests.handlers.society import OPEN, PEOPLE, Shown, Society, society_of
from tests.handlers.test_rooms_property import LESSONS, _ask, _cue, _fill
from tests.some import NOW

ANA = PEOPLE[0]
OTHERS = PEOPLE[1:]
STEPS = 500
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
T = TypeVar("T")

# What she keeps to herself, in the one life and in the other.
LIVES = (
    ("practising.works.most", "practising.week.quarter", "zanzibar", "CLB"),
    ("practising.works.not_now", "practising.week.more", "quokka", "CLE"),
)


LOOKS = (
    ("/community about", "cues"),
    ("/community people", "zanzibar quokka"),
    ("/community people", "contract testing"),
    ("/community pulse", "cues"),
    ("/community reach", "cues"),
    ("/community coach", ""),
    ("/community list", "zanzibar"),
)


class Lasting(Society):
    """A society in which what people do stays done."""

    def deps(self, *, writes: int = 9) -> Deps:
        found = super().deps(writes=writes)
        return replace(found, storage=_Keeping(self))


@dataclass
class _Keeping:
    """Storage that keeps what is written, and shows at once what it put into the outbox."""

    society: Society

    async def read(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        return work(self.society.stores())

    async def write(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        found: list[T] = []
        self.society.connection.exec_driver_sql("SAVEPOINT before")
        try:
            self.society.tell(lambda stores: found.append(work(stores)))
        except BaseException:
            self.society.connection.exec_driver_sql("ROLLBACK TO before")
            raise
        return found[0]


@pytest.fixture
def lives(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[Lasting, Lasting]]:
    """Give two societies that are alike but for what Ana keeps to herself."""
    with ExitStack() as open_ones:
        found = []
        for number, (_, _, word, certification) in enumerate(LIVES):
            url = f"sqlite:///{copy(sqlite_template, tmp_path / f'{number}.db')}"
            society = Lasting(open_ones.enter_context(society_of(url)).connection)
            society.tell(_fill)
            society.tell(lambda stores, word=word, what=certification: _keep_to_herself(stores, word, what))  # type: ignore[misc]
            society.shown.clear()
            found.append(society)
        yield found[0], found[1]


def _keep_to_herself(stores: Stores, word: str, certification: str) -> None:
    """Let Ana coordinate, be on the roster, and hide; another coach beside her keeps the surfaces full."""
    stores.seats.take(1, ANA, now=NOW)
    stores.profiles.save(Profile(ANA, knows=(word,), learns=(word,), is_hidden=True), now=NOW)
    facts = (Fact(Kind.CERTIFICATION, certification, shown_since=NOW), Fact(Kind.CERTIFICATION, COACH, shown_since=NOW))
    stores.roster.put(Listed(ANA, NOW, facts, told_at=NOW))
    stores.profiles.save(Profile(PEOPLE[1], knows=("contract testing",)), now=NOW)
    stores.roster.put(Listed(PEOPLE[1], NOW, (Fact(Kind.CERTIFICATION, COACH, shown_since=NOW),), told_at=NOW))


async def test_whatever_others_do_they_see_nothing_of_what_one_person_keeps(lives: tuple[Lasting, Lasting]) -> None:
    names = [*_names()]
    seen = 0
    for step in range(STEPS):
        chances = Random(step), Random(step)  # noqa: S311
        for society, chance, (works, week, _, _) in zip(lives, chances, LIVES, strict=True):
            society.shown.clear()
            if step % 40 == 0:
                await society.click(ANA, works, "")
                await society.click(ANA, week, "")
            await _live(society, chance, names[step % len(names)] if step < len(names) else chance.choice(names))
        one, other = ([_read(shown) for shown in society.shown if _is_for_others(society, shown)] for society in lives)
        assert one == other, f"step {step}"
        seen += sum(map(len, one))

    # Otherwise there would have been nothing to compare.
    assert seen > 100_000


async def test_what_one_shares_is_seen_and_only_that(lives: tuple[Lasting, Lasting]) -> None:
    one, other = lives
    for society, (works, week, _, _) in zip(lives, LIVES, strict=True):
        await society.click(ANA, works, "")
        await society.click(ANA, week, "")
        await society.click(ANA, "practising.share.works", "")

    told = []
    for society in (one, other):
        society.shown.clear()
        await society.command(PEOPLE[1], "/community", "about cues")
        told.append(society.shown[-1].text)

    assert told[0] != told[1]
    assert "a quarter" not in told[0].casefold()


@pytest.mark.parametrize("way", ["command", "click", "channel"])
async def test_who_leaves_is_noticed_by_nobody(lives: tuple[Lasting, Lasting], way: str) -> None:
    society, _ = lives
    leaver = PEOPLE[2]
    society.shown.clear()

    match way:
        case "command":
            await society.command(leaver, "/community", "leave cues")
        case "click":
            await society.click(leaver, "community.leave", "1")
        case _:
            await society.hear("member_left_channel", user=leaver, channel=OPEN)

    assert [shown for shown in society.shown if society.readers_of(shown) - {leaver}] == []
    assert leaver not in [member.user_id for member in society.stores().members.of(1)]


def _names() -> Iterator[tuple[str, str]]:
    yield from (("command", f"{name} {word}".strip()) for name, words in TABLE.commands.items() for word in words)
    yield from (("click", action_id) for action_id in TABLE.actions)
    yield from (("submit", callback_id) for callback_id in TABLE.views)
    yield from (("tick", name) for name in TABLE.ticks if name != "rounds")
    yield from (("round", name) for name in TABLE.rounds)


async def _live(society: Lasting, chance: Random, asked: tuple[str, str]) -> None:
    what, name = asked
    match what:
        case "tick":
            await society.tick(name)
        case "round":
            await society.round(name)
        case _:
            number = chance.randint(1, LESSONS)
            words = ("cues", "contract testing", "zanzibar", "quokka", _cue(number), "")
            ids = ("1", str(number), f"1 {number}", ANA, f"1 {ANA}")
            await _ask(society, what, name, chance.choice(OTHERS), chance.choice(words if what == "command" else ids))


async def _look(society: Lasting, chance: Random) -> None:
    """Let somebody look where what is known of people stands, whatever random steps looked at."""
    name, words = chance.choice(LOOKS)
    await _ask(society, "command", name, chance.choice(OTHERS), words)


def _read(shown: Shown) -> str:
    """Give what is read of it, and by whom; what follows an answer is a function, which has an address."""
    return f"{shown.user_id} {shown.channel_id} {_ADDRESS.sub('', shown.text)}"


def _is_for_others(society: Lasting, shown: Shown) -> bool:
    return bool(society.readers_of(shown) - {ANA})
