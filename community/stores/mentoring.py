"""What is asked of component mentors, as the rules need it kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from community.mentoring import NewRequest, Request


class Mentoring(Protocol):
    """What was asked of a workspace's component mentors."""

    def add(self, request: NewRequest) -> Request: ...
    def get(self, request_id: int) -> Request | None: ...
    def update(self, request: Request) -> None: ...
    def remove(self, request_id: int) -> None: ...
    def asked_by(self, user_id: str) -> Sequence[Request]:
        """Give what this person asked and is open still, oldest first."""
        ...

    def open_for(self, component_ids: Sequence[int]) -> Sequence[Request]:
        """Give what is open still of these components, oldest first."""
        ...

    def ask_all(self, component_id: int, *, instead_of: str) -> None:
        """Let what is open and was asked of this one person be asked of all who mentor the component."""
        ...

    def unanswered(self, *, before: datetime, limit: int) -> Sequence[Request]:
        """Give what was asked before then, is open still, and of which who asked wasn't told so; oldest first."""
        ...
