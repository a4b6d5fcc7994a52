"""Components, as the rules need them kept."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from community.components import Component, NewComponent, Version


class Components(Protocol):
    """The components of a workspace; those that are no longer here are given by `get`, `some`, `named` and `gone`."""

    def add(self, component: NewComponent) -> Component: ...
    def get(self, component_id: int) -> Component | None: ...
    def some(self, component_ids: Sequence[int]) -> Mapping[int, Component]:
        """Give those that are there, by id, in one query."""
        ...

    def named(self, name: str) -> Component | None: ...
    def all(self) -> Sequence[Component]:
        """Give those that are here, by label."""
        ...

    def gone(self) -> Sequence[Component]:
        """Give those that are no longer here, by label."""
        ...

    def matching(self, words: str) -> Sequence[Component]:
        """Give those that are here and say all these words, in their name, what they are or what is taught; by label.

        None for no words.
        """
        ...

    def of_mentor(self, user_id: str) -> Sequence[Component]:
        """Give what this person mentors, by label; those that are no longer here too."""
        ...

    def update(self, component: Component) -> None: ...
    def keep_version(self, component: Component) -> None:
        """Keep what is said of it now, before something else is."""
        ...

    def versions(self, component_id: int) -> Sequence[Version]:
        """Give what was said of it before, newest first."""
        ...
