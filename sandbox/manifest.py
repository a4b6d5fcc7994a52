"""What manifest.yml says about the app: its scopes, events, commands and shortcuts."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml


class ManifestError(Exception):
    """The manifest can't be read; the text says what and where."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command; `should_escape` turns #channels and @people in its text into ids."""

    name: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut, global or on a message."""

    name: str
    description: str
    callback_id: str
    kind: Literal["global", "message"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of an app manifest that decide what the app may do and what it is told."""

    name: str
    bot_name: str
    bot_scopes: frozenset[str]
    bot_events: frozenset[str]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    has_home_tab: bool
    has_messages_tab: bool
    is_messages_tab_read_only: bool

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """Read a manifest, YAML or JSON. ManifestError when it is missing or not one."""
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ManifestError(f"the app manifest {path} can't be read: {error.strerror}") from error
        except yaml.YAMLError as error:
            raise ManifestError(f"the app manifest {path} is not YAML: {error}") from error
        if not isinstance(content, dict) or "display_information" not in content:
            raise ManifestError(f"{path} is no app manifest: it has no display_information")
        return cls.parse(content)

    @classmethod
    def parse(cls, content: dict[str, Any]) -> "Manifest":
        """Take a manifest apart. Source: https://docs.slack.dev/reference/app-manifest"""
        name = content["display_information"]["name"]
        features = content.get("features") or {}
        app_home = features.get("app_home") or {}
        settings = content.get("settings") or {}
        scopes = (content.get("oauth_config") or {}).get("scopes") or {}
        return cls(
            name=name,
            bot_name=(features.get("bot_user") or {}).get("display_name", name),
            bot_scopes=frozenset(scopes.get("bot") or ()),
            bot_events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ()),
            commands=tuple(_command(item) for item in features.get("slash_commands") or ()),
            shortcuts=tuple(_shortcut(item) for item in features.get("shortcuts") or ()),
            has_home_tab=bool(app_home.get("home_tab_enabled")),
            has_messages_tab=bool(app_home.get("messages_tab_enabled")),
            is_messages_tab_read_only=bool(app_home.get("messages_tab_read_only_enabled")),
        )


def _command(item: dict[str, Any]) -> Command:
    return Command(
        name=item["command"],
        description=item.get("description", ""),
        usage_hint=item.get("usage_hint", ""),
        should_escape=bool(item.get("should_escape")),
    )


def _shortcut(item: dict[str, Any]) -> Shortcut:
    return Shortcut(
        name=item["name"], description=item.get("description", ""), callback_id=item["callback_id"], kind=item["type"]
    )
