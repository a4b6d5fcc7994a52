"""What was received, as the rules need it kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class Inbox(Protocol):
    """Events that were received and are not handled yet."""

    def done(self, event_id: str, *, now: datetime) -> None:
        """Mark the event as handled, in the transaction that handled it."""
        ...

    def empty(self, event_ids: Sequence[str]) -> None:
        """Keep nothing of these but that they came."""
        ...

    def empty_messages(self, channel_id: str, ts: str) -> None:
        """Keep nothing of what was said of this message in events that were handled or set aside."""
        ...
