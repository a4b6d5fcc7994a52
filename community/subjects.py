"""Closeness of subjects: how much two communities have in common, by the words they say they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from community.fitting import words_of
from community.names import slug

# Words of many crafts: sharing one of them says little. As `words_of` gives them, without their endings.
_COMMON_WORDS = """
    applic better build champion change club code component craft custom data design develop engineer exchange group
    guideline master model people practice practis product production programm quality research review scale service
    software system talk team tech test tool user work write writ
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_COMMON_WEIGHT = 0.35
# What people write short and no rule gives; "LeSS" only as it is written, since "less" is a word.
_SPELT_OUT = ((r"\bLeSS\b", "large scale scrum"), (r"(?i)\bux\b", "user experience"), (r"(?i)\be2e\b", "end to end"))
_LONGEST_SHORT_FORM = 5
# "automat" and "automation", "postgres" and "postgresql"; but "java" and "javascript" are two things.
_SAME_BEGINNING, _SAME_SHARE = 6, 0.6
_TYPED_ALIKE = 88  # "mentoring" is like "monitoring" by 84
_SHORTEST_ALIKE = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """What a community is about: the words of its topic and all words it is told in, with what each weighs."""

    topic: Mapping[str, float]
    about: frozenset[str]  # the words of its purpose, its charter and its lessons' tags that its topic lacks
    short_forms: Mapping[str, frozenset[str]] = field(default_factory=dict)  # what stands for which of its topic


def subject(topic: str, *, about: frozenset[str] = frozenset()) -> Subject:
    """Give what a topic is about; `about` are the words of what else is said, as `words_of` gives them."""
    words, short_forms = _read(topic)
    return Subject(words, about - words.keys(), short_forms)


def closeness(one: Subject, other: Subject) -> float:
    """Say how much two subjects have in common: 0 is nothing, 1 is the same."""
    if not one.topic or not other.topic:
        return 0.0
    shared_of_one, shared_of_other = _shared(one, other)
    own, others = sum(one.topic.values()), sum(other.topic.values())
    in_one, in_other = _sum(one.topic, shared_of_one), _sum(other.topic, shared_of_other)
    part = max(in_one / own, in_other / others)  # all of one topic may be a part of the other
    whole = (in_one + in_other) / (own + others)
    topics = (part + whole) / 2
    return min(1.0, topics * _agreement(one, other) + _beside(one, other))


@lru_cache(maxsize=4_000)  # topics change seldom, and all are read whenever a community is started
def _read(topic: str) -> tuple[Mapping[str, float], Mapping[str, frozenset[str]]]:
    """Give the words of a topic with what each weighs, and what may stand for some of them."""
    for short, spelt_out in _SPELT_OUT:
        topic = re.sub(short, spelt_out, topic)
    typed = slug(topic).split("-")
    words = {word: _weight(word) for one in typed for word in words_of(one)}
    # "Continuous learning" is not about all that is continuous.
    words |= {one: _COMMON_WEIGHT for one in typed if len(one) >= _SHORTEST_ALIKE and not words_of(one)}
    return words or dict.fromkeys(filter(None, typed), 1.0), _short_forms(typed)


def _shared(one: Subject, other: Subject) -> tuple[set[str], set[str]]:
    """Give the words of both topics that mean the same in the other."""
    same = one.topic.keys() & other.topic.keys()
    of_one = same | _spelt_out(one, other) | one.topic.keys() & other.short_forms.keys()
    of_other = same | _spelt_out(other, one) | other.topic.keys() & one.short_forms.keys()
    for word in one.topic.keys() - of_one:
        alike = next((known for known in other.topic.keys() - of_other if _is_alike(word, known)), None)
        if alike is not None:
            of_one.add(word)
            of_other.add(alike)
    return of_one, of_other


def _spelt_out(one: Subject, other: Subject) -> set[str]:
    """Give the words of one topic that the other has as a short form."""
    short = one.short_forms.keys() & other.topic.keys()
    return {word for form in short for word in one.short_forms[form]} & one.topic.keys()


def _is_alike(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= 3 and len(longer) - len(shorter) <= 1 and longer.startswith(shorter):
        return True  # "mob" and "mobb", which is left of "mobbing"
    if len(shorter) < _SHORTEST_ALIKE:
        return False
    same = next((place for place, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if same >= _SAME_BEGINNING and same >= _SAME_SHARE * len(longer):
        return True
    return fuzz.ratio(word, other) >= _TYPED_ALIKE


def _agreement(one: Subject, other: Subject) -> float:
    """Say how far to believe the topics: where both say more and have nothing of it in common, less."""
    if not one.about or not other.about:
        return 1.0
    return 1.0 if _everything(one) & _everything(other) - (one.topic.keys() & other.topic.keys()) else 0.75


def _beside(one: Subject, other: Subject) -> float:
    """Say how much is in common in what they say besides their topics."""
    shared = (_everything(one) & _everything(other)) - (one.topic.keys() & other.topic.keys())
    return min(0.45, sum(0.15 * _weight(word) for word in shared))


def _everything(subject: Subject) -> frozenset[str]:
    return subject.about | subject.topic.keys()


def _short_forms(typed: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """Give what may stand for words of a topic: "ci", "k8s", and "frontend" for "front-end"."""
    found: dict[str, frozenset[str]] = {}
    for start in range(len(typed)):
        for end in range(start + 2, min(start + _LONGEST_SHORT_FORM, len(typed)) + 1):
            run = typed[start:end]
            words = frozenset(word for one in run for word in words_of(one))
            found["".join(one[0] for one in run)] = words
            if end == start + 2:
                found |= dict.fromkeys(words_of("".join(run)), words)
    for one in typed:
        if len(one) >= _SHORTEST_ALIKE:
            found[f"{one[0]}{len(one) - 2}{one[-1]}"] = words_of(one)
    return found


def _weight(word: str) -> float:
    return _COMMON_WEIGHT if word in _COMMON else 1.0


def _sum(weights: Mapping[str, float], words: Iterable[str]) -> float:
    return sum(weights[word] for word in words)
