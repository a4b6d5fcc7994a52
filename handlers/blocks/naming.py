"""How people and components are named inside a line: plain text, never a mention."""

from collections.abc import Sequence

from community.components import Component
from handlers.blocks.text import inline_short

_PERSON, _COMPONENT = 60, 240


def person(name: str) -> str:
    """Give a person's name; "somebody" for none."""
    return inline_short(name, _PERSON) or "somebody"


def people(names: Sequence[str], *, limit: int = 8) -> str:
    """Give the first names, as in "Ana, Ben and others"; there must be one."""
    return _joined([person(name) for name in names[:limit]], has_more=len(names) > limit)


def component(component: Component) -> str:
    """Give a component's name."""
    return f"*{inline_short(component.label, _COMPONENT)}*"


def components(some: Sequence[Component], *, limit: int = 5) -> str:
    """Give the first names, as in "Ledger, Till and others"; there must be one."""
    return _joined([component(one) for one in some[:limit]], has_more=len(some) > limit)


def _joined(given: Sequence[str], *, has_more: bool) -> str:
    names = [*given, "others"] if has_more else given
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
