"""What people say of themselves, to be found by it: what they know, what they would like to learn, or nothing."""
# a refusal is named for what is the case, as in "NameTaken"

import re
from dataclasses import dataclass
from datetime import datetime

from community.errors import CommunityError

WORD_LIMIT = 60
MOST_WORDS = 10

_BETWEEN = re.compile(r"[,;\n]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """What one person says of themselves; who `is_hidden` is found by nobody."""

    user_id: str
    knows: tuple[str, ...] = ()
    learns: tuple[str, ...] = ()
    is_hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether they said nothing."""
        return not self.knows and not self.learns and not self.is_hidden


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person asked, once, whether they would like to join a community; `has_joined` is None without an answer."""

    community_id: int
    user_id: str
    invited_by: str
    invited_at: datetime
    has_joined: bool | None = None


class TooManyWords(CommunityError):
    """More than a profile holds."""

    def __init__(self, count: int) -> None:
        super().__init__(f"These are {count}, and {MOST_WORDS} fit. Nothing was changed: keep those you care most for.")


class LongWords(CommunityError):
    """One of them is a whole sentence."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"“{words[:WORD_LIMIT]}…” is longer than {WORD_LIMIT} characters. Nothing was changed: "
            "a few words find you better, with a comma between one and the next."
        )


def read(typed: str) -> tuple[str, ...]:
    """Give what was typed with commas between, each once, however it is written. TooManyWords, LongWords."""
    found: dict[str, str] = {}
    for part in _BETWEEN.split(typed):
        words = " ".join(part.split())
        if words:
            found.setdefault(words.casefold(), words)
    if (long := next((words for words in found.values() if len(words) > WORD_LIMIT), None)) is not None:
        raise LongWords(long)
    if len(found) > MOST_WORDS:
        raise TooManyWords(len(found))
    return tuple(found.values())


def written(words: tuple[str, ...]) -> str:
    """Give them as a person would type them."""
    return ", ".join(words)
