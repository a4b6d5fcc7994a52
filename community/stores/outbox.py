"""What is to be done in Slack, as the rules need it kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from community.delivery import Delivery


class Outbox(Protocol):
    """What is to be done in Slack once this transaction is committed."""

    def put(self, delivery: Delivery, *, now: datetime) -> int:
        """Keep the delivery and give its id."""
        ...

    def forget(self, texts: Sequence[str]) -> None:
        """Take these texts out of all deliveries, made or waiting, as far as they are told from other words."""
        ...

    def move(self, channel_id: str, new_id: str) -> None:
        """Let what waits for a channel go to it under its new id."""
        ...

    def count_waiting(self, purpose: str) -> int:
        """Count the deliveries with this purpose that wait or are being sent."""
        ...
