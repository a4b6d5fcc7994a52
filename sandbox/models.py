"""The things a workspace is made of: people, channels, messages, views, files, and what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


class SlackError(Exception):
    """A refusal in Slack's own words: `code` is Slack's error string, `details` joins it in the answer's body."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code if not details else f"{code}: {details}")
        self.code = code
        self.details = details


@dataclass(slots=True)
class User:
    """A person or a bot; `tz` is an IANA zone, `team` an invented team's name or empty."""

    id: str
    name: str
    real_name: str
    display_name: str
    tz: str = "Etc/UTC"
    email: str = ""
    team: str = ""
    title: str = ""
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    deleted: bool = False
    updated: int = 0


@dataclass(slots=True)
class Reaction:
    """One emoji on a message and the people who put it there, first come first."""

    name: str
    users: list[str]


@dataclass(slots=True)
class Message:
    """A message; a reply has a `thread_ts` that is not its own `ts`."""

    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    metadata: dict[str, Any] | None = None
    attachments: list[dict[str, Any]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    edited_ts: str | None = None
    edited_by: str | None = None
    is_broadcast: bool = False
    #: What a subtype carries besides, as Slack sends it: `inviter`, `topic`, `purpose`, `name`, `old_name` …
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether this message stands in another's thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True)
class Channel:
    """A conversation of any kind; `messages` by ts, oldest first; `pins` newest first."""

    id: str
    name: str
    creator: str
    created: int
    is_private: bool = False
    is_archived: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_general: bool = False
    is_ext_shared: bool = False
    topic: str = ""
    topic_creator: str = ""
    topic_set: int = 0
    purpose: str = ""
    purpose_creator: str = ""
    purpose_set: int = 0
    previous_names: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    pins: list[str] = field(default_factory=list)
    pinned_by: dict[str, tuple[str, int]] = field(default_factory=dict)
    bookmarks: list[dict[str, Any]] = field(default_factory=list)
    _threads: dict[str, list[Message]] = field(default_factory=dict, repr=False)

    @property
    def kind(self) -> Literal["public_channel", "private_channel", "im", "mpim"]:
        """The name that `conversations.list` has for this kind of conversation."""
        if self.is_im:
            return "im"
        if self.is_mpim:
            return "mpim"
        return "private_channel" if self.is_private else "public_channel"

    def add(self, message: Message) -> None:
        """Add a message, the newest so far; `sort` afterwards if it is not."""
        self.messages[message.ts] = message
        if message.is_reply:
            self._threads.setdefault(str(message.thread_ts), []).append(message)

    def remove(self, message: Message) -> None:
        """Take a message out."""
        del self.messages[message.ts]
        if message.is_reply:
            self._threads[str(message.thread_ts)].remove(message)

    def sort(self) -> None:
        """Put the messages in the order of their ts."""
        self.messages = dict(sorted(self.messages.items(), key=lambda item: moment(item[0])))
        for replies in self._threads.values():
            replies.sort(key=lambda reply: moment(reply.ts))

    def replies(self, thread_ts: str) -> list[Message]:
        """Give the replies of a thread, oldest first, without its first message."""
        return list(self._threads.get(thread_ts, []))


def moment(ts: str) -> tuple[int, int]:
    """Give a ts as seconds and microseconds, which compare as times do."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds), int(fraction.ljust(6, "0")) if fraction else 0


@dataclass(slots=True)
class View:
    """A modal or a Home; `payload` is the view as the app sent it, `values` the typed state per block and action."""

    id: str
    user_id: str
    type: Literal["modal", "home"]
    payload: dict[str, Any]
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def callback_id(self) -> str:
        """The app's name for this view, empty when it gave none."""
        return str(self.payload.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        """What the app packed into the view for itself."""
        return str(self.payload.get("private_metadata", ""))

    @property
    def external_id(self) -> str:
        """The app's own id for this view, empty when it gave none."""
        return str(self.payload.get("external_id", ""))


@dataclass(slots=True)
class Ephemeral:
    """A message only one person sees; it is gone after a reload in Slack, here it stays until it is replaced."""

    ts: str
    user_id: str
    channel_id: str
    text: str
    blocks: list[dict[str, Any]] | None = None
    thread_ts: str | None = None
    attachments: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class File:
    """An upload: `content` arrives after it was announced, `is_complete` says that it was shared."""

    id: str
    user_id: str
    name: str
    size: int
    created: int
    ticket: str
    title: str = ""
    alt_text: str = ""
    mimetype: str = "application/octet-stream"
    content: bytes | None = None
    is_complete: bool = False
    shares: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Canvas:
    """The canvas of a channel: a page of markdown that its members read and write."""

    id: str
    channel_id: str
    created_by: str
    title: str = ""
    markdown: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that just happened, told to listeners in order.

    `data` by `kind` (ids are strings, objects are the live ones, so read them at once):

    - `message` {channel_id, message} · `message_changed` {channel_id, message, previous}
    - `message_deleted` {channel_id, message, user_id}; a deleted first message that has replies becomes a
      `tombstone` instead, told as `message_changed`
    - `reaction_added`, `reaction_removed` {channel_id, ts, user_id, name, item_user}
    - `channel_created` {channel_id, user_id} · `channel_rename` {channel_id, user_id, name, old_name}
    - `channel_archive`, `channel_unarchive`, `channel_converted_to_private`, `channel_converted_to_public`
      {channel_id, user_id} · `channel_shared`, `channel_unshared` {channel_id}
    - `channel_deleted` {channel_id, user_id, is_private} · `channel_id_changed` {channel_id, old_channel_id}
    - `channel_topic`, `channel_purpose` {channel_id, user_id, value} · `im_created` {channel_id, user_id}
    - `member_joined_channel` {channel_id, user_id, inviter} (inviter may be None)
    - `member_left_channel` {channel_id, user_id}
    - `user_change`, `team_join` {user_id}
    - `ephemeral`, `ephemeral_replaced`, `ephemeral_deleted` {ephemeral}
    - `view_opened`, `view_updated`, `view_closed`, `home_published` {view}
    - `pin_added`, `pin_removed` {channel_id, ts, user_id} · `file_shared` {file_id, channel_id, user_id}
    - `bookmark_added` {channel_id, bookmark} · `canvas_changed` {channel_id}
    """

    kind: str
    data: Mapping[str, Any]
