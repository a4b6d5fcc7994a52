"""What coordinators and mentors said of still working in a team, to them alone, as the rules need it kept."""

from typing import Protocol


class Practising(Protocol):
    """What coordinators and mentors said of still working in a team, to them alone."""
