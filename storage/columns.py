"""Reading the search index: words become columns, a byte for each lesson of the workspace."""

from collections.abc import Iterable, Sequence, Set
from datetime import date
from functools import reduce
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from storage import near, scores
from storage.postings import BLOCK, lay
from storage.scores import Column, Flags
from storage.search_index import OPEN, portions
from storage.search_tables import indexed_table, posting_table
from storage.weighing import EVERY, month, on

MOST_NEAR = 8  # words that are taken for one that was mistyped
_LONGER = 0.75  # of what the word itself weighs, for one that only begins with it or was likely meant
_LAST = "\U0010ffff"
_LOOKED_THROUGH = 1_000  # lessons asked for by number; of more, all are asked


class Columns:
    """The words of one workspace, as somebody who is in these closed rooms sees them."""

    def __init__(self, connection: Connection, workspace_id: str, rooms: Set[str]) -> None:
        self.size = 0  # of every column; known once words were read
        self._connection = connection
        self._own = {"workspace_id": workspace_id, "rooms": [OPEN, *sorted(rooms)]}
        self._columns: dict[str, bytearray] = {}

    def of(self, word: str) -> Column:
        """Give the lessons with this word, of those that were read."""
        return self._columns.get(word) or bytearray(self.size)

    def read(self, wanted: Set[str]) -> None:
        """Read the lessons of words, once; the size of all columns comes with the word that every lesson has."""
        rows = [row for some in portions(sorted(wanted - self._columns.keys())) for row in self._rows(some)]
        if not self.size:
            self.size = BLOCK * max((block + 1 for word, block, _ in rows if word == EVERY), default=0)
        for word, block, entries in rows:
            column = self._columns.get(word)
            if column is None:
                column = self._columns[word] = bytearray(self.size)
            lay(entries, block, column)

    def beginning(self, word: str) -> Column:
        """Give the lessons with the word, or with a longer one that begins with it, which weighs a little less."""
        longer = bytearray(self.size)
        for block, entries in self._range(word + "\x01", word + _LAST):
            lay(entries, block, longer)
        return scores.over(self.of(word), scores.damped(longer, _LONGER))

    def nearest(self, word: str) -> Column:
        """Give the lessons with the words that were likely meant by one which no lesson here has."""
        meant = self._meant(word)
        self.read(set(meant))
        found = [self.of(each) for each in meant]
        return scores.damped(reduce(scores.over, found), _LONGER) if found else bytearray(self.size)

    def _meant(self, word: str) -> Sequence[str]:
        if len(word) < near.SHORTEST or not word.isalpha():
            return ()
        one_away = self.known(sorted(near.one_mistake(word)))
        if one_away or len(word) < near.LONG:
            return one_away[:MOST_NEAR]
        # Two mistakes leave the first letter alone, nearly always; so most words needn't be looked at.
        beginning = self._fetch(
            _BEGINNING, low=word[0], high=word[0] + _LAST, shortest=len(word) - 2, longest=len(word) + 2
        )
        return near.two_mistakes(word, (other for (other,) in beginning))[:MOST_NEAR]

    def known(self, candidates: Sequence[str]) -> Sequence[str]:
        """Give those that are in any lesson, the one in the most lessons first."""
        found = [row for some in portions(candidates) for row in self._fetch(_KNOWN, words=some)]
        # By the length of its entries, which is as near as is needed.
        return [word for word, _ in sorted(found, key=lambda row: (-row[1], row[0]))]

    def since(self, since: date) -> Column:
        """Give the lessons captured on that day or later: the rest of its month by days, then by months."""
        column = bytearray(self.size)
        for low, high in (
            (on(since), f"{on(since)[:-2]}{_LAST}"),
            (month(since) + "\x01", f"{month(since)[:4]}{_LAST}"),
        ):
            for block, entries in self._range(low, high):
                lay(entries, block, column)
        return column

    def saying(self, phrase: Sequence[str], *, among: Flags) -> Flags:
        """Tell which of those that are flagged have these words one after the other."""
        # No word has a sign in it that LIKE would take for more than itself.
        asked: dict[str, object] = {"phrase": f"% {' '.join(phrase)} %"}
        if among.bit_count() > _LOOKED_THROUGH:
            found = self._fetch(_SAYING, **asked)
        else:
            found = self._fetch(_SAYING_OF_SOME, numbers=scores.numbers_of(among, self.size), **asked)
        return among & scores.flagged((number for (number,) in found), self.size)

    def _rows(self, some: Sequence[str]) -> Iterable[tuple[str, int, bytes]]:
        return self._fetch(_ROWS, words=some)

    def _range(self, low: str, high: str) -> Iterable[tuple[int, bytes]]:
        return self._fetch(_RANGE, low=low, high=high)

    def _fetch(self, statement: Select[Any], **asked: object) -> Sequence[Any]:
        with self._connection.execute(statement, self._own | asked) as result:
            # The driver's own rows: there can be thousands, and making SQLAlchemy's takes as long as reading them.
            rows: Sequence[Any] = result.cursor.fetchall()
            return rows


_WORD = posting_table.c.word
_OWN = (
    posting_table.c.workspace_id == bindparam("workspace_id"),
    posting_table.c.room.in_(bindparam("rooms", expanding=True)),
)
_NAMED = _WORD.in_(bindparam("words", expanding=True))
_BETWEEN = (bindparam("low") <= _WORD, bindparam("high") > _WORD)
_ROWS = select(_WORD, posting_table.c.block, posting_table.c.entries).where(*_OWN, _NAMED)
_RANGE = select(posting_table.c.block, posting_table.c.entries).where(*_OWN, *_BETWEEN).order_by(_WORD)
_KNOWN = select(_WORD, func.sum(func.length(posting_table.c.entries))).where(*_OWN, _NAMED).group_by(_WORD)
_BEGINNING = (
    select(_WORD)
    .where(*_OWN, *_BETWEEN, func.length(_WORD).between(bindparam("shortest"), bindparam("longest")))
    .distinct()
    .order_by(_WORD)
)
_SAYING = select(indexed_table.c.number).where(
    indexed_table.c.workspace_id == bindparam("workspace_id"),
    indexed_table.c.room.in_(bindparam("rooms", expanding=True)),
    indexed_table.c.words.like(bindparam("phrase")),
)
_SAYING_OF_SOME = _SAYING.where(indexed_table.c.number.in_(bindparam("numbers", expanding=True)))
