"""Closed rooms: switching capture on and off in them, and noticing that a channel was closed or opened."""

from collections.abc import Mapping
from datetime import datetime

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from community import rooms
from community.people import Person
from community.rooms import NoChannel, NotInside, OnlyMembers, Room
from community.stores import Stores
from handlers import channels, deliveries, looking, mrkdwn, reading
from handlers.answers import Answer, Say
from handlers.blocks import rooms as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action, Command, Event
from handlers.reading import Channel
from handlers.table import Feature

log = structlog.get_logger()

_SWITCHES = {"on": True, "off": False}
_PAGE = 1000
_MOST_PAGES = 50
# The ticker comes by every 15 seconds; in the first 15 of a minute once, whatever it remembers.
_LOOKS_UNTIL_SECOND = 15
# Of the rooms the bot sees no longer; Slack allows 50 such questions a minute, and people need them too.
_LOOKED_AT_ONCE = 3


async def capture(command: Command, deps: Deps) -> Answer:
    """`/community capture on|off`: switch it in the channel it is typed in; with neither, say how it is."""
    wanted = _SWITCHES.get(mrkdwn.plain(command.rest).strip().casefold())
    return Say(await _switched(command.channel_id, command.user_id, wanted, deps))


async def capture_clicked(action: Action, deps: Deps) -> Answer:
    """Switch it in the channel the button stands in."""
    return Say(await _switched(action.channel_id or "", action.user_id, _SWITCHES.get(action.value), deps))


def closed(stores: Stores, channel_id: str, now: datetime) -> None:
    """Let the lessons of a channel that was made private be for its members only."""
    looking.look(stores, channel_id, is_closed=True, now=now)


def opened(stores: Stores, channel_id: str, now: datetime) -> None:
    """Let the lessons of a channel that was made public be for everybody, as all that was said in it now is."""
    looking.look(stores, channel_id, is_closed=False, now=now)


async def made_private(event: Event, deps: Deps) -> None:
    """What is said in the channel is for its members only from now on, and so are the lessons from it."""
    await deps.write(lambda stores: closed(stores, event.body["channel"], deps.now))


async def made_public(event: Event, deps: Deps) -> None:
    """Everybody can read all that was said in the channel, so its lessons are for everybody too.

    Slack is asked what the channel is now: the event may be an old one, and the channel private again.
    """
    channel = await reading.channel(deps.client, event.body["channel"])
    if channel is not None and channel.is_public:
        await deps.write(lambda stores: opened(stores, channel.channel_id, deps.now))


async def look_again(deps: Deps) -> None:
    """Notice, once a minute, channels that were made private or public while nobody told us."""
    if deps.now.second >= _LOOKS_UNTIL_SECOND:
        return
    try:
        private = await _private_channels(deps.client)
        known = await deps.read(lambda stores: {room.channel_id: room for room in stores.rooms.all()})
        gone = await _look_at_gone(deps, known, private)
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack did not say which channels are private.", reason=type(error).__name__)
        return
    changed = [
        channel_id
        for channel_id, is_shared in private.items()
        if (room := known.get(channel_id)) is None or not room.is_closed or room.is_shared != is_shared
    ]
    if not (changed or gone):
        return

    def keep(stores: Stores) -> None:
        for channel_id in changed:
            looking.look(stores, channel_id, is_closed=True, is_shared=private[channel_id], now=deps.now)
        for channel_id, channel in gone.items():
            is_public = channel is not None and channel.is_public
            looking.look(stores, channel_id, is_closed=not is_public, now=deps.now)

    await deps.write(keep)
    log.info("Channels were looked at.", private=len(changed), gone=len(gone))


async def _switched(channel_id: str, user_id: str, wanted: bool | None, deps: Deps) -> Message:
    channel = await reading.channel(deps.client, channel_id)
    if channel is not None and channel.is_public and not channel.is_shared:
        return blocks.open_to_all(mark=deps.capture_emoji[0], is_inside=channel.is_member)
    channel = await _inside(deps, channel, channel_id, user_id)
    person = await reading.person(deps, user_id)
    if wanted is None:
        known = await deps.read(lambda stores: stores.rooms.get(channel_id))
        is_on = rooms.captures(known, is_closed=not channel.is_public, is_shared=channel.is_shared)
        return blocks.state(is_on=is_on, is_shared=channel.is_shared)
    before, room = await deps.write(lambda stores: _switch(stores, channel, person, is_on=wanted, deps=deps))
    return blocks.switched(is_on=wanted, was_so=before == wanted, is_closed=room.is_closed)


async def _inside(deps: Deps, channel: Channel | None, channel_id: str, user_id: str) -> Channel:
    """Give the channel if it is one that can be switched by this person."""
    if channel_id.startswith("D") or (channel is not None and channel.is_direct):
        raise NoChannel
    if channel is None or not channel.is_member:
        raise NotInside
    if not await reading.is_in(deps.client, channel_id, user_id):
        raise OnlyMembers
    return channel


def _switch(stores: Stores, channel: Channel, person: Person, *, is_on: bool, deps: Deps) -> tuple[bool, Room]:
    """Keep it, and announce in the channel what is new; give whether it was on before, and the room as it is now."""
    stores.people.save(person, now=deps.now)
    looked = looking.look(
        stores, channel.channel_id, is_closed=not channel.is_public, is_shared=channel.is_shared, now=deps.now
    )
    room = rooms.switch(looked, is_on=is_on, by=person.user_id, now=deps.now)
    if room != looked:
        stores.rooms.save(room)
        told = blocks.announced(person.name, is_on=is_on, is_closed=room.is_closed, mark=deps.capture_emoji[0])
        stores.outbox.put(deliveries.post(channel.channel_id, told), now=deps.now)
        log.info("Capture was switched.", channel_id=channel.channel_id, is_on=is_on)
    return looked.captures, room


async def _private_channels(client: AsyncWebClient) -> Mapping[str, bool]:
    """Give the private channels the bot is in, and of each whether it is shared with another organisation."""
    found: dict[str, bool] = {}
    cursor = ""
    for _ in range(_MOST_PAGES):
        answer = await client.users_conversations(types="private_channel", limit=200, cursor=cursor or None)
        for channel in answer.get("channels") or ():
            found[channel["id"]] = bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return found


async def _look_at_gone(
    deps: Deps, known: Mapping[str, Room], private: Mapping[str, bool]
) -> Mapping[str, Channel | None]:
    """Ask about a few closed rooms with lessons that the bot sees no longer among its private ones: are they public?"""
    with_lessons = await deps.read(lambda stores: stores.lessons.closed_rooms())
    gone = [known[channel_id] for channel_id in with_lessons - private.keys() if channel_id in known]
    longest_ago = sorted(gone, key=lambda room: (room.looked_at, room.channel_id))[:_LOOKED_AT_ONCE]
    return {room.channel_id: await reading.channel(deps.client, room.channel_id) for room in longest_ago}


FEATURE = Feature(
    commands={"/community": {"capture": capture}},
    actions={"room.capture": capture_clicked},
    events={
        "group_archive": channels.archived,
        "group_unarchive": channels.unarchived,
        "group_rename": channels.renamed,
    },
    ticks={"rooms": look_again},
)
