"""The App Home's tabs, and which of them a person looks at."""

from dataclasses import dataclass
from enum import StrEnum

WORDS_LIMIT = 200


class Tab(StrEnum):
    """What can be looked at, in the order of the buttons."""

    MINE = "mine"
    DISCOVER = "discover"
    LESSONS = "lessons"
    COMING_UP = "coming up"
    PEOPLE = "people"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Place:
    """A tab, a page of it from 0, and the words that are looked for in it."""

    tab: Tab = Tab.MINE
    page: int = 0
    words: str = ""
