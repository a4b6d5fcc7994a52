"""Draws the way of one lesson: where it was learnt on the left, where it got to on the right, oldest on top."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path as Line

from pictures import looks
from pictures.values import Path

WIDTH = 7.6
_HEAD, _ROW, _FOOT = 0.95, 0.62, 0.6
_LEFT, _RIGHT = 0.55, 3.9
# Words stand before the arrows, which fan out behind them.
_OVER = {"facecolor": "white", "edgecolor": "none", "pad": 2.0, "alpha": 0.85}
# More are no picture any more; the text beside it says them all.
MOST_STOPS = 24


def draw(figure: Figure, path: Path) -> None:
    """Draw the path on this figure, which gets the size it needs."""
    # The newest tell most; what was before them is counted in words.
    shown = path.stops[-MOST_STOPS:]
    earlier = len(path.stops) - len(shown)
    height = _HEAD + _FOOT + _ROW * max(2, len(shown) + (earlier > 0))
    figure.set_size_inches(WIDTH, height)
    axes = looks.sheet(figure, width=WIDTH, height=height)
    looks.write(axes, 0.3, height - 0.42, path.title, limit=50, size=14, fontweight="bold")
    top, bottom = height - _HEAD, _FOOT
    middle = (top + bottom) / 2
    if earlier:
        looks.write(axes, _RIGHT + 0.3, top - _ROW / 2, f"{earlier} earlier ones", limit=40, size=10, color=looks.SOFT)
        top -= _ROW
    step = (top - bottom) / max(1, len(shown))
    for index, stop in enumerate(shown):
        y = top - step * (index + 0.5)
        is_newest = index == len(shown) - 1
        _arrow(axes, (_LEFT + 0.24, middle), (_RIGHT - 0.2, y), is_newest=is_newest)
        looks.mark(axes, _RIGHT, y, stop.node)
        looks.write(axes, _RIGHT + 0.3, y + 0.12, stop.node.name, limit=32, fontweight="bold")
        colour = looks.NEWEST if is_newest else looks.SOFT
        looks.write(axes, _RIGHT + 0.3, y - 0.12, stop.label, limit=44, size=9.5, color=colour)
    looks.mark(axes, _LEFT, middle, path.start, size=22)
    looks.write(axes, 0.3, middle + 0.38, path.start.name, limit=26, fontweight="bold", bbox=_OVER)
    looks.write(axes, 0.3, middle - 0.38, path.start_label, limit=30, size=9.5, color=looks.SOFT, bbox=_OVER)
    looks.legend(axes, 0.42, 0.28, {path.start.shape, *(stop.node.shape for stop in shown)}, step=1.4)


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], *, is_newest: bool) -> None:
    bend = (end[0] - start[0]) * 0.6
    line = Line(
        [start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end],
        [Line.MOVETO, Line.CURVE4, Line.CURVE4, Line.CURVE4],
    )
    axes.add_patch(
        FancyArrowPatch(
            path=line,
            arrowstyle="-|>",
            mutation_scale=16,
            color=looks.NEWEST if is_newest else looks.QUIET,
            linewidth=2.6 if is_newest else 1.5,
            zorder=2 if is_newest else 1,
        )
    )
