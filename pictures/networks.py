"""Draws places in a ring and what went between them; neighbours in the ring are those with the most in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, degrees, dist, pi, sin

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path as Line

from pictures import looks
from pictures.values import Arrow, Network

# Inches of the whole and of the ring by how many places there are at most: fewer are drawn smaller, so that their names
# are larger where the picture is shown small.
_SIZES = ((5, 6.4, 1.35), (12, 7.6, 1.85), (40, 9.0, 2.35))
_LEAST_BEND = 0.5  # or the arrow between two neighbours would be too short to be seen
_ASIDE = 0.18  # of the way between the two
_SIGN = 0.17  # from the middle of a place's sign to its edge
_MOST_LEVEL = 12  # so many names stand level beside their places; more are turned outwards

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Ring:
    centre: Point
    radius: float
    is_level: bool

    def at(self, angle: float, *, beyond: float = 0.0) -> Point:
        far = self.radius + beyond
        return self.centre[0] + far * cos(angle), self.centre[1] + far * sin(angle)


def draw(figure: Figure, network: Network) -> None:
    """Draw the network on this figure, which gets the size it needs."""
    order = in_ring(len(network.nodes), network.arrows)
    size, radius = next(((size, radius) for most, size, radius in _SIZES if len(order) <= most), _SIZES[-1][1:])
    ring = _Ring((size / 2, size / 2 - 0.05), radius, is_level=len(order) <= _MOST_LEVEL)
    figure.set_size_inches(size, size)
    axes = looks.sheet(figure, width=size, height=size)
    looks.write(axes, 0.3, size - 0.4, network.title, limit=42, size=14, fontweight="bold")
    if network.note:
        looks.write(axes, 0.3, size - 0.75, network.note, limit=70, size=9.5, color=looks.SOFT)
    angles = {node: pi / 2 - 2 * pi * place / len(order) for place, node in enumerate(order)}
    points = {node: ring.at(angle) for node, angle in angles.items()}
    for arrow in sorted(network.arrows, key=lambda one: one.is_newest):
        _arrow(axes, points[arrow.start], points[arrow.end], arrow, ring)
    for node, angle in angles.items():
        looks.mark(axes, *points[node], network.nodes[node], size=17 if ring.is_level else 13)
        _name(axes, network.nodes[node].name, angle, ring)
    looks.legend(axes, 0.42, 0.3, {node.shape for node in network.nodes}, step=1.4)


def in_ring(count: int, arrows: Sequence[Arrow]) -> list[int]:
    """Give the order in the ring: from the first on, each followed by who has most to do with those placed last."""
    common: dict[tuple[int, int], int] = {}
    for arrow in arrows:
        for pair in ((arrow.start, arrow.end), (arrow.end, arrow.start)):
            common[pair] = common.get(pair, 0) + arrow.weight
    order: list[int] = []
    left = list(range(count))
    while left:
        last = order[-3:]
        following = max(left, key=lambda node: (sum(common.get((node, one), 0) for one in last), -node))
        order.append(following)
        left.remove(following)
    return order


def _name(axes: Axes, name: str, angle: float, ring: _Ring) -> None:
    is_right = cos(angle) >= -1e-9
    is_above = ring.is_level and abs(cos(angle)) < 0.2
    looks.write(
        axes,
        *ring.at(angle, beyond=0.26),
        name,
        limit=20 if ring.is_level else 24,
        size=11 if ring.is_level else 9.5,
        ha="center" if is_above else "left" if is_right else "right",
        va=("bottom" if sin(angle) > 0 else "top") if is_above else "center",
        rotation=0 if ring.is_level else degrees(angle) if is_right else degrees(angle) - 180,
        rotation_mode="anchor",
    )


def _arrow(axes: Axes, start: Point, end: Point, arrow: Arrow, ring: _Ring) -> None:
    """Bend towards the middle, so that a way there and the way back are two lines; near places by less."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    inwards = dist(middle, ring.centre)
    pull = max(_LEAST_BEND / max(inwards, _LEAST_BEND), 0.55 * min(1.0, dist(start, end) / (2 * ring.radius)))
    bent = (
        middle[0] + (ring.centre[0] - middle[0]) * pull - (end[1] - start[1]) * _ASIDE,
        middle[1] + (ring.centre[1] - middle[1]) * pull + (end[0] - start[0]) * _ASIDE,
    )
    width = (2.2 if arrow.is_newest else 1.0) + 0.5 * min(arrow.weight, 5)
    axes.add_patch(
        FancyArrowPatch(
            path=Line([_beside(start, bent), bent, _beside(end, bent)], [Line.MOVETO, Line.CURVE3, Line.CURVE3]),
            arrowstyle="-|>",
            mutation_scale=13,
            color=looks.NEWEST if arrow.is_newest else looks.QUIET,
            linewidth=width,
            zorder=2 if arrow.is_newest else 1,
        )
    )


def _beside(point: Point, towards: Point) -> Point:
    """Give the end of an arrow: at the edge of its place's sign, which would hide its head."""
    far = dist(point, towards) or 1.0
    return (
        point[0] + (towards[0] - point[0]) * _SIGN / far,
        point[1] + (towards[1] - point[1]) * _SIGN / far,
    )
