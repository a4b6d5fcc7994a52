"""Lesson numbers as people type them behind a command's word."""

from community.errors import CommunityError

_LONGEST = 9  # digits; what is longer was never a lesson's number


class WhichLesson(CommunityError):
    """A command's word needs a number and got none."""

    def __init__(self, word: str) -> None:
        super().__init__(f"Which lesson? Type its number behind it, as in /lesson {word} 42. Nothing was changed.")
        self.word = word


def number_of(typed: str, *, word: str) -> int:
    """Give the number that was typed, with or without "#"; raises WhichLesson."""
    first = next(iter(typed.split()), "").removeprefix("#")
    if not (first.isascii() and first.isdecimal() and len(first) <= _LONGEST):
        raise WhichLesson(word)
    return int(first)
