"""The time. Nothing else in the bot reads a clock or makes randomness."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import uuid4


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Give the time, aware and in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SettableClock:
    """A clock that can be put to any time and goes on from there, for a Slack whose clock is moved."""

    def __init__(self, real: Callable[[], datetime] | None = None) -> None:
        self._real = real or SystemClock().now
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        return self._real() + self._ahead

    def set(self, moment: datetime) -> None:
        """Put the clock to this time; one without a zone is refused: ValueError."""
        if moment.tzinfo is None:
            raise ValueError(f"the time needs a zone, got {moment.isoformat()}")
        self._ahead = moment.astimezone(UTC) - self._real()


def new_id() -> str:
    """Give an id that nothing else has."""
    return uuid4().hex


def new_secret() -> str:
    """Give 192 random bits that nobody can guess, as 32 characters."""
    return secrets.token_urlsafe(24)
