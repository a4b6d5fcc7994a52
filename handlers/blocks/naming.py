"""How people and components are named inside a line: plain text, never a mention."""

from collections.abc import Sequence

from community.components import Component
from handlers.blocks.text import inline_short

_PERSON, _COMPONENT = 60, 240


def person(name: str) -> str:
    """Give a person's name; "somebody" for none."""
    return inline_short(name, _PERSON) or "somebody"


def people(names: Sequence[str]) -> str:
    """Give several names, as in "Ana, Ben and Caro"; there must be one."""
    return _joined([person(name) for name in names])


def component(component: Component) -> str:
    """Give a component's name."""
    return f"*{inline_short(component.label, _COMPONENT)}*"


def components(some: Sequence[Component], *, limit: int = 5) -> str:
    """Give the first names, as in "Ledger, Till and others"; there must be one."""
    names = [component(one) for one in some[:limit]]
    return _joined([*names, "others"] if len(some) > limit else names)


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
