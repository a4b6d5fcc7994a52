"""Words that are nearly the ones that were typed."""

import string
from collections.abc import Iterable, Sequence, Set

SHORTEST = 4  # nearly any other short word is near a shorter one
LONG = 8  # from this length on two mistakes are forgiven

_LETTERS = string.ascii_lowercase + string.digits


def one_mistake(word: str) -> Set[str]:
    """Give every word that is one mistake away: a letter left out, doubled or wrong, or two swapped.

    Letters are those of ASCII and of the word itself: accents were folded away before.
    """
    letters = sorted(set(_LETTERS + word))
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {before + after[1:] for before, after in cuts if after}
    swapped = {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    wrong = {before + letter + after[1:] for before, after in cuts if after for letter in letters}
    more = {before + letter + after for before, after in cuts for letter in letters}
    return (left_out | swapped | wrong | more) - {word, ""}


def two_mistakes(word: str, among: Iterable[str]) -> Sequence[str]:
    """Give those among the words that are two mistakes away at most, in their order."""
    own = _letters(word)
    return [
        other
        for other in among
        if abs(len(other) - len(word)) <= 2 and (own ^ _letters(other)).bit_count() <= 4 and distance(word, other) <= 2
    ]


def distance(one: str, other: str) -> int:
    """Count the mistakes between two words: a letter too many, missing or wrong, or two neighbours swapped.

    Source: the optimal string alignment distance, which is Damerau's with no letter changed twice.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, its in enumerate(other, start=1):
            least = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                least = min(least, before[column - 2] + 1)
            now.append(least)
        before, last = last, now
    return last[-1]


def _letters(word: str) -> int:
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) & 63)
    return found
