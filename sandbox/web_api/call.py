"""One call of a method: who calls, in which workspace, with what; and the scopes it needs."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.models import Channel, SlackError
from sandbox.web_api.arguments import Arguments
from sandbox.workspace import Workspace

# Which scope of a family a conversation of each kind asks for: docs.slack.dev/reference/scopes.
_SCOPE_PREFIX = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was let in: the token is good, the arguments are known, the rate is kept."""

    workspace: Workspace
    arguments: Arguments
    scopes: frozenset[str]
    open_connection: Callable[[], str]
    base_url: Callable[[], str]
    has_home_tab: bool = True
    has_messages_tab: bool = True

    @property
    def user_id(self) -> str:
        """The bot's user, who does everything that the bot token is used for."""
        return self.workspace.bot_user_id

    def need(self, *scopes: str) -> None:
        """Refuse with `missing_scope` unless the app has one of these."""
        if not self.scopes.intersection(scopes):
            raise missing_scope(scopes, self.scopes)

    def need_for(self, channel: Channel, family: str) -> None:
        """Refuse unless the app has this family's scope for this kind of conversation, such as `groups:history`."""
        self.need(f"{_SCOPE_PREFIX[channel.kind]}:{family}")

    def need_to_manage(self, channel: Channel, finer: str | None = None) -> None:
        """Refuse unless the app may change this kind of conversation, at all or in this finer way only."""
        prefix = _SCOPE_PREFIX[channel.kind]
        whole = "channels:manage" if prefix == "channels" else f"{prefix}:write"
        self.need(*([whole] if finer is None else [f"{prefix}:{finer}", whole]))

    def channel(self, name: str = "channel") -> Channel:
        """Give the conversation an argument names by id; one the bot may not know of is `channel_not_found`."""
        return self.workspace.require_visible(self.user_id, self.arguments.text(name))


Method = Callable[[Call], dict[str, Any]]


def missing_scope(needed: tuple[str, ...], provided: frozenset[str]) -> SlackError:
    """Make the refusal that names the scopes needed and those the app has."""
    return SlackError("missing_scope", needed=",".join(needed), provided=",".join(sorted(provided)))


@dataclass(frozen=True, slots=True)
class Reference:
    """What Slack's reference says of a method."""

    known: list[str]
    required: list[str]
    scopes: list[str]
    tier: str
    takes_json: bool


@cache
def reference() -> dict[str, Reference]:
    """Give Slack's reference of every method."""
    path = Path(__file__).parent.parent / "slack" / "api-ref.json"
    return {
        method: Reference(
            known=entry["props"],
            required=entry["required"],
            scopes=entry.get("scope") or [],
            tier=entry.get("tier") or "t5",
            takes_json=bool(entry.get("json")),
        )
        for method, entry in json.loads(path.read_text(encoding="utf-8")).items()
    }
