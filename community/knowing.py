"""Who knows, has done or would like to learn what: by their own wish, ordered by how well it fits, never by amount.

Somebody is found by what they say of themselves, by what others may see of the roster, by the lessons that stand under
their name and by the components they mentor. Who hides is found by nothing.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum

from community import names, roster
from community.finding import Sought
from community.lessons import Lesson
from community.people import NameShown
from community.readers import Reader
from community.stores import Stores

LEAST_FIT = 0.5  # of the words that were asked for
_LESSONS = 60
_PEOPLE = 500
# Between words that were typed and words that were written these ends make no difference.
_ENDS = frozenset({"", "s", "es", "e", "n", "en", "ed", "er", "ers", "ing", "ung", "ungen"})
_SHORTEST_STEM = 4
# Words of a question that nobody is found by.
_QUESTION = """
    a about an and any anybody anyone can certified do does done ever experience find for from had has have help
    here how i in into is know known knows learn learning learns like likes me my need of on one or people
    person please show some somebody someone that the they to us used uses using want wants was we what where
    which who whom with work worked works would you
    das dem den der die ein eine einen einer gemacht haben hat ich im in jemand jemanden kann kenne kennen kennt
    lernt mal mit oder schon suche und von was wer zu über
"""
_ASKED_WITH = frozenset(_QUESTION.split())


class Because(IntEnum):
    """What somebody is found by; of several that fit equally well, the first says most."""

    MENTORS = 1
    WROTE = 2
    CERTIFIED = 3
    KNOWS = 4
    LEARNS = 5


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who was found, and the one thing that fits best; `number` is a lesson's, 0 where it is none."""

    user_id: str
    name: str
    because: Because
    what: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Evidence:
    user_id: str
    fit: float
    because: Because
    what: str
    number: int = 0


def wanted(typed: str) -> Sequence[str]:
    """Give the words somebody is looked for by; a question's own words are none, unless there are no others."""
    said = [word for word in names.slug(typed[:500]).split("-") if word]
    return list(dict.fromkeys(word for word in said if word not in _ASKED_WITH)) or list(dict.fromkeys(said))


def subject(typed: str) -> str:
    """Give what a question is about, in the words it was asked in: "contract testing" of "who has done …?"."""
    about = [word.strip("?!.,;:") for word in typed.split()]
    kept = [word for word in about if word and names.slug(word) not in _ASKED_WITH]
    return " ".join(kept) or " ".join(typed.split())


def fit(words: Sequence[str], text: str) -> float:
    """Say how many of the words a text has, from 0 to 1."""
    if not words:
        return 0.0
    there = names.slug(text).split("-") if len(text) <= names.NAME_LIMIT else _words(text)
    return sum(any(_is_alike(word, other) for other in there) for word in words) / len(words)


def find(stores: Stores, typed: str, *, reader: Reader, without: Set[str] = frozenset()) -> Sequence[Known]:
    """Give who fits what was typed, best first, then by name.

    Left out are the reader, those `without`, who hides and who has gone.
    """
    words = wanted(typed)
    left_out = stores.profiles.hidden() | without | {reader.user_id}
    best: dict[str, _Evidence] = {}
    for one in _evidence(stores, words, reader):
        if one.user_id in left_out or one.fit < LEAST_FIT:
            continue
        before = best.get(one.user_id)
        if before is None or _order(one) < _order(before):
            best[one.user_id] = one
    called = stores.people.named(sorted(best.keys() - stores.departures.gone(sorted(best))))
    found = [(one, called[one.user_id]) for one in best.values() if one.user_id in called]
    found.sort(key=lambda each: (-each[0].fit, each[1].casefold(), each[0].user_id))
    return [Known(one.user_id, name, one.because, one.what, one.number) for one, name in found]


def topics(stores: Stores) -> Sequence[str]:
    """Give what people can be found by, by name: what they know or learn, and what others see them certified in."""
    told = stores.roster.told().get(roster.Kind.CERTIFICATION, frozenset())
    found = {words.casefold(): words for words in sorted(stores.profiles.words() | told)}
    return sorted(found.values(), key=str.casefold)


def _evidence(stores: Stores, words: Sequence[str], reader: Reader) -> Iterator[_Evidence]:
    if not words:
        return
    yield from _mentors(stores, words)
    yield from _authors(stores, words, reader)
    yield from _listed(stores, words)
    yield from _interested(stores, words)


def _mentors(stores: Stores, words: Sequence[str]) -> Iterator[_Evidence]:
    fitting = {one.id: (one.label, fit(words, f"{one.label} {one.about}")) for one in stores.components.all()}
    for component_id, mentors in stores.mentors.of_some(sorted(fitting)).items():
        label, of_component = fitting[component_id]
        for mentor in mentors:
            yield _Evidence(
                mentor.user_id, max(of_component, fit(words, f"{label} {mentor.teaches}")), Because.MENTORS, label
            )


def _authors(stores: Stores, words: Sequence[str], reader: Reader) -> Iterator[_Evidence]:
    found = stores.lessons.search(Sought(words=" ".join(words)), rooms=reader.rooms, limit=_LESSONS)
    shown: dict[str, bool] = {}
    for lesson in found.lessons:
        author_id = lesson.author_id
        if author_id is None or not lesson.author_name:
            continue
        if author_id not in shown:
            shown[author_id] = stores.people.name_shown(author_id) is not NameShown.NEVER
        if shown[author_id]:
            yield _Evidence(author_id, fit(words, _said(lesson)), Because.WROTE, lesson.title, lesson.number)


def _listed(stores: Stores, words: Sequence[str]) -> Iterator[_Evidence]:
    told = {one for some in stores.roster.told().values() for one in some if fit(words, one) >= LEAST_FIT}
    if not told:
        return
    for user_id, listed in stores.roster.some(stores.roster.who(told, limit=_PEOPLE)).items():
        for fact in listed.shown:
            [what] = roster.in_words([fact])
            told_as = what if fact.kind is roster.Kind.CERTIFICATION else f"product group {what}"
            yield _Evidence(user_id, fit(words, fact.told), Because.CERTIFIED, told_as)


def _interested(stores: Stores, words: Sequence[str]) -> Iterator[_Evidence]:
    said = {one for one in stores.profiles.words() if fit(words, one) >= LEAST_FIT}
    if not said:
        return
    for user_id, profile in stores.profiles.some(stores.profiles.who(said, limit=_PEOPLE)).items():
        for because, all_words in ((Because.KNOWS, profile.knows), (Because.LEARNS, profile.learns)):
            for what in all_words:
                yield _Evidence(user_id, fit(words, what), because, what)


def _order(one: _Evidence) -> tuple[float, int, int]:
    return -one.fit, one.because, -one.number


def _said(lesson: Lesson) -> str:
    return " ".join((lesson.title, lesson.learnt, lesson.happened, lesson.to_try, *lesson.tags))


def _words(text: str) -> list[str]:
    """Give the words of a text as long as it is; a slug would be cut."""
    return [word for part in text.split() for word in names.slug(part).split("-") if word]


def _is_alike(word: str, other: str) -> bool:
    """Tell whether two words are one but for their end: "test" and "testing"."""
    if word == other:
        return True
    common = 0
    for a, b in zip(word, other, strict=False):
        if a != b:
            break
        common += 1
    return common >= _SHORTEST_STEM and word[common:] in _ENDS and other[common:] in _ENDS
