"""Interest: which of the messages Slack tells of are of any concern. What is said in the others is never kept.

Of those only who wrote where and when is kept, until it is counted: a community's life is seen in that people talk.

Source of the shapes: docs.slack.dev/reference/events/message and its subtypes.
"""

import re
from collections.abc import Mapping
from typing import Any

from handlers import mrkdwn

# What happened to a message or to the channel itself; looked at by `handlers/messages.py`.
DELETED, CHANGED = "message_deleted", "message_changed"
MADE_PRIVATE, MADE_PUBLIC = "channel_convert_to_private", "channel_convert_to_public"
TOMBSTONE = "tombstone"  # what stands in the place of a deleted message that has replies

# Behind these stand a person's own words, said just now.
_SAID = {None, "file_share", "me_message", "thread_broadcast"}
# A lesson's number, or the address of a message.
_REFERENCE = re.compile(r"#\d|/archives/")

Payload = Mapping[str, Any]


# What people wrote, or what is known about them, stands in these; the others hold ids.
PERSONAL = frozenset({"app_mention", "message", "user_change"})


# What stands in a message that says nothing of what was said.
_WHO_WHERE_WHEN = ("type", "subtype", "channel", "channel_type", "user", "ts", "thread_ts", "event_ts")


def kept(event: Payload) -> Payload | None:
    """Give what is kept of an event: all that is wanted, of people's other words who wrote where and when, else None.

    That is kept where everybody may read only: communities meet nowhere else.
    """
    if is_wanted(event):
        return event
    is_counted = event.get("type") == "message" and is_said(event) and event.get("channel_type") == "channel"
    return {name: event[name] for name in _WHO_WHERE_WHEN if name in event} if is_counted else None


def is_said(event: Payload) -> bool:
    """Tell whether a person said something new: no edit, no join, no app."""
    return event.get("subtype") in _SAID and not event.get("bot_id") and bool(event.get("user"))


def is_wanted(event: Payload) -> bool:
    """Tell whether an event is of any concern: all are but most messages, and what changes about apps.

    Of messages: what was said differently, was deleted, or tells that the channel was closed or opened; and a person's
    new words when they may be a question or name a lesson.
    """
    match event.get("type"):
        case "message":
            return _is_wanted_message(event)
        case "user_change":
            return not (event.get("user") or {}).get("is_bot")
    return True


def _is_wanted_message(event: Payload) -> bool:
    subtype = event.get("subtype")
    if subtype == CHANGED:
        return _says_other_words(event)
    return subtype in {DELETED, MADE_PRIVATE, MADE_PUBLIC} or (is_said(event) and _may_concern(event))


def _says_other_words(event: Payload) -> bool:
    """Tell whether a changed message says something else: links that were unfolded and counted replies are no edits."""
    now, before = event.get("message") or {}, event.get("previous_message")
    return before is None or now.get("subtype") == TOMBSTONE or mrkdwn.words(now) != mrkdwn.words(before)


def _may_concern(event: Payload) -> bool:
    """Tell whether a person's words may be a question to everybody, or name a lesson. What they are is judged later."""
    text = str(event.get("text") or "")
    is_for_everybody = event.get("channel_type") == "channel"
    return ("?" in text and is_for_everybody) or _REFERENCE.search(text) is not None
