"""What models made of lessons, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from community.lessons import Lesson


class Meanings(Protocol):
    """What models made of lessons, as bytes; kept with the lesson and made again when the model changes."""

    def put(self, model: str, vectors: Mapping[int, bytes]) -> None:
        """Keep what this model made of the lessons, by number."""
        ...

    def forget(self, number: int) -> None:
        """Keep nothing of what was made of the lesson: it changed, or is not to be found any more."""
        ...

    def state(self) -> tuple[int, int]:
        """Give what is never the same again once a lesson was added or what was made of one has changed."""
        ...

    def missing(self, model: str, *, limit: int) -> Sequence[Lesson]:
        """Give lessons without a vector of this model for what they say now, lowest number first."""
        ...

    def changed(self, model: str, *, after: int, limit: int) -> Sequence[tuple[int, int, bytes | None, str | None]]:
        """Give what changed after this point: (point, number, vector, closed room), in the order of the changes.

        A vector of None says that the lesson is not to be found any more.
        """
        ...
