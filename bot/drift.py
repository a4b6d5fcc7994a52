"""Drift: what became of a lesson's message while nobody told the bot, as the events Slack would have told it with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.emoji import canonical
from community.lessons import SAID, Lesson, Mark, Source

Message = Mapping[str, Any]

TOMBSTONE = "tombstone"


@dataclass(frozen=True, slots=True)
class Missed:
    """An event that was missed; the same find has the same key, however often it is made."""

    key: str
    event: Mapping[str, Any]


def missed(lesson: Lesson, marks: Sequence[Mark], shown: Message | None, *, since: str, until: str) -> Sequence[Missed]:
    """Say what the bot missed of this lesson's message, which Slack shows like this now; None when it is gone.

    `since` and `until` are the ends of the gap, as Slack writes times. An edit says when it was made; a mark that was
    taken off doesn't, so it counts as taken off at the end of the gap.
    """
    if lesson.source is None:
        return ()
    if shown is None or shown.get("subtype") == TOMBSTONE:
        return () if lesson.source_gone_at is not None else (_deleted(lesson.source, until),)
    return [*_edited(lesson.source, shown, since=since, until=until), *_unmarked(lesson.source, marks, shown, until)]


def _deleted(source: Source, until: str) -> Missed:
    event = _happened(source, "message_deleted", until) | {"deleted_ts": source.ts}
    return Missed(f"{source.channel_id}:{source.ts}:deleted", event)


def _edited(source: Source, shown: Message, *, since: str, until: str) -> Sequence[Missed]:
    edited = str((shown.get("edited") or {}).get("ts", ""))
    if edited < since:
        return ()
    event = _happened(source, "message_changed", until) | {"message": dict(shown)}
    return (Missed(f"{source.channel_id}:{source.ts}:edited:{edited}", event),)


def _unmarked(source: Source, marks: Sequence[Mark], shown: Message, until: str) -> Sequence[Missed]:
    by_emoji: dict[str, set[str]] = {}
    for reaction in shown.get("reactions") or ():
        users = set(reaction.get("users") or ())
        if reaction.get("count", len(users)) > len(users):
            # Slack names only some of many: docs.slack.dev/reference/methods/reactions.get, "users".
            return ()
        by_emoji.setdefault(canonical(reaction["name"]), set()).update(users)
    gone = [one for one in marks if one.emoji != SAID and one.user_id not in by_emoji.get(one.emoji, set())]
    return [
        Missed(
            f"{source.channel_id}:{source.ts}:unmarked:{mark.emoji}:{mark.user_id}:{mark.at.timestamp():.6f}",
            {
                "type": "reaction_removed",
                "user": mark.user_id,
                "reaction": mark.emoji,
                "item": {"type": "message", "channel": source.channel_id, "ts": source.ts},
                "event_ts": until,
            },
        )
        for mark in gone
    ]


def _happened(source: Source, subtype: str, until: str) -> dict[str, Any]:
    own = {"type": "message", "subtype": subtype, "channel": source.channel_id, "ts": until, "event_ts": until}
    return own | {"hidden": True}


def slack_time(moment: datetime) -> str:
    """Give a moment as Slack writes it."""
    return f"{moment.timestamp():.6f}"
