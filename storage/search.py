"""What a search index does, whatever database it is in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, func, insert, select

from storage.rows import Row, table
from storage.words import Query, Term

MATCH_ALL = "all"
MATCH_ANY = "any"


class WorkspaceRow(Row, table=True):
    """A small number for a workspace, which stands in front of each of its words in a search index.

    An index knows nothing of workspaces: with the number in the word, no search can see, or be slowed by, another's.
    """

    __tablename__ = "workspace"

    number: int


workspace = table(WorkspaceRow)


@dataclass(frozen=True, slots=True)
class Indexed:
    """The words of a lesson, by where they stand; a word in the title weighs most, in what happened least."""

    title: Sequence[str]
    learnt: Sequence[str]
    happened: Sequence[str]


@dataclass(frozen=True, slots=True)
class Matches:
    """Numbers of lessons, best first, and how many there are in all."""

    numbers: Sequence[int]
    total: int


class Index(Protocol):
    """The search index of one workspace."""

    def put(self, number: int, indexed: Indexed) -> None:
        """Let the lesson be found by these words, and by no others it had before."""
        ...

    def remove(self, number: int) -> None:
        """Let the lesson be found no more."""
        ...

    def find(self, query: Query, *, match: str, limit: int, offset: int) -> Matches:
        """Find lessons with all of what is looked for, or any of it; among equals the newest first."""
        ...


MakeIndex = Callable[[Connection, str], Index]


def number_of(connection: Connection, workspace_id: str) -> int | None:
    """Give the workspace's number; None when it has none yet."""
    found: int | None = connection.execute(
        select(workspace.c.number).where(workspace.c.workspace_id == workspace_id)
    ).scalar_one_or_none()
    return found


def make_number(connection: Connection, workspace_id: str) -> int:
    """Give the workspace's number, a new one when it has none yet.

    Two workspaces could be given the same number at once where several write at once. That only makes them share
    words in an index that looks at the workspace as well; SQLite's index doesn't, and there only one writes.
    """
    number = number_of(connection, workspace_id)
    if number is None:
        highest: int | None = connection.execute(select(func.max(workspace.c.number))).scalar_one()
        number = (highest or 0) + 1
        connection.execute(insert(workspace).values(workspace_id=workspace_id, number=number))
    return number


def own_word(number: int, word: str) -> str:
    """Give the word as only this workspace writes it: no other's words can be like it, since a digit never ends one."""
    return f"t{number}x{word}"


def expression(query: Query, write: Callable[[Term], str], *, every: str, some: str, between: str) -> str:
    """Write a query in the language of an index, `every` and `some` being its words for and and or."""
    return between.join(
        "(" + some.join("(" + every.join(write(term) for term in spelling) + ")" for spelling in spellings) + ")"
        for spellings in query
    )
