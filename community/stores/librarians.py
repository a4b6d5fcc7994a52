"""Who volunteers to tag, merge and highlight lessons, as the rules need it kept."""

from typing import Protocol


class Librarians(Protocol):
    """Who volunteers to tag, merge and highlight lessons."""
