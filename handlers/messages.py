"""Messages: what Slack tells of them, handed to whom it concerns. What concerns nobody isn't kept: see `interest`."""

from collections.abc import Mapping, Sequence

from handlers import after_meetups, asking, following, hearing, interest, rooms, unfurling
from handlers.deps import Deps
from handlers.payloads import Event
from handlers.table import Feature, OnEvent

# A person's new words. Each of these writes at most once; what only matters at the moment comes last.
_SAID: Sequence[OnEvent] = (unfurling.mentioned, asking.asked, hearing.heard, after_meetups.replied)
# What happened to a message, or to the channel, by subtype.
_HAPPENED: Mapping[str, Sequence[OnEvent]] = {
    interest.CHANGED: (following.changed,),
    interest.DELETED: (following.deleted,),
    interest.MADE_PRIVATE: (rooms.made_private,),
    interest.MADE_PUBLIC: (rooms.made_public,),
}


async def message(event: Event, deps: Deps) -> None:
    """Hand a message on, one after the other: to those its subtype concerns, or to those who look at new words."""
    for hear in _HAPPENED.get(event.body.get("subtype") or "", _SAID):
        await hear(event, deps)


FEATURE = Feature(events={"message": message})
