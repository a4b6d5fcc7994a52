"""What a workspace holds and how it is looked up; the rules stand in the modules that build on it."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from sandbox.ids import Ids
from sandbox.models import Canvas, Change, Channel, Ephemeral, File, Message, SlackError, User, View

Listener = Callable[[Change], None]

GENERAL = "general"


class State:
    """The state alone: people, channels, views, files, and the listeners who are told what changes.

    `now` is the workspace's clock (aware, UTC). Times inside are Slack's: whole seconds, or a ts with six decimals.
    """

    bot_token = "xoxb-local"  # noqa: S105 - the sandbox's own, worthless anywhere else
    app_token = "xapp-local"  # noqa: S105
    signing_secret = "local-signing-secret"  # noqa: S105

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        name: str = "Aviary",
        domain: str = "aviary",
        seed: str | None = None,
        team_id: str | None = None,
    ) -> None:
        self.now = now
        self.ids = Ids(seed)
        self.team_id = team_id or self.ids.make("T")
        self.team_name = name
        self.domain = domain
        self.app_id = self.ids.make("A")
        self.bot_id = self.ids.make("B")
        self.bot_user_id = self.ids.make("U")
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.views: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.ephemerals: dict[str, list[Ephemeral]] = {}
        self.files: dict[str, File] = {}
        self.canvases: dict[str, Canvas] = {}
        #: The workspace's own emoji and where their pictures are.
        self.custom_emoji: dict[str, str] = {}
        #: A workspace that leaves creating channels to its admins answers `restricted_action`.
        self.channel_creation_restricted = False
        #: Whether a new channel comes with an empty canvas, as in the answer that Slack shows for conversations.create.
        self.has_empty_canvases = False
        #: What the workspace pays for: a free one has no channel canvases.
        self.plan: Literal["free", "paid"] = "paid"
        self._listeners: list[Listener] = []
        self._last_tick = 0
        self.add_user(
            User(
                id=self.bot_user_id,
                name="yokoten",
                real_name="Yokoten",
                display_name="",
                is_bot=True,
            )
        )

    @property
    def url(self) -> str:
        """The workspace's own address, where permalinks point."""
        return f"https://{self.domain}.slack.com/"

    def subscribe(self, listener: Listener) -> None:
        """Tell `listener` every change from now on, in order, while it happens."""
        self._listeners.append(listener)

    def tell(self, kind: str, **data: object) -> None:
        """Tell every listener of one change."""
        change = Change(kind, data)
        for listener in list(self._listeners):
            listener(change)

    def next_ts(self) -> str:
        """Give a ts of now that no other message has; later calls give later ones, even if the clock was set back."""
        self._last_tick = max(self._last_tick + 1, round(self.now().timestamp() * 1_000_000))
        return f"{self._last_tick // 1_000_000}.{self._last_tick % 1_000_000:06d}"

    def seconds(self) -> int:
        """Give the present in whole seconds, as Slack writes `created` and `updated`."""
        return int(self.now().timestamp())

    def add_user(self, user: User) -> User:
        """Let a person or bot exist from the start, without telling anyone."""
        self.users[user.id] = user
        return user

    def user(self, user_id: str) -> User:
        """Give the person of an id; `user_not_found` otherwise."""
        try:
            return self.users[user_id]
        except KeyError:
            raise SlackError("user_not_found") from None

    def channel(self, channel_id: str) -> Channel:
        """Give the conversation of an id; `channel_not_found` otherwise."""
        try:
            return self.channels[channel_id]
        except KeyError:
            raise SlackError("channel_not_found") from None

    def message(self, channel_id: str, ts: str) -> Message:
        """Give the message of a channel and ts; `message_not_found` otherwise."""
        try:
            return self.channel(channel_id).messages[ts]
        except KeyError:
            raise SlackError("message_not_found") from None

    def find_user(self, name_or_id: str) -> User | None:
        """Find a person by id, name, display name or real name, with or without @; None if there is nobody."""
        wanted = name_or_id.strip().removeprefix("<@").removesuffix(">").removeprefix("@")
        if wanted in self.users:
            return self.users[wanted]
        folded = wanted.casefold()
        for field in ("name", "display_name", "real_name"):
            for user in self.users.values():
                if folded and str(getattr(user, field)).casefold() == folded:
                    return user
        return None

    def find_channel(self, name_or_id: str) -> Channel | None:
        """Find a channel by id or name, with or without #; None if there is none."""
        wanted = name_or_id.strip().removeprefix("#")
        if wanted in self.channels:
            return self.channels[wanted]
        return next((c for c in self.channels.values() if c.name and c.name == wanted.casefold()), None)

    def can_see(self, user_id: str, channel: Channel) -> bool:
        """Say whether this person may know that the conversation exists."""
        return channel.kind == "public_channel" or user_id in channel.members

    def require_visible(self, user_id: str, channel_id: str) -> Channel:
        """Give a conversation this person may see.

        Slack does not let on that a private channel exists, so to a stranger it answers `channel_not_found`.
        """
        channel = self.channel(channel_id)
        if not self.can_see(user_id, channel):
            raise SlackError("channel_not_found")
        return channel

    def require_member(self, user_id: str, channel_id: str) -> Channel:
        """Give a conversation this person is in, and that is not archived."""
        channel = self.require_visible(user_id, channel_id)
        if channel.is_archived:
            raise SlackError("is_archived")
        if user_id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def require_active(self, user_id: str) -> User:
        """Give a person who can still act; `account_inactive` for one who was deactivated."""
        user = self.user(user_id)
        if user.deleted:
            raise SlackError("account_inactive")
        return user

    @property
    def general(self) -> Channel:
        """The channel that everyone is in: #general, or the first channel of a workspace that has none."""
        channels = [c for c in self.channels.values() if not c.is_im and not c.is_mpim]
        return next((c for c in channels if c.is_general), channels[0])
