"""What the workshop's process does for meaning, and what it holds from one request to the next."""

import os
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

# One thread: the models are quick enough, and the bot itself has the other cores. Read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

MORE, LESS = 0.75, 0.35
# Chosen by looking at what ten topics found among the 1,854 lessons of tests/data: below 0.35 most had nothing to do
# with the topic, and a lesson about the topic itself seldom came above 0.65.
UNRELATED, THE_SAME = 0.35, 0.65

if TYPE_CHECKING:
    from meaning.minilm import MiniLM
    from meaning.nearest import Nearest
    from meaning.wordllama import Wordllama


@dataclass(frozen=True, slots=True)
class Change:
    """A lesson's vector of now; None when it is not to be found any more or waits for one."""

    point: int
    number: int
    vector: bytes | None
    room: str | None  # the closed room whose members alone may find it


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and the point up to which changes were known then."""

    point: int
    numbers: Sequence[int] | None  # None when changes between are missing: give those after `point`, and ask again


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader is about, and the lessons they want more, and less, like."""

    text: str
    more: Sequence[int]
    less: Sequence[int]


@dataclass(frozen=True, slots=True)
class Fitting:
    """What fits each reader: (number, closeness) from 0 to 1; None as in `Answer`."""

    point: int
    found: Sequence[Sequence[tuple[int, float]]] | None


@dataclass(slots=True)
class Held:
    """The vectors of one workspace, as they were at a point."""

    nearest: "Nearest"
    point: int = 0


_held: dict[str, Held] = {}  # by workspace


def vectors(texts: Sequence[str]) -> list[bytes]:
    """Give each text's vector as it is kept."""
    import numpy as np  # noqa: PLC0415  # only here, so that the bot's own process never loads it

    return [vector.astype(np.float16).tobytes() for vector in _wordllama().vectors(texts)]


def near(
    workspace_id: str, text: str | None, rooms: Set[str], limit: int, after: int, changes: Sequence[Change]
) -> Answer:
    """Take the changes after this point, and give the numbers of the lessons nearest to the text, nearest first.

    A process that was replaced holds nothing: it says so with point 0 and is given everything again. The same changes
    twice do no harm. With no text only the changes are taken.
    """
    held = _of(workspace_id)
    if after > held.point:
        return Answer(held.point, None)
    _take(held, changes)
    if text is None:
        return Answer(held.point, ())
    return Answer(held.point, held.nearest.find(_wordllama().vectors([text])[0], rooms=rooms, limit=limit))


def fitting(workspace_id: str, after: int, wanted: Sequence[Wanted], among: Sequence[int], limit: int) -> Fitting:
    """Give for each reader the lessons among these that mean what they are about, nearest first, from 0 to 1.

    What a reader wants more like draws what they are about nearer to it, and what they want less like pushes it away.
    Source: Rocchio's relevance feedback (1971), with about the usual weights.
    """
    import numpy as np  # noqa: PLC0415

    held = _of(workspace_id)
    if after > held.point:
        return Fitting(held.point, None)
    about = _wordllama().vectors([one.text for one in wanted])
    for row, one in enumerate(wanted):
        if one.more or one.less:
            about[row] += MORE * held.nearest.mean(one.more) - LESS * held.nearest.mean(one.less)
            about[row] /= max(float(np.linalg.norm(about[row])), 1e-9)
    found = held.nearest.each(about, among, limit=limit, least=UNRELATED)
    return Fitting(
        held.point,
        [[(number, min((near - UNRELATED) / (THE_SAME - UNRELATED), 1.0)) for number, near in one] for one in found],
    )


def closeness(text: str, others: Sequence[str]) -> list[float]:
    """Say for each of the others how close it is to the text: 0 is nothing in common, 1 is the same."""
    return _minilm().closeness(text, others)


def _take(held: Held, changes: Sequence[Change]) -> None:
    import numpy as np  # noqa: PLC0415

    for change in changes:
        if change.point <= held.point:
            continue
        if change.vector is None:
            held.nearest.remove(change.number)
        else:
            held.nearest.put(change.number, np.frombuffer(change.vector, dtype=np.float16), change.room)
        held.point = change.point


def _of(workspace_id: str) -> Held:
    from meaning.nearest import Nearest  # noqa: PLC0415
    from meaning.wordllama import DIMENSIONS  # noqa: PLC0415

    if workspace_id not in _held:
        _held[workspace_id] = Held(Nearest(DIMENSIONS))
    return _held[workspace_id]


@cache
def _wordllama() -> "Wordllama":
    from meaning.wordllama import Wordllama  # noqa: PLC0415

    return Wordllama()


@cache
def _minilm() -> "MiniLM":
    from meaning.minilm import MiniLM  # noqa: PLC0415

    return MiniLM()
