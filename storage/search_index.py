"""Keeping the search index of a workspace: which word is in which lesson, and what it weighs there."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from community.lessons import Lesson
from storage.postings import BLOCK, changed
from storage.search_tables import index_table, indexed_table, posting_table
from storage.weighing import VERSION, Indexed

OPEN = ""
"""The room of lessons that everybody in the workspace may see."""

_Kept = tuple[str, str]  # a lesson's room and its words
MOST_AT_ONCE = 500  # values in one statement


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The search index of one workspace."""

    connection: Connection
    workspace_id: str

    def put(self, lesson: Lesson) -> bool:
        """Let the lesson be found by what it says now, and by nothing it said before; False when nothing changed.

        One that was taken back is found by nothing.
        """
        indexed = None if lesson.withdrawn_at else (lesson.closed_in or OPEN, Indexed.of(lesson).kept())
        return self._replace(lesson.number, self._kept(lesson.number), indexed)

    def put_new(self, lessons: Sequence[Lesson]) -> None:
        """Let lessons that were never indexed be found, many at once: a word is written once, not once a lesson."""
        weighed: dict[tuple[str, int], dict[str, dict[int, int]]] = {}
        kept = []
        for lesson in lessons:
            room, indexed = lesson.closed_in or OPEN, Indexed.of(lesson)
            own = {"workspace_id": self.workspace_id, "number": lesson.number, "room": room, "words": indexed.kept()}
            kept.append(own)
            block, place = divmod(lesson.number, BLOCK)
            words = weighed.setdefault((room, block), {})
            for word, weight in indexed.weights().items():
                words.setdefault(word, {})[place] = weight
        for (room, block), words in weighed.items():
            self._add(room, block, words)
        if kept:
            self.connection.execute(insert(indexed_table), kept)
            self._note_version()

    def _add(self, room: str, block: int, words: Mapping[str, Mapping[int, int]]) -> None:
        entries = self._entries(room, block, words.keys())
        key = {"workspace_id": self.workspace_id, "room": room, "block": block}
        rows = []
        for word, weights in sorted(words.items()):
            now = entries.get(word, b"")
            for place, weight in weights.items():
                now = changed(now, place, weight)
            rows.append(key | {"word": word, "entries": now})
        if rows:
            self.connection.execute(_PUT, rows)

    def adopted(self, number: int, adopters: int) -> None:
        """Let the lesson be shown as one that so many teams use."""
        before = self._kept(number)
        if before is not None:
            room, words = before
            self._replace(number, before, (room, Indexed.read(words).adopted_by(adopters).kept()))

    def _replace(self, number: int, before: _Kept | None, after: _Kept | None) -> bool:
        if before == after:
            return False
        old, new = _weights(before), _weights(after)
        for room in {room for room, _ in old.keys() | new.keys()}:
            self._change(
                room,
                number,
                {
                    word: new.get((room, word), 0)
                    for its_room, word in old.keys() | new.keys()
                    if its_room == room and old.get((room, word)) != new.get((room, word))
                },
            )
        self._keep(number, after, is_new=before is None)
        return True

    def _kept(self, number: int) -> _Kept | None:
        row = self.connection.execute(
            select(indexed_table.c.room, indexed_table.c.words).where(self._is_at(number))
        ).one_or_none()
        return None if row is None else (row.room, row.words)

    def _keep(self, number: int, kept: _Kept | None, *, is_new: bool) -> None:
        if kept is None:
            self.connection.execute(delete(indexed_table).where(self._is_at(number)))
            return
        fields = {"room": kept[0], "words": kept[1]}
        statement = insert(indexed_table).values(workspace_id=self.workspace_id, number=number, **fields)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(indexed_table.primary_key), set_=fields)
        )
        if is_new:
            self._note_version()

    def _note_version(self) -> None:
        self.connection.execute(
            insert(index_table)
            .values(workspace_id=self.workspace_id, version=VERSION)
            .on_conflict_do_nothing(index_elements=list(index_table.primary_key))
        )

    def _change(self, room: str, number: int, changes: Mapping[str, int]) -> None:
        block, place = divmod(number, BLOCK)
        entries = self._entries(room, block, changes.keys())
        rows, gone = [], []
        for word, weight in changes.items():
            now = changed(entries.get(word, b""), place, weight)
            key = {"workspace_id": self.workspace_id, "room": room, "word": word, "block": block}
            if now:
                rows.append(key | {"entries": now})
            else:
                gone.append({f"{name}_": value for name, value in key.items()})
        if rows:
            self.connection.execute(_PUT, rows)
        if gone:
            self.connection.execute(_REMOVE, gone)

    def _entries(self, room: str, block: int, words: Set[str]) -> Mapping[str, bytes]:
        found: dict[str, bytes] = {}
        for some in portions(sorted(words)):
            asked = {"workspace_id": self.workspace_id, "room": room, "words": some, "block": block}
            found |= {row.word: row.entries for row in self.connection.execute(_ENTRIES, asked)}
        return found

    def _is_at(self, number: int) -> ColumnElement[bool]:
        return (indexed_table.c.workspace_id == self.workspace_id) & (indexed_table.c.number == number)


def _weights(kept: _Kept | None) -> Mapping[tuple[str, str], int]:
    if kept is None:
        return {}
    room, words = kept
    return {(room, word): weight for word, weight in Indexed.read(words).weights().items()}


def portions(words: Sequence[str]) -> Iterable[Sequence[str]]:
    """Give the words by as many as one statement takes."""
    return (words[start : start + MOST_AT_ONCE] for start in range(0, len(words), MOST_AT_ONCE))


# Made once: SQLAlchemy takes longer to look at hundreds of values than the database to find them.
_ENTRIES = select(posting_table.c.word, posting_table.c.entries).where(
    posting_table.c.workspace_id == bindparam("workspace_id"),
    posting_table.c.room == bindparam("room"),
    posting_table.c.word.in_(bindparam("words", expanding=True)),
    posting_table.c.block == bindparam("block"),
)
_NEW = insert(posting_table)
_PUT = _NEW.on_conflict_do_update(
    index_elements=list(posting_table.primary_key), set_={"entries": _NEW.excluded.entries}
)
_REMOVE = delete(posting_table).where(*(column == bindparam(f"{column.name}_") for column in posting_table.primary_key))
