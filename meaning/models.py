"""Which model makes the vectors, and how they are kept; loads nothing."""

from importlib.metadata import version

from meaning.files import WORDLLAMA

# Counts up when the same model is given another part of a lesson, or its vectors are kept in another way.
WAY = 1


def name() -> str:
    """Give what a vector is kept under: vectors of another name are made again."""
    return f"{WORDLLAMA} {version(WORDLLAMA)}, 256 halves, way {WAY}"
