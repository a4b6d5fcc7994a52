"""What the bot answers to, as one table: command words, clicks, modals, shortcuts, events, ticks, Slack's answers.

Bolt's cost grows with every listener it must try, so it has one a kind, and each looks its handler up here.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from community.delivery import Refused, Sent
from community.stores import Stores
from handlers.answers import Answer
from handlers.at_home import Parts
from handlers.deps import Deps
from handlers.payloads import Action, Command, Event, Shortcut, Submission

OnCommand = Callable[[Command, Deps], Awaitable[Answer]]
OnAction = Callable[[Action, Deps], Awaitable[Answer]]
OnSubmission = Callable[[Submission, Deps], Awaitable[Answer]]
OnShortcut = Callable[[Shortcut, Deps], Awaitable[Answer]]
OnEvent = Callable[[Event, Deps], Awaitable[None]]
OnTick = Callable[[Deps], Awaitable[None]]
# Runs inside the transaction that marks the delivery as sent.
OnSent = Callable[[Stores, Sent, datetime], None]
# May ask Slack first; what it gives runs inside the transaction that marks the delivery as refused.
# `is_awaited`: somebody is waiting for this very outcome and will tell the person.
OnRefused = Callable[[Refused, Deps, bool], Awaitable[Callable[[Stores], None]]]


@dataclass(frozen=True)
class Feature:
    """What one feature answers to. A command's handlers are by word; "" takes no word and any other word."""

    commands: Mapping[str, Mapping[str, OnCommand]] = field(default_factory=dict)
    actions: Mapping[str, OnAction] = field(default_factory=dict)
    views: Mapping[str, OnSubmission] = field(default_factory=dict)
    closed: Mapping[str, OnSubmission] = field(default_factory=dict)
    shortcuts: Mapping[str, OnShortcut] = field(default_factory=dict)
    events: Mapping[str, OnEvent] = field(default_factory=dict)
    ticks: Mapping[str, OnTick] = field(default_factory=dict)
    rounds: Mapping[str, OnTick] = field(default_factory=dict)  # once an hour, by one process
    home: Parts = field(default_factory=dict)
    sent: Mapping[str, OnSent] = field(default_factory=dict)
    refused: Mapping[str, OnRefused] = field(default_factory=dict)


def merge(*features: Feature) -> Feature:
    """Give one table of all features; two that claim the same name are a mistake of ours: ValueError.

    Several features may share a command, each with words of its own.
    """
    merged: dict[str, Any] = {part.name: {} for part in fields(Feature)}
    commands: dict[str, dict[str, OnCommand]] = merged["commands"]
    for feature in features:
        for part, entries in merged.items():
            if part != "commands":
                _add(entries, getattr(feature, part), what=part)
        for name, words in feature.commands.items():
            _add(commands.setdefault(name, {}), words, what=f"words of {name}")
    return Feature(**merged)


def _add(entries: dict[str, Any], added: Mapping[str, Any], *, what: str) -> None:
    if taken := entries.keys() & added.keys():
        raise ValueError(f"two features answer to the same {what}: {', '.join(sorted(taken))}")
    entries.update(added)
