"""A small workspace for tests of the sandbox, on a clock that stands still until it is told otherwise."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.faults import Faults
from sandbox.models import Change, Channel, User
from sandbox.web_api import Answer, WebApi
from sandbox.workspace import Workspace

MONDAY = datetime(2026, 3, 30, 7, 0, tzinfo=UTC)

BOT_TOKEN = "xoxb-local"

#: Every scope that any test here needs; the tests of scopes name their own.
SCOPES = frozenset(
    {
        "bookmarks:read",
        "bookmarks:write",
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "chat:write",
        "emoji:read",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "groups:write",
        "im:history",
        "im:read",
        "im:write",
        "mpim:write",
        "pins:read",
        "pins:write",
        "reactions:read",
        "reactions:write",
        "team:read",
        "users:read",
        "users:read.email",
    }
)


@dataclass
class Hands:
    """A clock's hands: `now` for the workspace, `seconds` for what lives in real time."""

    now: datetime = MONDAY
    seconds: float = 1000.0

    def read(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


@dataclass
class Rooms:
    """Ana (an admin), Ben, Caro; #general and #birds with the bot, #quiet without, a private #nest of Ana and Ben."""

    hands: Hands = field(default_factory=Hands)
    workspace: Workspace = field(init=False)
    changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.workspace = Workspace(self.hands.read, seed="rooms", monotonic=self.hands.monotonic)
        for name in ("ana", "ben", "caro"):
            self.workspace.add_user(
                User(
                    id=f"U{name.upper()}",
                    name=name,
                    real_name=f"{name.title()} Finch",
                    display_name=name.title(),
                    tz="Europe/Berlin",
                    email=f"{name}@example.org",
                    is_admin=name == "ana",
                )
            )
        self.add("general", bot=True, is_general=True)
        self.add("birds", bot=True)
        self.add("quiet")
        self.add("nest", people="UANA UBEN", is_private=True)
        self.workspace.subscribe(self.changes.append)

    def add(self, name: str, *, people: str = "UANA UBEN UCARO", bot: bool = False, **fields: Any) -> Channel:
        members = [*people.split(), *([self.workspace.bot_user_id] if bot else [])]
        channel = Channel(
            id=f"C{name.upper()}", name=name, creator="UANA", created=1_700_000_000, members=members, **fields
        )
        self.workspace.channels[channel.id] = channel
        return channel

    def kinds(self) -> list[str]:
        return [change.kind for change in self.changes]

    def texts(self, channel_id: str) -> list[str]:
        return [message.text for message in self.workspace.channels[channel_id].messages.values()]


class Caller:
    """Calls the Web API of a small workspace without a network in between."""

    def __init__(self, *, scopes: frozenset[str] = SCOPES, has_rates: bool = False, **settings: Any) -> None:
        self.rooms = Rooms()
        self.workspace = self.rooms.workspace
        self.faults = Faults()
        self.url = "http://127.0.0.1:1"
        self.api = WebApi(
            self.workspace,
            scopes=scopes,
            open_connection=lambda: "ws://127.0.0.1:1/link?ticket=1",
            base_url=lambda: self.url,
            faults=self.faults,
            has_rates=has_rates,
            monotonic=self.rooms.hands.monotonic,
            **settings,
        )

    def answer(self, method: str, *, token: str | None = BOT_TOKEN, **arguments: Any) -> Answer:
        return self.api.call(method, token=token, arguments=arguments)

    def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call and expect it to work."""
        body = self.answer(method, **arguments).body
        assert body["ok"], body
        return body

    def refused(self, method: str, **arguments: Any) -> str:
        """Call, expect a refusal that changes nothing, and give its error."""
        before = len(self.rooms.changes)
        body = self.answer(method, **arguments).body
        assert body["ok"] is False, body
        assert len(self.rooms.changes) == before, self.rooms.changes[before:]
        return str(body["error"])
