"""What is indexed of a lesson, and what each of its words weighs in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from community.lessons import Kind, Lesson
from storage.postings import MOST_WEIGHT
from storage.words import read

VERSION = 1
"""Counted up whenever the same lesson would be indexed otherwise: then every index is built anew."""

EVERY = "="
ADOPTED = "=adopted"
MOST_ADOPTED = 15

# BM25F: a word counts by where it stands, less in a long text, and each further time less than the time before.
# Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework" (2009), 3.5 and 3.6.
_FIELDS = (
    # weight, usual number of words, how much a longer text counts against its words
    (4.0, 7, 0.3),  # title
    (3.0, 3, 0.0),  # tags
    (1.0, 100, 0.6),  # learnt
    (1.0, 40, 0.6),  # to try
    (0.5, 60, 0.6),  # happened
)
_SATURATION = 1.2


@dataclass(frozen=True, slots=True)
class Indexed:
    """A lesson as it is indexed: its texts in the order of _FIELDS, and the words that say what it is."""

    texts: Sequence[str]
    traits: Sequence[str]

    @classmethod
    def of(cls, lesson: Lesson) -> "Indexed":
        """Read a lesson."""
        texts = (lesson.title, " ".join(lesson.tags), lesson.learnt, lesson.to_try, lesson.happened)
        return cls([_line(text) for text in texts], _traits(lesson)).adopted_by(lesson.adopters)

    @classmethod
    def read(cls, kept: str) -> "Indexed":
        """Read what `kept` wrote."""
        *texts, traits = kept.split("\n")
        return cls(texts, traits.split())

    def kept(self) -> str:
        """Write it down, a line each; a phrase stands there between blanks."""
        return "\n".join((*self.texts, " ".join(self.traits)))

    def adopted_by(self, adopters: int) -> "Indexed":
        """Give it as used by so many teams."""
        others = [trait for trait in self.traits if trait != ADOPTED]
        return Indexed(self.texts, [*others, *([ADOPTED] * min(adopters, MOST_ADOPTED))])

    def weights(self) -> Mapping[str, int]:
        """Give what each word weighs, from 1 to MOST_WEIGHT; of a trait how often it is there."""
        found: dict[str, float] = {}
        for text, (weight, usual, strictness) in zip(self.texts, _FIELDS, strict=True):
            own = text.split()
            # A text much shorter than usual isn't all the more about its words.
            each = weight / max(1 - strictness + strictness * len(own) / usual, 0.5)
            for word, count in Counter(own).items():
                found[word] = found.get(word, 0) + each * count
        weighed = {word: round(MOST_WEIGHT * much / (much + _SATURATION)) or 1 for word, much in found.items()}
        return weighed | {trait: min(count, MOST_ADOPTED) for trait, count in Counter(self.traits).items()}


def _line(text: str) -> str:
    # Two blanks keep the joined words out of every phrase.
    apart, joined = read(text)
    return f" {' '.join(apart)}  {' '.join(joined)} "


def _traits(lesson: Lesson) -> Sequence[str]:
    day = lesson.captured_at.astimezone(UTC).date()
    return [
        EVERY,
        on(day),
        month(day),
        *(traits(kind=lesson.kind, community_id=lesson.community_id, team_id=lesson.team_id, tags=lesson.tags)),
        # Whose name is not shown is not found by it either.
        *(traits(author_id=lesson.author_id) if lesson.author_name else ()),
    ]


def traits(
    *,
    kind: Kind | None = None,
    community_id: int | None = None,
    team_id: int | None = None,
    author_id: str | None = None,
    tags: Sequence[str] = (),
) -> Sequence[str]:
    """Give the words that say what a lesson is; no text has such a word, since "=" is part of none."""
    given = {"kind": kind, "community": community_id, "team": team_id, "author": author_id}
    own = [f"={name}:{_plain(str(value))}" for name, value in given.items() if value is not None]
    return [*own, *(f"=tag:{_plain(tag)}" for tag in tags)]


def on(day: date) -> str:
    """Give the word of the day a lesson was captured on, in UTC."""
    return f"=on:{day.isoformat()}"


def month(day: date) -> str:
    """Give the word of its month."""
    return f"=in:{day.isoformat()[:7]}"


def _plain(value: str) -> str:
    # A blank would part it; PostgreSQL takes no zero character and no half of a surrogate pair.
    return ascii(value)[1:-1].replace(" ", "_")
