"""An export of Slack: the messages in it that were marked as lessons, as capturing them in Slack would have kept them.

Only public channels are read. Shapes: slack.com/help/articles/220556107, "How to read Slack data exports".
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from bot.archives import Archive, NotImportable, open_archive
from community import drafting, tags
from community.capture import is_too_long, says_something
from community.decoding import decoded
from community.emoji import is_one_of
from community.exchange import Bad
from community.lessons import TEXT_LIMIT, NewLesson, Source
from community.people import Person
from handlers import mrkdwn
from handlers.drafts import moment
from handlers.payloads import Payload
from handlers.reading import as_person

_TS = re.compile(r"[0-9]{1,12}\.[0-9]{1,6}")
_PERMALINK = re.compile(
    r"https://[a-z0-9.-]+\.slack\.com/archives/(?P<channel>[A-Z0-9]+)/p(?P<whole>[0-9]{1,12})(?P<micros>[0-9]{6})"
    r"(?:\?(?:[^#\s]*&)?thread_ts=(?P<thread>[0-9]+\.[0-9]+)[^#\s]*)?"
)
# The same subtypes as `handlers/drafts.py` has, which tests/bot/test_slack_export.py holds.
WRITTEN = frozenset({None, "bot_message", "file_share", "me_message", "thread_broadcast"})
GONE = "tombstone"
# Who marked it isn't told in some exports; the capture is nobody's then.
_NOBODY = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A marked message that holds a lesson."""

    where: str
    key: str
    lesson: NewLesson
    author: Person | None  # None when an app wrote it
    is_gone: bool
    notes: Sequence[str] = ()


Marked = Found | Bad


@dataclass(frozen=True)
class SlackExport:
    """An export: its people and its public channels, by id."""

    archive: Archive
    workspace_id: str  # "" when the export doesn't say
    people: Mapping[str, Payload]
    channels: Mapping[str, Payload]
    days: Mapping[str, Sequence[str]]  # the files of a channel's days, by its folder

    def marked(self, marks: Collection[str], *, domain: str) -> Iterator[Marked]:
        """Give each message that carries one of these reactions, by channel and time; `domain` makes its address."""
        for channel_id, channel in self.channels.items():
            name = str(channel.get("name") or "")
            said: dict[str, tuple[str, Payload]] = {}
            for day in self.days.get(name) or self.days.get(channel_id) or ():
                try:
                    messages = _objects(self.archive, day)
                except NotImportable as error:
                    yield Bad(day, str(error))
                    continue
                said |= {str(one["ts"]): (day, one) for one in messages if _TS.fullmatch(str(one.get("ts")))}
            for ts, (day, message) in said.items():
                if marked_by := self._marked_by(message, marks):
                    thread_ts = str(message.get("thread_ts") or "")
                    first = said.get(thread_ts, ("", {}))[1] if thread_ts != ts else {}
                    yield self._read(channel_id, f"{day} {ts}", message, first, marked_by[0], domain)

    def _marked_by(self, message: Payload, marks: Collection[str]) -> list[str]:
        """Give who marked the message; apps don't mark."""
        found: list[str] = []
        for reaction in message.get("reactions") or ():
            if is_one_of(str(reaction.get("name")), marks):
                users = reaction.get("users") or [_NOBODY]
                found += [str(user) for user in users if not self.people.get(str(user), {}).get("is_bot")]
        return found

    def _read(
        self, channel_id: str, where: str, message: Payload, first: Payload, marked_by: str, domain: str
    ) -> Marked:
        if (why := _obstacle(message)) is not None:
            return Bad(where, why)
        text, context = self._plain(message), "" if not first or _obstacle(first) else self._plain(first)
        if not says_something(text):
            return Bad(where, "it has no words")
        ts, thread_ts = str(message["ts"]), str(message.get("thread_ts") or "") or None
        words = drafting.draft(text, first=context, tags=tags.hashtags(mrkdwn.words(message)))
        author = self._author(message)
        lesson = NewLesson(
            title=words.title,
            happened=words.happened,
            learnt=words.learnt,
            to_try=words.to_try,
            kind=words.kind,
            tags=words.tags,
            author_id=author.user_id if isinstance(author, Person) else None,
            author_name=author.name if isinstance(author, Person) else author,
            captured_by=marked_by,
            captured_at=moment(ts),
            said_at=moment(ts),
            source=Source(channel_id, ts, thread_ts, _permalink(domain, channel_id, ts, thread_ts)),
        )
        notes = [f"a text of more than {TEXT_LIMIT:,} characters was shortened"] if is_too_long(text) else []
        person = author if isinstance(author, Person) else None
        is_gone = bool(self.people.get(person.user_id, {}).get("deleted")) if person else False
        return Found(where, f"{self.workspace_id}/{channel_id}/{ts}", lesson, person, is_gone, notes)

    def _author(self, message: Payload) -> Person | str:
        user_id = str(message.get("user") or "")
        if message.get("bot_id") or not user_id:
            profile = message.get("bot_profile") or {}
            return str(message.get("username") or profile.get("name") or "an app")
        known = self.people.get(user_id)
        return as_person(known) if known else Person(user_id, mrkdwn.SOMEONE, "UTC")

    def _plain(self, message: Payload) -> str:
        raw = mrkdwn.words(message)
        mentioned = mrkdwn.mentioned(raw)
        people = {one: as_person(self.people[one]).name for one in mentioned.user_ids if one in self.people}
        # The name of a channel that isn't public stays with its members, whatever label stands in the text.
        channels = {one: str(self.channels.get(one, {}).get("name") or "") or None for one in mentioned.channel_ids}
        return mrkdwn.plain(raw, mrkdwn.Names(people, channels))


