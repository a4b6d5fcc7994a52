"""Draws which teams are in which communities: a row a team, a column a community, a filled cell where they meet."""

from math import cos, radians, sin

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from pictures import looks
from pictures.values import Matrix, Shape

_CELL, _ROOM = 0.34, 0.045  # inches, and between two cells
_LEFT, _FOOT = 2.35, 0.75
_LEAST_WIDTH = 6.4
_ANGLE = 48  # of the columns' names, which lean to the right
_NAME, _TOPIC = 24, 30
_SIGN = 0.085  # inches a letter of a column's name takes along it, on average
_LETTERS_AN_INCH = 13  # of the note
_BAND, _EMPTY = "#f3f6f5", "#b4bfbb"


def draw(figure: Figure, matrix: Matrix) -> None:
    """Draw the matrix on this figure, which gets the size it needs."""
    along = _SIGN * min(_TOPIC, max(map(len, matrix.columns), default=0))
    head, right = 0.95 + along * sin(radians(_ANGLE)), 0.3 + along * cos(radians(_ANGLE))
    width = max(_LEAST_WIDTH, _LEFT + _CELL * len(matrix.columns) + right)
    height = head + _CELL * len(matrix.rows) + _FOOT + (0.3 if matrix.note else 0)
    figure.set_size_inches(width, height)
    axes = looks.sheet(figure, width=width, height=height)
    looks.write(axes, 0.3, height - 0.4, matrix.title, limit=48, size=14, fontweight="bold")
    top = height - head
    for index, topic in enumerate(matrix.columns):
        x = _LEFT + _CELL * (index + 0.5)
        looks.write(
            axes,
            x + 0.02,
            top + 0.1,
            topic,
            limit=_TOPIC,
            size=9.5,
            rotation=_ANGLE,
            rotation_mode="anchor",
            ha="left",
            va="bottom",
        )
    for index, name in enumerate(matrix.rows):
        is_many = matrix.has_many and index == len(matrix.rows) - 1
        _row(axes, matrix, index, top - _CELL * (index + 1), name, is_many=is_many)
    _legend(axes, 0.3, 0.32 + (0.3 if matrix.note else 0))
    if matrix.note:
        looks.write(axes, 0.3, 0.28, matrix.note, limit=int(width * _LETTERS_AN_INCH), size=9, color=looks.SOFT)


def _row(axes: Axes, matrix: Matrix, index: int, bottom: float, name: str, *, is_many: bool) -> None:
    wide = _CELL * len(matrix.columns)
    if index % 2 == 0:
        axes.add_patch(Rectangle((0.2, bottom), _LEFT - 0.2 + wide + 0.1, _CELL, fc=_BAND, ec="none", zorder=0))
    style = {"fontstyle": "italic", "color": looks.SOFT} if is_many else {}
    looks.write(axes, _LEFT - 0.14, bottom + _CELL / 2, name, limit=_NAME, size=10, ha="right", **style)
    for column, is_there in enumerate(matrix.cells[index]):
        _cell(axes, _LEFT + _CELL * column, bottom, is_there=is_there, is_many=is_many)


def _cell(axes: Axes, left: float, bottom: float, *, is_there: bool, is_many: bool = False) -> None:
    """Fill the cell, or leave a small dot in it: the two differ in size, not in colour alone."""
    middle = (left + _CELL / 2, bottom + _CELL / 2)
    if not is_there:
        axes.plot(*[[at] for at in middle], "o", ms=3, mfc=_EMPTY, mec=_EMPTY, zorder=2)
        return
    side = _CELL - 2 * _ROOM
    colour = looks.FILLS[Shape.MANY if is_many else Shape.TEAM]
    corner = (middle[0] - side / 2 + 0.04, middle[1] - side / 2 + 0.04)
    box = FancyBboxPatch(
        corner, side - 0.08, side - 0.08, boxstyle="round,pad=0.04,rounding_size=0.05", fc=colour, ec="none", zorder=2
    )
    axes.add_patch(box)


def _legend(axes: Axes, x: float, y: float) -> None:
    for left, is_there, says in ((x, True, "has members there"), (x + 2.1, False, "nobody there yet")):
        _cell(axes, left, y - _CELL / 2, is_there=is_there)
        looks.write(axes, left + _CELL + 0.06, y, says, limit=30, size=9, color=looks.SOFT)
