"""Draws what takes place when and where: a row a slot, a column a space, and in each cell a session's title."""

from textwrap import wrap
from unicodedata import east_asian_width

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from pictures import looks
from pictures.values import Grid, Shape

# In inches.
_WIDE, _HIGH, _ROOM = 1.75, 0.82, 0.05
_LEFT, _HEAD, _EDGE = 1.25, 1.15, 0.3
_LEAST_WIDTH = 6.4
_TITLE, _NAME, _TIME = 64, 18, 14
_LETTERS, _LINES = 22, 3  # of a title in its cell
_LETTERS_AN_INCH = 13  # of the note
_LINE = 0.19
_EMPTY = "#e4e9e7"


def draw(figure: Figure, grid: Grid) -> None:
    """Draw the grid on this figure, which gets the size it needs."""
    foot = 0.55 if grid.note else _EDGE
    width = max(_LEAST_WIDTH, _LEFT + _WIDE * len(grid.columns) + _EDGE)
    height = _HEAD + _HIGH * len(grid.rows) + foot
    figure.set_size_inches(width, height)
    axes = looks.sheet(figure, width=width, height=height)
    letters = min(_TITLE, int(width * 8))
    looks.write(axes, _EDGE, height - 0.4, grid.title, limit=letters, size=14, fontweight="bold")
    top = height - _HEAD
    for index, name in enumerate(grid.columns):
        at = _LEFT + _WIDE * (index + 0.5)
        looks.write(axes, at, top + 0.2, name, limit=_NAME, size=10, ha="center", fontweight="bold")
    for index, time in enumerate(grid.rows):
        bottom = top - _HIGH * (index + 1)
        looks.write(axes, _LEFT - 0.14, bottom + _HIGH / 2, time, limit=_TIME, size=10, ha="right")
        for column, title in enumerate(grid.cells[index]):
            _cell(axes, _LEFT + _WIDE * column, bottom, title)
    if grid.note:
        looks.write(axes, _EDGE, 0.28, grid.note, limit=int(width * _LETTERS_AN_INCH), size=9, color=looks.SOFT)


def _cell(axes: Axes, left: float, bottom: float, title: str) -> None:
    """Draw a session, or the outline of a free place: the two differ in shape and words, not in colour alone."""
    wide, high = _WIDE - 2 * _ROOM, _HIGH - 2 * _ROOM
    fill, edge = (looks.FILLS[Shape.TEAM], "none") if title else ("white", _EMPTY)
    corner = (left + _ROOM + 0.06, bottom + _ROOM + 0.06)
    box = FancyBboxPatch(
        corner,
        wide - 0.12,
        high - 0.12,
        boxstyle="round,pad=0.06,rounding_size=0.08",
        zorder=1,
        fc=fill,
        ec=edge,
        ls="--",
    )
    axes.add_patch(box)
    middle = bottom + _HIGH / 2
    if not title:
        looks.write(axes, left + _WIDE / 2, middle, "free", limit=8, size=9, ha="center", color=looks.SOFT)
        return
    lines = _wrapped(title)
    for index, words in enumerate(lines):
        at = middle + ((len(lines) - 1) / 2 - index) * _LINE
        looks.write(axes, left + _WIDE / 2, at, words, limit=_LETTERS, size=9, ha="center", color="white")


def _wrapped(title: str) -> list[str]:
    """Give a title in as many lines as a cell holds; what is left over ends in an ellipsis."""
    is_wide = any(east_asian_width(sign) in "WF" for sign in title)
    letters = _LETTERS // 2 if is_wide else _LETTERS
    lines = wrap(title[: _LETTERS * (_LINES + 2)], letters) or [title[:letters]]
    if len(lines) <= _LINES:
        return lines
    return [*lines[: _LINES - 1], f"{lines[_LINES - 1][: letters - 1].rstrip()}…"]
