"""The search index in SQLite: its full-text search, FTS5. Source: https://www.sqlite.org/fts5.html"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from storage.search import MATCH_ALL, Indexed, Matches, expression, make_number, number_of, own_word
from storage.words import Query, Term

_RANKED = "lesson_search MATCH :expression AND rank MATCH 'bm25(4.0, 1.0, 0.5)'"
_PUT = text("INSERT INTO lesson_search (rowid, title, text, context) VALUES (:rowid, :title, :text, :context)")
_REMOVE = text("DELETE FROM lesson_search WHERE rowid = :rowid")
_FIND = text(f"SELECT rowid FROM lesson_search WHERE {_RANKED} ORDER BY rank, rowid DESC LIMIT :limit OFFSET :offset")  # noqa: S608
_COUNT = text("SELECT count(*) FROM lesson_search WHERE lesson_search MATCH :expression")

# A row is found by its number alone, so that number says the workspace too.
_LESSONS = 2**32


@dataclass(frozen=True, slots=True)
class Fts5Index:
    """The index of one workspace; each of its words carries the workspace's number."""

    connection: Connection
    workspace_id: str

    def put(self, number: int, indexed: Indexed) -> None:
        """Let the lesson be found by these words, and by no others it had before."""
        workspace = make_number(self.connection, self.workspace_id)
        rowid = workspace * _LESSONS + number
        self.connection.execute(_REMOVE, {"rowid": rowid})
        self.connection.execute(
            _PUT,
            {
                "rowid": rowid,
                "title": _own(workspace, indexed.title),
                "text": _own(workspace, indexed.learnt),
                "context": _own(workspace, indexed.happened),
            },
        )

    def remove(self, number: int) -> None:
        """Let the lesson be found no more."""
        workspace = number_of(self.connection, self.workspace_id)
        if workspace is not None:
            self.connection.execute(_REMOVE, {"rowid": workspace * _LESSONS + number})

    def find(self, query: Query, *, match: str, limit: int, offset: int) -> Matches:
        """Find lessons with all of what is looked for, or any of it; among equals the newest first."""
        workspace = number_of(self.connection, self.workspace_id)
        if workspace is None or not query:
            return Matches((), 0)

        def quoted(term: Term) -> str:
            return f'"{own_word(workspace, term.word)}"' + ("*" if term.is_beginning else "")

        written = expression(query, quoted, every=" AND ", some=" OR ", between=_between(match))
        found = self.connection.execute(_FIND, {"expression": written, "limit": limit, "offset": offset}).scalars()
        numbers = [rowid % _LESSONS for rowid in found]
        return Matches(numbers, self.connection.execute(_COUNT, {"expression": written}).scalar_one())


def _own(workspace: int, words: Sequence[str]) -> str:
    return " ".join(own_word(workspace, word) for word in words)


def _between(match: str) -> str:
    return " AND " if match == MATCH_ALL else " OR "
