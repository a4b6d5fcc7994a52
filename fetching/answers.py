"""What the process that parses says to the one that asked: plain JSON, believed only as far as it is checked here."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from community import outside
from community.outside import Entry, Kind

Link = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>|\"]+$", max_length=outside.LONGEST_LINK)]


class Question(BaseModel):
    """What stands before the bytes that are to be parsed."""

    length: int
    address: str
    content_type: str
    now: AwareDatetime
    zone: str


class SaidEntry(BaseModel):
    """An entry, as the other process says it."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1, max_length=outside.LONGEST_ID)
    title: str = Field(max_length=outside.LONGEST_TITLE)
    link: Link | None = None
    summary: str = Field(default="", max_length=outside.LONGEST_SUMMARY)
    at: AwareDatetime | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    is_all_day: bool = False
    place: str = Field(default="", max_length=outside.LONGEST_PLACE)

    def entry(self) -> Entry:
        """Give the value it stands for."""
        return Entry(**self.model_dump())


class Answer(BaseModel):
    """What came of it: entries, or why there are none."""

    model_config = ConfigDict(extra="forbid")

    refused: Literal["not_a_feed", "unreadable", "too_often"] | None = None
    feeds_found: list[Link] = Field(default=[], max_length=10)
    title: str = Field(default="", max_length=outside.LONGEST_TITLE)
    kind: Kind = Kind.FEED
    entries: list[SaidEntry] = Field(default=[], max_length=outside.MOST_OCCURRENCES)


def said(entries: Iterable[Entry]) -> list[SaidEntry]:
    """Give entries in the form in which they cross."""
    names = SaidEntry.model_fields
    return [SaidEntry(**{name: getattr(entry, name) for name in names}) for entry in entries]
