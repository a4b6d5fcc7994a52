"""How lively communities are, week by week, as the rules need it kept."""

from typing import Protocol


class Pulse(Protocol):
    """How lively communities are, week by week."""
