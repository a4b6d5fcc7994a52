"""Reporting back: who goes to a gathering outside, who tells the others afterwards, and when they are reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reporter:
    """Somebody who said that they report back from a meetup outside.

    They are reminded once, at `due_at`; `number` is their lesson, None until there is one.
    """

    meetup_id: int
    user_id: str
    said_at: datetime
    due_at: datetime
    number: int | None = None