def open_export(path: Path) -> SlackExport:
    """Open an export: NotImportable says why it is none."""
    archive = open_archive(path)
    names = [PurePosixPath(name) for name in archive.names() if name.endswith(".json")]
    # An export that was unpacked and packed again often has one folder more around it.
    users = min((name for name in names if name.name == "users.json"), key=lambda name: len(name.parts), default=None)
    if users is None or users.with_name("channels.json") not in names:
        raise NotImportable(f"{path} is no export of Slack: it needs a users.json and a channels.json.")
    people = {str(one["id"]): one for one in _objects(archive, str(users)) if one.get("id")}
    channels = _objects(archive, str(users.with_name("channels.json")))
    inside = sorted(name for name in names if name.parent.parent == users.parent)
    return SlackExport(
        archive=archive,
        workspace_id=next((str(one["team_id"]) for one in people.values() if one.get("team_id")), ""),
        people=people,
        channels={str(one["id"]): one for one in channels if one.get("id") and not _is_closed(one)},
        days={folder: [str(day) for day in days] for folder, days in groupby(inside, lambda day: day.parent.name)},
    )


def source_at(permalink: str) -> Source | None:
    """Give the message a permalink leads to; None when it is none of a Slack message."""
    found = _PERMALINK.fullmatch(permalink)
    return (
        Source(found["channel"], f"{found['whole']}.{found['micros']}", found["thread"], permalink) if found else None
    )


def _permalink(domain: str, channel_id: str, ts: str, thread_ts: str | None) -> str | None:
    if not domain:
        return None
    thread = f"?thread_ts={thread_ts}&cid={channel_id}" if thread_ts and thread_ts != ts else ""
    return f"https://{domain}.slack.com/archives/{channel_id}/p{ts.replace('.', '')}{thread}"


def _is_closed(channel: Payload) -> bool:
    """Tell whether a channel is for some people only, or another organisation is in it too."""
    return any(channel.get(flag) for flag in ("is_private", "is_ext_shared", "is_pending_ext_shared"))


def _obstacle(message: Payload) -> str | None:
    subtype = message.get("subtype")
    if subtype == GONE:
        return "it was deleted"
    if subtype not in WRITTEN:
        return "it is a notice of Slack's, not something a person wrote"
    if not mrkdwn.words(message):
        return "it is only a file" if message.get("files") or message.get("file") else "it has no words"
    return None


def _objects(archive: Archive, name: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(decoded(archive.read(name)))
    except (ValueError, RecursionError) as error:
        raise NotImportable(f"it is not JSON ({str(error)[:80]})") from error
    if not isinstance(found, list):
        raise NotImportable("it should hold a list, as Slack's exports do")
    return [one for one in found if isinstance(one, dict)]
