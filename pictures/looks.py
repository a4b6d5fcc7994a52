"""How pictures look: colours that hold 4.5:1 against white, and shapes that tell without them."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pictures.texts import families, line
from pictures.values import Node, Shape

INK = "#1c2321"
SOFT = "#57615d"
QUIET = "#a9b3af"  # arrows that are not the newest, drawn beside words that say the same
NEWEST = "#b3410f"
FILLS = {Shape.TEAM: "#22705c", Shape.COMMUNITY: "#14639c", Shape.MANY: "#6b5b95"}
MARKERS = {Shape.TEAM: "o", Shape.COMMUNITY: "s", Shape.MANY: "h"}
_NAMES = {Shape.TEAM: "team", Shape.COMMUNITY: "community", Shape.MANY: "smaller teams"}


def write(axes: Axes, x: float, y: float, text: str, *, limit: int, size: float = 11, **more: object) -> None:
    """Write one line of text; any text is safe, a dollar sign is a dollar sign."""
    looks = {"color": INK, "va": "center", "fontfamily": list(families())} | more
    axes.text(x, y, line(text, limit), size=size, parse_math=False, **looks)  # type: ignore[arg-type]


def mark(axes: Axes, x: float, y: float, node: Node, *, size: float = 16) -> None:
    """Draw the sign of a node."""
    axes.plot([x], [y], MARKERS[node.shape], ms=size, mfc=FILLS[node.shape], mec="white", mew=1.5, zorder=3)


def legend(axes: Axes, x: float, y: float, shapes: set[Shape], *, step: float) -> None:
    """Say what the signs mean, and the colour of the newest."""
    for index, shape in enumerate(one for one in Shape if one in shapes):
        mark(axes, x + index * step, y, Node("", shape), size=9)
        write(axes, x + index * step + step * 0.09, y, _NAMES[shape], limit=20, size=9, color=SOFT)
    at = x + len(shapes) * step
    axes.annotate(
        "",
        (at + step * 0.14, y),
        (at - step * 0.06, y),
        arrowprops={"arrowstyle": "-|>", "color": NEWEST, "lw": 2.4},
    )
    write(axes, at + step * 0.2, y, "newest", limit=20, size=9, color=SOFT)


def sheet(figure: Figure, *, width: float, height: float) -> Axes:
    """Give the whole figure as one field, in inches from its lower left corner, without axes."""
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    return axes
