"""Draws places in a ring and what went between them; neighbours in the ring are those with the most in common."""

from collections.abc import Sequence
from math import cos, degrees, dist, pi, sin

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path as Line

from pictures import looks
from pictures.values import Arrow, Network

SIZE = 9.0
_CENTRE, _RADIUS = (4.5, 4.45), 2.35
_SIGN = 0.17  # from the middle of a place's sign to its edge
_MOST_LEVEL = 12  # so many names stand level beside their places; more are turned outwards

Point = tuple[float, float]


def draw(figure: Figure, network: Network) -> None:
    """Draw the network on this figure, which gets the size it needs."""
    figure.set_size_inches(SIZE, SIZE)
    axes = looks.sheet(figure, width=SIZE, height=SIZE)
    looks.write(axes, 0.3, SIZE - 0.4, network.title, limit=62, size=14, fontweight="bold")
    if network.note:
        looks.write(axes, 0.3, SIZE - 0.75, network.note, limit=90, size=9.5, color=looks.SOFT)
    order = in_ring(len(network.nodes), network.arrows)
    angles = {node: pi / 2 - 2 * pi * place / len(order) for place, node in enumerate(order)}
    points = {node: _on_ring(angle, _RADIUS) for node, angle in angles.items()}
    for arrow in sorted(network.arrows, key=lambda one: one.is_newest):
        _arrow(axes, points[arrow.start], points[arrow.end], arrow)
    for node, angle in angles.items():
        looks.mark(axes, *points[node], network.nodes[node], size=17 if len(order) <= _MOST_LEVEL else 13)
        _name(axes, network.nodes[node].name, angle, is_level=len(order) <= _MOST_LEVEL)
    looks.legend(axes, 0.42, 0.3, {node.shape for node in network.nodes}, step=1.5)


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


def _on_ring(angle: float, radius: float) -> Point:
    return _CENTRE[0] + radius * cos(angle), _CENTRE[1] + radius * sin(angle)


def _name(axes: Axes, name: str, angle: float, *, is_level: bool) -> None:
    is_right = cos(angle) >= -1e-9
    looks.write(
        axes,
        *_on_ring(angle, _RADIUS + 0.26),
        name,
        limit=22 if is_level else 24,
        size=11 if is_level else 9.5,
        ha="center" if is_level and abs(cos(angle)) < 0.2 else "left" if is_right else "right",
        va=("bottom" if sin(angle) > 0 else "top") if is_level and abs(cos(angle)) < 0.2 else "center",
        rotation=0 if is_level else degrees(angle) if is_right else degrees(angle) - 180,
        rotation_mode="anchor",
    )


def _arrow(axes: Axes, start: Point, end: Point, arrow: Arrow) -> None:
    """Bend towards the middle, so that a way there and the way back are two lines; near places by less."""
    side, pull = 0.18, 0.55 * min(1.0, dist(start, end) / (2 * _RADIUS))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    bent = (
        middle[0] + (_CENTRE[0] - middle[0]) * pull - (end[1] - start[1]) * side,
        middle[1] + (_CENTRE[1] - middle[1]) * pull + (end[0] - start[0]) * side,
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
