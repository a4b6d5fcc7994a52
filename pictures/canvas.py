"""The canvas: a figure becomes a PNG with few colours, smaller when it would be too heavy."""

from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from pictures import bars, grid, matrix, networks, paths
from pictures.drawing import TooHeavy
from pictures.values import Charts, Grid, Matrix, Network, Path, Picture

# From the sharpest on; the first that is light enough is taken.
_DOTS_PER_INCH = (144, 110, 84, 64, 48)
_COLOURS = 64


def png(picture: Picture, *, most_bytes: int) -> bytes:
    """Draw the picture and give it as a PNG in at most so many bytes: TooHeavy otherwise."""
    for dots in _DOTS_PER_INCH:
        drawn = _drawn(picture, dots)
        if len(drawn) <= most_bytes:
            return drawn
    raise TooHeavy(f"a picture may take {most_bytes:,} bytes, got {len(drawn):,}")


def _drawn(picture: Picture, dots_per_inch: int) -> bytes:
    figure = Figure(dpi=dots_per_inch, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    _draw(figure, picture)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib 3.11 says no types here
    width, height = canvas.get_width_height()
    pixels = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    drawn = Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", 0, 1)
    # A palette takes a third of the bytes and is not seen; nothing but the pixels is written, so the same picture
    # always gives the same bytes.
    out = BytesIO()
    drawn.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(figure: Figure, picture: Picture) -> None:
    match picture:
        case Path():
            paths.draw(figure, picture)
        case Network():
            networks.draw(figure, picture)
        case Charts():
            bars.draw(figure, picture)
        case Matrix():
            matrix.draw(figure, picture)
        case Grid():
            grid.draw(figure, picture)
