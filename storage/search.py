"""Finding lessons: which of them have what is looked for, and in which order they are shown."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from community.finding import Sought
from storage import near, scores
from storage.postings import BLOCK, MOST_WEIGHT, lay
from storage.scores import Column, Flags
from storage.search_index import OPEN, portions
from storage.search_tables import indexed_table, posting_table
from storage.weighing import ADOPTED, EVERY, marks, month, on
from storage.words import SLIGHT, Query, Term, query, read, words

ENOUGH = 5  # lessons with all the words; when there are fewer, those with most of them come after them
SHARE = 0.5  # of what the lesson with most of them has
MOST_TELLING = 24  # words of a text by which others like it are looked for
MOST_NEAR = 8  # words that are taken for one that was mistyped
_LONGER = 0.75  # of what the word itself weighs, for one that only begins with it or was likely meant
_LAST = "\U0010ffff"
_LOOKED_THROUGH = 1_000  # lessons asked for by number; of more, all are asked


@dataclass(frozen=True, slots=True)
class Matches:
    """Numbers of lessons, best first, and how many there are in all."""

    numbers: Sequence[int]
    total: int


NONE = Matches((), 0)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is looked for, in the words of the index."""

    words: Query
    phrases: Sequence[Sequence[str]]
    without: Sequence[Sequence[str]]
    marks: Sequence[str]
    since: date | None

    @classmethod
    def of(cls, sought: Sought) -> "_Asked | None":
        """Read what is looked for; None when nothing is, or something that no lesson can have."""
        asked = cls(
            query(sought.words),
            [read(phrase)[0] for phrase in sought.phrases],
            [spoken for unwanted in sought.without if (spoken := read(unwanted)[0])],
            marks(
                kind=sought.kind,
                community_id=sought.community_id,
                team_id=sought.team_id,
                author_id=sought.author_id,
                tags=sought.tags,
            ),
            sought.since,
        )
        has_sign_only = (bool(sought.words.strip()) and not asked.words) or not all(asked.phrases)
        is_anything = asked.words or asked.phrases or asked.without or asked.marks or asked.since
        return asked if is_anything and not has_sign_only else None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that was asked for: the lessons that have it, and whether they all must."""

    column: Column
    is_needed: bool = True


class Search:
    """One look into the index of a workspace, as somebody who is in these closed rooms sees it."""

    def __init__(self, connection: Connection, workspace_id: str, rooms: Set[str]) -> None:
        self._connection = connection
        self._workspace_id = workspace_id
        self._rooms = [OPEN, *sorted(rooms)]
        self._size = 0
        self._columns: dict[str, bytearray] = {}

    def find(self, sought: Sought, *, limit: int, offset: int) -> Matches:
        """Find lessons that have all of it; when none has all the words, those that have the most telling of them.

        Best first, and the newest first when there are no words to be good at.
        """
        asked = _Asked.of(sought)
        if asked is None:
            return NONE
        self._read(
            {
                EVERY,
                ADOPTED,
                *asked.marks,
                *(term.word for spellings in asked.words for spelling in spellings for term in spelling),
                *(word for phrase in (*asked.phrases, *asked.without) for word in phrase),
            }
        )
        if not self._size:
            return NONE
        asked_words = self._words(asked)
        among = self._standing(asked)
        having_all = self._with_all(asked, asked_words, among)
        matching = [having_all]
        if having_all.bit_count() < ENOUGH and not asked.phrases:
            most = self._with_most([word.column for word in asked_words if word.is_needed], among)
            matching.append(most & ~having_all)
        return self._page(matching, asked_words, limit=limit, offset=offset)

    def alike(self, text: str, *, limit: int) -> Sequence[tuple[int, float]]:
        """Give the lessons that share the most telling words with this text, closest first, by number.

        Beside each, how close it is: 0 is none of its words, 1 all of them where they weigh most. Words that fewer
        lessons have count for more.
        """
        telling = self._telling(set(words(text)))
        self._read({EVERY, *telling})
        columns = [self._column(word) for word in telling]
        if not columns or not self._size:
            return ()
        importances = self._importances(columns)
        among = reduce(or_, map(scores.flags, columns))
        numbers = scores.best(scores.total(columns, importances), among, self._size, limit=limit)
        # A word that no lesson has is as telling as the rarest, and all of them lack it.
        unknown = min(len(set(read(text)[0]) - SLIGHT - set(telling)), MOST_TELLING - len(telling))
        whole = (sum(importances) + unknown * max(importances)) * MOST_WEIGHT
        weighed = list(zip(columns, importances, strict=True))
        return [(number, sum(each * column[number] for column, each in weighed) / whole) for number in numbers]

    # What matches

    def _standing(self, asked: _Asked) -> Flags:
        """Tell which lessons are what is asked for, whatever their words, and have no unwanted ones."""
        found = reduce(and_, (scores.flags(self._column(word)) for word in (EVERY, *asked.marks)))
        if asked.since:
            found &= scores.flags(self._since(asked.since))
        for unwanted in asked.without:
            having = found & reduce(and_, (scores.flags(self._column(word)) for word in unwanted))
            found &= ~(self._with_phrases(having, [unwanted]) if len(unwanted) > 1 else having)
        return found

    def _with_all(self, asked: _Asked, asked_words: Sequence[_Word], among: Flags) -> Flags:
        found = reduce(and_, (scores.flags(word.column) for word in asked_words if word.is_needed), among)
        return self._with_phrases(found, [phrase for phrase in asked.phrases if len(phrase) > 1])

    def _with_most(self, columns: Sequence[Column], among: Flags) -> Flags:
        """Tell which lessons have about as many of the telling words as the lesson with most."""
        there = [scores.flags(column) for column in columns]
        if len(columns) < 2 or not any(there):
            return 0
        having = scores.total([each.to_bytes(self._size, "little") for each in there], self._importances(columns))
        return scores.close_to_best(having, among & reduce(or_, there), self._size, share=SHARE)

    def _page(self, matching: Sequence[Flags], asked_words: Sequence[_Word], *, limit: int, offset: int) -> Matches:
        count = sum(each.bit_count() for each in matching)
        if not count:
            return NONE
        if not asked_words:
            return Matches(scores.newest(matching[0], self._size, limit=offset + limit)[offset:], count)
        columns = [word.column for word in asked_words]
        lanes = scores.ordered(scores.total(columns, self._importances(columns)), self._column(ADOPTED))
        numbers = [number for each in matching for number in scores.best(lanes, each, self._size, limit=offset + limit)]
        return Matches(numbers[offset : offset + limit], count)

    def _importances(self, columns: Sequence[Column]) -> Sequence[int]:
        every = scores.flags(self._column(EVERY)).bit_count()
        return scores.importances([scores.flags(column).bit_count() for column in columns], every)

    # Words

    def _words(self, asked: _Asked) -> Sequence[_Word]:
        """Give each word that was asked for; slight ones are needed only where there are no others."""
        is_slight = [all(term.word in SLIGHT for term in spellings[0]) for spellings in asked.words]
        are_needed = all(is_slight) and not asked.phrases
        found = [
            _Word(self._any_spelling(spellings), is_needed=are_needed or not slight)
            for spellings, slight in zip(asked.words, is_slight, strict=True)
        ]
        return [*found, *(_Word(self._column(word)) for phrase in asked.phrases for word in phrase)]

    def _any_spelling(self, spellings: Sequence[Sequence[Term]]) -> Column:
        found = [self._all_terms(spelling) for spelling in spellings]
        if any(map(scores.flags, found)):
            return reduce(scores.over, found)
        [first, *_], *_ = spellings
        return self._nearest(first.word)

    def _all_terms(self, spelling: Sequence[Term]) -> Column:
        columns = [self._beginning(term.word) if term.is_beginning else self._column(term.word) for term in spelling]
        if len(columns) == 1:
            return columns[0]
        return scores.within(reduce(and_, map(scores.flags, columns)), columns[0])

    def _beginning(self, word: str) -> Column:
        """Give the lessons with the word, or with a longer one that begins with it, which weighs a little less."""
        longer = bytearray(self._size)
        for block, entries in self._range(word + "\x01", word + _LAST):
            lay(entries, block, longer)
        return scores.over(self._column(word), scores.damped(longer, _LONGER))

    def _nearest(self, word: str) -> Column:
        """Give the lessons with the words that were likely meant by one which no lesson here has."""
        meant = self._meant(word)
        self._read(set(meant))
        found = [self._column(each) for each in meant]
        return scores.damped(reduce(scores.over, found), _LONGER) if found else bytearray(self._size)

    def _meant(self, word: str) -> Sequence[str]:
        if len(word) < near.SHORTEST or not word.isalpha():
            return ()
        one_away = self._known(sorted(near.one_mistake(word)))
        if one_away or len(word) < near.LONG:
            return one_away[:MOST_NEAR]
        # Two mistakes leave the first letter alone, nearly always; so most words needn't be looked at.
        beginning = self._fetch(
            _BEGINNING, low=word[0], high=word[0] + _LAST, shortest=len(word) - 2, longest=len(word) + 2
        )
        return near.two_mistakes(word, (other for (other,) in beginning))[:MOST_NEAR]

    def _known(self, candidates: Sequence[str]) -> Sequence[str]:
        """Give those that are in any lesson, the one in the most lessons first."""
        return [word for (word,) in self._fetch(_KNOWN, words=candidates)]

    def _telling(self, candidates: Set[str]) -> Sequence[str]:
        """Give the words that the fewest lessons have, of those that any has."""
        known = [word for some in portions(sorted(candidates - SLIGHT)) for word in self._known(some)]
        return known[-MOST_TELLING:]

    # Reading

    def _with_phrases(self, matching: Flags, phrases: Sequence[Sequence[str]]) -> Flags:
        """Tell in which of them every one of the phrases stands as it is."""
        for phrase in phrases:
            # No word has a sign in it that LIKE would take for more than itself.
            asked: dict[str, object] = {"phrase": f"% {' '.join(phrase)} %"}
            if matching.bit_count() > _LOOKED_THROUGH:
                saying = self._fetch(_SAYING, **asked)
            else:
                saying = self._fetch(_SAYING_OF_SOME, numbers=scores.numbers_of(matching, self._size), **asked)
            matching &= scores.flagged((number for (number,) in saying), self._size)
        return matching

    def _since(self, since: date) -> Column:
        """Give the lessons captured on that day or later: the rest of its month by days, then by months."""
        column = bytearray(self._size)
        for low, high in (
            (on(since), f"{on(since)[:-2]}{_LAST}"),
            (month(since) + "\x01", f"{month(since)[:4]}{_LAST}"),
        ):
            for block, entries in self._range(low, high):
                lay(entries, block, column)
        return column

    def _column(self, word: str) -> Column:
        return self._columns.get(word) or bytearray(self._size)

    def _read(self, wanted: Set[str]) -> None:
        """Read the lessons of words, once; the size of all columns comes with the word that every lesson has."""
        rows = [row for some in portions(sorted(wanted - self._columns.keys())) for row in self._rows(some)]
        if not self._size:
            self._size = BLOCK * max((block + 1 for word, block, _ in rows if word == EVERY), default=0)
        for word, block, entries in rows:
            column = self._columns.get(word)
            if column is None:
                column = self._columns[word] = bytearray(self._size)
            lay(entries, block, column)

    def _rows(self, some: Sequence[str]) -> Iterable[tuple[str, int, bytes]]:
        return self._fetch(_ROWS, words=some)

    def _range(self, low: str, high: str) -> Iterable[tuple[int, bytes]]:
        return self._fetch(_RANGE, low=low, high=high)

    def _fetch(self, statement: Select[Any], **asked: object) -> Iterable[Any]:
        own = {"workspace_id": self._workspace_id, "rooms": self._rooms}
        with self._connection.execute(statement, own | asked) as result:
            # The driver's own rows: there can be thousands, and making SQLAlchemy's takes as long as reading them.
            return result.cursor.fetchall() if result.cursor else ()


_WORD = posting_table.c.word
_OWN = (
    posting_table.c.workspace_id == bindparam("workspace_id"),
    posting_table.c.room.in_(bindparam("rooms", expanding=True)),
)
_NAMED = _WORD.in_(bindparam("words", expanding=True))
_BETWEEN = (bindparam("low") <= _WORD, bindparam("high") > _WORD)
_ROWS = select(_WORD, posting_table.c.block, posting_table.c.entries).where(*_OWN, _NAMED)
_RANGE = select(posting_table.c.block, posting_table.c.entries).where(*_OWN, *_BETWEEN).order_by(_WORD)
# The one in the most lessons first, as near as the length of its entries tells.
_KNOWN = (
    select(_WORD)
    .where(*_OWN, _NAMED)
    .group_by(_WORD)
    .order_by(func.sum(func.length(posting_table.c.entries)).desc(), _WORD)
)
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
