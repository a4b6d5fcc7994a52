"""Words as the search knows them: the same for what is kept and what is looked for, on every database."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

MOST_WORDS = 2_000  # of one lesson; the rest of a longer one is shown but not found
MOST_SOUGHT = 16
MOST_READ = 2_000  # characters of what somebody typed
LONGEST_WORD = 64
SHORTEST_BEGINNING = 3  # any two letters begin a tenth of all words

# Chinese and Japanese write without spaces, so each of their characters is a word.
_UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")
# "c++" and "c#" are words; "pre-commit", "snake_case" and "it's" are one word and also their parts.
_PART = r"[^\W_]+(?:\+\+|#(?!\w))?"
_WORD = re.compile(rf"{_PART}(?:[-_'’]+{_PART})*")
_PARTS = re.compile(_PART)


@dataclass(frozen=True, slots=True)
class Term:
    """One word to look for; as a beginning it also finds the longer words that start with it."""

    word: str
    is_beginning: bool = False


Spelling = Sequence[Term]
"""Words that must all be there."""

Query = Sequence[Sequence[Spelling]]
"""What is looked for: for each word that was typed the spellings of which one must be there."""


def words(text: str) -> Sequence[str]:
    """Give the words of a text, folded: case, accents and plural do not matter."""
    apart, joined = read(text)
    return [*apart, *joined]


def read(text: str) -> tuple[Sequence[str], Sequence[str]]:
    """Give the words of a text in their order, those of several parts apart; and then those again, each as one."""
    apart: list[str] = []
    joined: list[str] = []
    for parts in _written(text):
        apart += map(fold, parts)
        if len(parts) > 1:
            joined.append(fold("".join(parts)))
        if len(apart) + len(joined) >= MOST_WORDS:
            break
    return apart[: MOST_WORDS - len(joined)], joined


def query(text: str) -> Query:
    """Read what somebody typed, the last word as the beginning of one; empty when there is no word in it."""
    written = list(islice(_written(text[:MOST_READ]), MOST_SOUGHT))
    return [
        _spellings(parts, is_last=position == len(written) and not text[-1].isspace())
        for position, parts in enumerate(written, start=1)
    ]


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Give the form under which a word and its plural are both found. No dictionary, so no surprises.

    Not meant to be read: "caches", "cache" → "cach"; "queries" → "query"; "status" and "class" stay.
    """
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith(("che", "she", "xe", "sse", "ze")) and len(word) > 3:
        word = word[:-1]
    return word[:LONGEST_WORD]


# Words that say little of what is looked for: a question is found without them. English and German, as they are folded.
_SLIGHT = """
    a about after all also am an and any are as at be been before being but by can cannot could did do does doing done
    for from get gets getting got had has have having he her here him his how i if in into is it its just let like may
    me might more my no not of off on one only or our out over please she should so some such than that the their them
    then there these they thing this those to too up us use used using via want was way we were what when where which
    while who whose why will with without would you your
    aber als am an auf aus bei bin bis da das dass dem den der des die dies diese dieser doch du durch ein eine einem
    einen einer eines er es fur hat ich ihr im in ist ja kann man mein mich mir mit muss nach nicht noch nur oder ohne
    schon sein sich sie sind so soll uber um und uns vom von vor war warum was wenn wer wie wir wird wo zu zum zur
"""
SLIGHT = frozenset(fold(word) for word in _SLIGHT.split())


def _written(text: str) -> Iterator[Sequence[str]]:
    bare = text.casefold() if text.isascii() else _bare(text)
    for match in _WORD.finditer(bare):
        written = match[0]
        # Most words have one part, and asking for its parts would take most of the time.
        yield [written] if written.isalnum() else _PARTS.findall(written)


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(character for character in plain if unicodedata.category(character) != "Mn")
    return _UNSPACED.sub(r" \1 ", bare)


def _spellings(parts: Sequence[str], *, is_last: bool) -> Sequence[Spelling]:
    apart = [Term(fold(part)) for part in parts]
    together = fold("".join(parts))
    if is_last:
        apart[-1] = _beginning(apart[-1].word)
    if len(parts) == 1:
        return [apart]
    return [[_beginning(together) if is_last else Term(together)], apart]


def _beginning(word: str) -> Term:
    return Term(word, is_beginning=len(word) >= SHORTEST_BEGINNING and word not in SLIGHT)
