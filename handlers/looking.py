"""Looking: what Slack says a channel is by now, and what follows for the lessons from it."""

from datetime import datetime

from community import rooms
from community.rooms import Room
from community.stores import Stores
from handlers import elsewhere


def look(stores: Stores, channel_id: str, *, is_closed: bool, is_shared: bool | None = None, now: datetime) -> Room:
    """Keep what Slack says of a channel; where its lessons were shared or proposed they are shown as they are now."""
    before = stores.rooms.get(channel_id)
    room = rooms.look(stores, channel_id, is_closed=is_closed, is_shared=is_shared, now=now)
    if is_closed != (before is not None and before.is_closed):
        for lesson in stores.lessons.of_channel(channel_id):
            elsewhere.refresh(stores, lesson, now=now)
    return room
