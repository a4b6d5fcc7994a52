"""Requests that were handled, as the rules need them kept."""

from datetime import datetime
from typing import Protocol


class Requests(Protocol):
    """Commands, actions and submissions that were handled, so that one sent twice is done once."""

    def claim(self, key: str, *, now: datetime) -> bool:
        """Take the right to handle this request; False when it was handled already."""
        ...
