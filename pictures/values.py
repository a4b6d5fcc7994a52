"""What can be drawn. Values are frozen and made of plain parts: they cross to another process, and name a picture."""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How a node looks; each is told by its outline, not by its colour alone."""

    TEAM = "team"
    COMMUNITY = "community"
    MANY = "smaller teams"


@dataclass(frozen=True, slots=True)
class Node:
    """A named point. Any text is safe, and shortened where it is drawn."""

    name: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a lesson got to, and `label`, how and when."""

    node: Node
    label: str


@dataclass(frozen=True, slots=True)
class Path:
    """One lesson's way from where it was learnt to its stops, in their order; the last one is the newest."""

    title: str
    start: Node
    start_label: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link from one node to another, by their places in the list; `weight` is how much went along."""

    start: int
    end: int
    weight: int
    is_newest: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and the arrows between them; `note` says what is not there."""

    title: str
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Numbers side by side; None where there is none to show."""

    title: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts one below the other; `note` says what a missing number means."""

    charts: tuple[Bars, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Teams as rows and communities as columns; a cell is filled where they meet. `note` says what is not there.

    The last row stands for many teams when `has_many`.
    """

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[bool, ...], ...]  # by row
    has_many: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """What takes place when and where: a row a slot, a column a space; "" where nothing is. `note` stands below."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]  # by row
    note: str = ""


Picture = Path | Network | Charts | Matrix | Grid
