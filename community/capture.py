"""What can be captured as a lesson, and what is said when something can't."""
# a refusal is named for what is the case, as in "NameTaken"

import unicodedata
from enum import StrEnum

from community.errors import CommunityError
from community.lessons import TEXT_LIMIT


class Obstacle(StrEnum):
    """Why a marked message is not kept."""

    PRIVATE = "private"
    DIRECT = "direct"
    SHARED = "shared"
    NOT_HERE = "not here"
    GONE = "gone"
    FILE = "file"
    WORDLESS = "wordless"
    NOTICE = "notice"
    OUR_OWN = "our own"


_SENTENCES = {
    Obstacle.PRIVATE: (
        "I keep lessons from public channels only, so nothing was stored: what is said in a closed room stays in it. "
        "Any member can switch capture on here with /community capture on, and what is kept then is shown to members "
        "only. Or write it in your own words with /lesson add."
    ),
    Obstacle.DIRECT: (
        "I keep lessons from public channels only, so nothing was stored: what is said to a few stays with them. "
        "If it is yours to share, write it in your own words with /lesson add."
    ),
    Obstacle.SHARED: (
        "People of another organisation are in this channel too, so nothing was stored. "
        "A member can switch capture on here with /community capture on. "
        "Or, if it is yours to share, write it in your own words with /lesson add."
    ),
    Obstacle.NOT_HERE: (
        "I am not in this channel, so I can't read that message and nothing was stored. "
        "Invite me with /invite @Yokoten and try again, or write it in your own words with /lesson add."
    ),
    Obstacle.GONE: (
        "That message is no longer there, so there was nothing to keep. "
        "If you remember what it said, write it down with /lesson add."
    ),
    Obstacle.FILE: (
        "I can keep words, not files, so nothing was stored. "
        "Mark a message that says what you learnt, or write it down with /lesson add."
    ),
    Obstacle.WORDLESS: (
        "I found no words in that message, so nothing was stored. "
        "Would you like to say in your own what it shows? You can also use /lesson add."
    ),
    Obstacle.NOTICE: (
        "That is a notice from Slack, not something a person wrote, so nothing was stored. "
        "Mark a message that says what you learnt, or write it down with /lesson add."
    ),
    Obstacle.OUR_OWN: (
        "That message is mine, so nothing was stored. "
        "Mark what a person wrote, or write down what you learnt with /lesson add."
    ),
}


class NotCaptured(CommunityError):
    """A message was marked and nothing was stored."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(_SENTENCES[obstacle])
        self.obstacle = obstacle


def says_something(text: str) -> bool:
    """Tell whether there is anything to read: a letter, a digit, a sign or an emoji, not only blanks and invisibles."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def is_too_long(text: str) -> bool:
    """Tell whether only the beginning of the text is kept."""
    return len(text) > TEXT_LIMIT


def beginning(text: str) -> str:
    """Give the text, or as much of it as a lesson holds, ending between words and with an ellipsis."""
    if not is_too_long(text):
        return text
    kept = text[: TEXT_LIMIT - 1]
    at_word = kept.rsplit(maxsplit=1)[0] if any(character.isspace() for character in kept[-40:]) else kept
    return f"{at_word.rstrip()}…"
