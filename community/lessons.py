"""Lessons: what a team learnt, kept so that others need not learn it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Source:
    """The message a lesson was captured from."""

    channel_id: str
    ts: str
    thread_ts: str | None  # None when the message is in no thread
    permalink: str | None


@dataclass(frozen=True, slots=True)
class NewLesson:
    """A lesson about to be kept. All texts are plain: no Slack markup, mentions as names."""

    title: str
    text: str
    context: str  # the thread's first message when the lesson is a reply, else ""
    author_id: str | None  # None when a webhook or another app wrote it
    author_name: str
    captured_by: str
    captured_at: datetime
    said_at: datetime
    source: Source | None  # None when it was written by hand
    community_id: int | None


@dataclass(frozen=True, slots=True)
class Lesson(NewLesson):
    """A lesson of this workspace; numbers count up from 1 and are never used again."""

    number: int
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None  # who took it back by hand; None when its only mark was removed
    card_ts: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what a search found, best first, and how many there are in all."""

    lessons: Sequence[Lesson]
    total: int
