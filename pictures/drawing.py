"""Drawing: the one way from a picture to its bytes."""

from importlib import import_module
from importlib.util import find_spec

from pictures.values import Picture

MOST_BYTES = 300_000


class TooHeavy(Exception):
    """The picture takes too many bytes even at its smallest, which no picture here has been seen to do."""


def is_possible() -> bool:
    """Tell whether what draws is installed (`pip install yokoten[pictures]`), without loading it."""
    return find_spec("matplotlib") is not None


def png(picture: Picture) -> bytes:
    """Give the picture as a PNG of less than 300 kB: the same bytes for the same value.

    Takes a fraction of a second, and a second more the first time: for another process than the one people talk to.
    """
    # Imported by who draws, not by who only asks for a drawing: matplotlib takes 60 MB.
    drawn: bytes = import_module("pictures.canvas").png(picture, most_bytes=MOST_BYTES)
    return drawn
