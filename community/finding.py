"""Finding: what somebody typed to look for lessons, taken apart."""

from dataclasses import dataclass
from datetime import date

from community.lessons import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for. Everything given must hold; nothing given finds nothing.

    `words` is free text of which every word should be there; `phrases` must be there as they are; `without` must not.
    """

    words: str = ""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    community_id: int | None = None
    team_id: int | None = None
    kind: Kind | None = None
    author_id: str | None = None
    tags: tuple[str, ...] = ()
    since: date | None = None
