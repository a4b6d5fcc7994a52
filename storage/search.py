"""Finding lessons: which of them have what is looked for, and in which order they are shown."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_

from sqlalchemy import Connection

from community.finding import Sought
from storage import scores
from storage.columns import Columns
from storage.postings import MOST_WEIGHT
from storage.scores import Column, Flags
from storage.weighing import ADOPTED, EVERY, traits
from storage.words import MOST_READ, MOST_SOUGHT, SLIGHT, Query, Term, query, read, words

MOST_PHRASES = 4  # and as many that are unwanted, of MOST_SOUGHT words each; what is more is not looked for
ENOUGH = 5  # lessons with all the words; when there are fewer, those with most of them come after them
SHARE = 0.5  # of what the lesson with most of them has
MOST_TELLING = 24  # words of a text by which others like it are looked for


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
    traits: Sequence[str]
    since: date | None

    @classmethod
    def of(cls, sought: Sought) -> "_Asked | None":
        """Read what is looked for; None when nothing is, or something that no lesson can have."""
        asked = cls(
            query(sought.words),
            [_spoken(phrase) for phrase in sought.phrases[:MOST_PHRASES]],
            [spoken for unwanted in sought.without[:MOST_PHRASES] if (spoken := _spoken(unwanted))],
            traits(
                kind=sought.kind,
                community_id=sought.community_id,
                team_id=sought.team_id,
                author_id=sought.author_id,
                tags=sought.tags,
            ),
            sought.since,
        )
        has_sign_only = (bool(sought.words.strip()) and not asked.words) or not all(asked.phrases)
        is_anything = asked.words or asked.phrases or asked.without or asked.traits or asked.since
        return asked if is_anything and not has_sign_only else None


def _spoken(phrase: str) -> Sequence[str]:
    apart, _ = read(phrase[:MOST_READ])
    return apart[:MOST_SOUGHT]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that was asked for: what it weighs in each lesson, which lessons have it, and whether they must."""

    column: Column
    there: Flags
    is_needed: bool = True

    @classmethod
    def of(cls, column: Column, *, is_needed: bool = True) -> "_Word":
        """Look at its lessons once: each look goes over all of them."""
        return cls(column, scores.flags(column), is_needed)


