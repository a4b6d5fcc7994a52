"""Draws numbers side by side, one chart below the other, each number written on its bar."""

from matplotlib.figure import Figure

from pictures import looks
from pictures.texts import families, line
from pictures.values import Bars, Charts

WIDTH = 9.0
_EACH, _FOOT = 2.9, 0.55


def draw(figure: Figure, charts: Charts) -> None:
    """Draw the charts on this figure, which gets the size it needs."""
    height = _EACH * len(charts.charts) + _FOOT
    figure.set_size_inches(WIDTH, height)
    sheet = looks.sheet(figure, width=WIDTH, height=height)
    for index, bars in enumerate(charts.charts):
        bottom = height - _EACH * (index + 1)
        looks.write(sheet, 0.4, bottom + _EACH - 0.35, bars.title, limit=70, size=13, fontweight="bold")
        _chart(figure, bars, (0.5 / WIDTH, (bottom + 0.45) / height, 1 - 1.0 / WIDTH, (_EACH - 1.2) / height))
    if charts.note:
        looks.write(sheet, 0.4, 0.28, charts.note, limit=95, size=9.5, color=looks.SOFT)


def _chart(figure: Figure, bars: Bars, where: tuple[float, float, float, float]) -> None:
    axes = figure.add_axes(where)
    highest = max((value for value in bars.values if value is not None), default=0) or 1
    places = range(len(bars.labels))
    axes.bar(places, [value or 0 for value in bars.values], width=0.6, color=looks.FILLS[next(iter(looks.FILLS))])
    for place, value in zip(places, bars.values, strict=True):
        said = "–" if value is None else f"{value:g}"
        looks.write(axes, place, (value or 0) + highest * 0.08, said, limit=12, ha="center")
    axes.set_ylim(0, highest * 1.2)
    axes.set_xlim(-0.6, max(3, len(bars.labels)) - 0.4)
    axes.set_xticks(list(places), [line(label, 20) for label in bars.labels], color=looks.SOFT, family=families()[0])
    axes.set_yticks([])
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.tick_params(length=0)
