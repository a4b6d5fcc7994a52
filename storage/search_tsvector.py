"""The search index in PostgreSQL: a tsvector a lesson. Source: https://www.postgresql.org/docs/15/textsearch.html"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from storage.search import MATCH_ALL, Indexed, Matches, expression, make_number, number_of, own_word
from storage.words import Query, Term

_PUT = text(
    "INSERT INTO lesson_search (workspace_id, number, words) VALUES (:workspace_id, :number, CAST(:words AS tsvector)) "
    "ON CONFLICT (workspace_id, number) DO UPDATE SET words = excluded.words"
)
_REMOVE = text("DELETE FROM lesson_search WHERE workspace_id = :workspace_id AND number = :number")
_MATCHING = "FROM lesson_search WHERE workspace_id = :workspace_id AND words @@ CAST(:expression AS tsquery)"
# The weights of D, C, B, A; 1 keeps long lessons from winning by their length. Cheap: no word counts as rarer.
_RANK = "ts_rank('{0.05, 0.1, 0.25, 1.0}', words, CAST(:expression AS tsquery), 1)"
_FIND = text(f"SELECT number {_MATCHING} ORDER BY {_RANK} DESC, number DESC LIMIT :limit OFFSET :offset")
_COUNT = text(f"SELECT count(*) {_MATCHING}")

_LAST_POSITION = 16383


@dataclass(frozen=True, slots=True)
class TsvectorIndex:
    """The index of one workspace; each of its words carries the workspace's number."""

    connection: Connection
    workspace_id: str

    def put(self, number: int, indexed: Indexed) -> None:
        """Let the lesson be found by these words, and by no others it had before."""
        workspace = make_number(self.connection, self.workspace_id)
        vector = " ".join(
            f"'{own_word(workspace, word)}':{min(position, _LAST_POSITION)}{weight}"
            for position, (word, weight) in enumerate(_weighed(indexed), start=1)
        )
        self.connection.execute(_PUT, {"workspace_id": self.workspace_id, "number": number, "words": vector})

    def remove(self, number: int) -> None:
        """Let the lesson be found no more."""
        self.connection.execute(_REMOVE, {"workspace_id": self.workspace_id, "number": number})

    def find(self, query: Query, *, match: str, limit: int, offset: int) -> Matches:
        """Find lessons with all of what is looked for, or any of it; among equals the newest first."""
        workspace = number_of(self.connection, self.workspace_id)
        if workspace is None or not query:
            return Matches((), 0)

        def quoted(term: Term) -> str:
            return f"'{own_word(workspace, term.word)}'" + (":*" if term.is_beginning else "")

        written = expression(query, quoted, every=" & ", some=" | ", between=" & " if match == MATCH_ALL else " | ")
        asked = {"workspace_id": self.workspace_id, "expression": written}
        found = self.connection.execute(_FIND, asked | {"limit": limit, "offset": offset}).scalars().all()
        return Matches(found, self.connection.execute(_COUNT, asked).scalar_one())


def _weighed(indexed: Indexed) -> Iterator[tuple[str, str]]:
    for words, weight in ((indexed.title, "A"), (indexed.learnt, "B"), (indexed.happened, "D")):
        for word in words:
            yield word, weight
