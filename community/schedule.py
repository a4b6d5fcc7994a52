"""Times that come again: a wall time in a zone, and the next instant it stands for."""

from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open span of time, `start <= t < end`, both aware and in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if not self.start < self.end:
            raise ValueError(f"a period must end after it starts, got {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week at a wall time: `weekday` 0 is Monday, `zone` is an IANA name."""

    weekday: int
    at: time
    zone: str
