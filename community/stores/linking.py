"""The further channels of communities, as the rules need it kept."""

from typing import Protocol


class Linking(Protocol):
    """The further channels of communities."""
