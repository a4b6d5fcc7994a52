"""What the directory reads of all communities at once, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from community.directory import Said


class Directory(Protocol):
    """What communities are about, each in one query over all of them; only reads."""

    def said(self) -> Mapping[int, Said]:
        """Give what the newest charter of each community says; those without one are left out."""
        ...

    def tags(self) -> Mapping[int, Sequence[str]]:
        """Give the tags of each community's lessons, each once; never those of lessons in closed rooms."""
        ...

    def components(self) -> Mapping[int, Sequence[str]]:
        """Give the names of the components that belong to each community and are still here."""
        ...