class Search:
    """One look into the index of a workspace, as somebody who is in these closed rooms sees it."""

    def __init__(self, connection: Connection, workspace_id: str, rooms: Set[str]) -> None:
        self._columns = Columns(connection, workspace_id, rooms)

    def find(self, sought: Sought, *, limit: int, offset: int) -> Matches:
        """Find lessons that have all of it; where few have all the words, those with most of them come after them.

        Best first, and the newest first when there are no words to be good at.
        """
        asked = _Asked.of(sought)
        if asked is None:
            return NONE
        self._columns.read(
            {
                EVERY,
                ADOPTED,
                *asked.traits,
                *(term.word for spellings in asked.words for spelling in spellings for term in spelling),
                *(word for phrase in (*asked.phrases, *asked.without) for word in phrase),
            }
        )
        if not self._columns.size:
            return NONE
        asked_words = self._words(asked)
        among = self._standing(asked)
        having_all = self._with_all(asked, asked_words, among)
        matching = [having_all]
        if having_all.bit_count() < ENOUGH and not asked.phrases:
            most = self._with_most([word for word in asked_words if word.is_needed], among)
            matching.append(most & ~having_all)
        return self._page(matching, asked_words, limit=limit, offset=offset)

    def alike(self, text: str, *, limit: int) -> Sequence[tuple[int, float]]:
        """Give the lessons that share the most telling words with this text, closest first, by number.

        Beside each, how close it is: 0 is none of its words, 1 all of them where they weigh most. Words that fewer
        lessons have count for more.
        """
        telling = self._columns.known(sorted(set(words(text)) - SLIGHT))[-MOST_TELLING:]
        self._columns.read({EVERY, *telling})
        shared = [_Word.of(self._columns.of(word)) for word in telling]
        if not shared or not self._columns.size:
            return ()
        importances = self._importances(shared)
        columns = [word.column for word in shared]
        among = reduce(or_, (word.there for word in shared))
        numbers = scores.best(scores.total(columns, importances), among, self._columns.size, limit=limit)
        # A word that no lesson has is as telling as the rarest, and all of them lack it.
        unknown = min(len(set(read(text)[0]) - SLIGHT - set(telling)), MOST_TELLING - len(telling))
        whole = (sum(importances) + unknown * max(importances)) * MOST_WEIGHT
        weighed = list(zip(columns, importances, strict=True))
        return [(number, sum(each * column[number] for column, each in weighed) / whole) for number in numbers]

    def _standing(self, asked: _Asked) -> Flags:
        """Tell which lessons are what is asked for, whatever their words, and have no unwanted ones."""
        found = reduce(and_, (scores.flags(self._columns.of(word)) for word in (EVERY, *asked.traits)))
        if asked.since:
            found &= scores.flags(self._columns.since(asked.since))
        for unwanted in asked.without:
            having = found & reduce(and_, (scores.flags(self._columns.of(word)) for word in unwanted))
            found &= ~(self._with_phrases(having, [unwanted]) if len(unwanted) > 1 else having)
        return found

    def _with_all(self, asked: _Asked, asked_words: Sequence[_Word], among: Flags) -> Flags:
        found = reduce(and_, (word.there for word in asked_words if word.is_needed), among)
        return self._with_phrases(found, [phrase for phrase in asked.phrases if len(phrase) > 1])

    def _with_most(self, needed: Sequence[_Word], among: Flags) -> Flags:
        """Tell which lessons have about as many of the telling words as the lesson with most."""
        having = among & reduce(or_, (word.there for word in needed), 0)
        if len(needed) < 2 or not having:
            return 0
        size = self._columns.size
        counted = scores.total([word.there.to_bytes(size, "little") for word in needed], self._importances(needed))
        return scores.close_to_best(counted, having, size, share=SHARE)

    def _page(self, matching: Sequence[Flags], asked_words: Sequence[_Word], *, limit: int, offset: int) -> Matches:
        count = sum(each.bit_count() for each in matching)
        if not count:
            return NONE
        if not asked_words:
            return Matches(scores.newest(matching[0], self._columns.size, limit=offset + limit)[offset:], count)
        match = scores.total([word.column for word in asked_words], self._importances(asked_words))
        lanes = scores.ordered(match, self._columns.of(ADOPTED))
        numbers = [
            number for each in matching for number in scores.best(lanes, each, self._columns.size, limit=offset + limit)
        ]
        return Matches(numbers[offset : offset + limit], count)

    def _importances(self, asked_words: Sequence[_Word]) -> Sequence[int]:
        every = scores.flags(self._columns.of(EVERY)).bit_count()
        return scores.importances([word.there.bit_count() for word in asked_words], every)

    def _words(self, asked: _Asked) -> Sequence[_Word]:
        """Give each word that was asked for; slight ones are needed only where there are no others."""
        is_slight = [all(term.word in SLIGHT for term in spellings[0]) for spellings in asked.words]
        are_needed = all(is_slight) and not asked.phrases
        found = [
            _Word.of(self._any_spelling(spellings), is_needed=are_needed or not slight)
            for spellings, slight in zip(asked.words, is_slight, strict=True)
        ]
        return [*found, *(_Word.of(self._columns.of(word)) for phrase in asked.phrases for word in phrase)]

    def _any_spelling(self, spellings: Sequence[Sequence[Term]]) -> Column:
        found = [self._all_terms(spelling) for spelling in spellings]
        if any(map(scores.flags, found)):
            return reduce(scores.over, found)
        [first, *_], *_ = spellings
        return self._columns.nearest(first.word)

    def _all_terms(self, spelling: Sequence[Term]) -> Column:
        columns = [
            self._columns.beginning(term.word) if term.is_beginning else self._columns.of(term.word)
            for term in spelling
        ]
        if len(columns) == 1:
            return columns[0]
        return scores.within(reduce(and_, map(scores.flags, columns)), columns[0])

    def _with_phrases(self, matching: Flags, phrases: Sequence[Sequence[str]]) -> Flags:
        """Tell in which of them every one of the phrases stands as it is."""
        for phrase in phrases:
            matching = self._columns.saying(phrase, among=matching)
        return matching
