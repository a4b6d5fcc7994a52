"""What a handler may answer; `handlers/listeners.py` carries it out."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from handlers.blocks.parts import Message, View


@dataclass(frozen=True, slots=True)
class Say:
    """Tell the person, and only them. `then` is begun once they are told: what takes longer than they should wait."""

    message: Message
    then: Callable[[], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class Replace:
    """Put this in the place of the ephemeral message or modal whose button was clicked."""

    message: Message


@dataclass(frozen=True, slots=True)
class Open:
    """Open a modal; on top of the one that is open, if one is."""

    modal: View


@dataclass(frozen=True, slots=True)
class Update:
    """Show this in the place of the modal that was submitted or clicked in."""

    modal: View


@dataclass(frozen=True, slots=True)
class Errors:
    """Keep the modal open and show these sentences, by block id, beside what was typed."""

    by_block: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more to say: a submitted modal closes, a click is acknowledged."""


Answer = Say | Replace | Open | Update | Errors | Done
