"""What a hostile feed is given to fall into."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOM = 2 * 1024 * 1024 - 1_000  # nearly all that is read

Named = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Traps:
    """A file with a secret in it and an address that tells on who asks: neither may ever be touched."""

    file: Path
    address: str


Group = Callable[[Traps], Named]
