"""How the kinds of meetups look: each has a sign and words, so that none is told by its sign alone."""

from collections.abc import Sequence

from community.meetups import Kind, Meetup
from handlers.blocks.parts import Block, option

_SIGNS = {
    Kind.MEETUP: "🗓",
    Kind.DESIGN_WORKSHOP: "📐",
    Kind.OPEN_SPACE: "⭕",
    Kind.LESS_BEER: "🍻",
    Kind.GO_SEE: "👀",
    Kind.OUTSIDE: "🌍",
}
_WORDS = {
    Kind.MEETUP: ("Meetup", "Learn something together"),
    Kind.DESIGN_WORKSHOP: ("Design workshop", "Design a component together, across teams"),
    Kind.OPEN_SPACE: ("Open Space", "Whoever comes makes the agenda"),
    Kind.LESS_BEER: ("LeSS beer", "Informal: meet, talk, no agenda"),
    Kind.GO_SEE: ("Go-see visit", "See for yourselves how a team works"),
    Kind.OUTSIDE: ("Outside gathering", "Of somebody else; go there together"),
}


def sign(kind: Kind) -> str:
    """Give the sign of a kind."""
    return _SIGNS[kind]


def words(kind: Kind) -> str:
    """Give what a kind is called."""
    return _WORDS[kind][0]


def called(meetup: Meetup) -> str:
    """Give what kind it is, to stand before when it is: "" for a plain meetup, which is nothing special."""
    return "" if meetup.kind is Kind.MEETUP else f"{words(meetup.kind)} · "


def options() -> Sequence[Block]:
    """Give the kinds to choose from."""
    return [option(f"{_SIGNS[kind]} {label}", kind.value, about) for kind, (label, about) in _WORDS.items()]
