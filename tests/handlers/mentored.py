"""Components in a room, who mentors them, and what the bot wrote to people about them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from community.components import Component
from community.mentoring import Request
from handlers.features import TABLE
from handlers.payloads import pack
from sandbox.models import Channel
from storage.database import Database
from tests.handlers.acting import opened
from tests.handlers.room import Room, room_of
from tests.handlers.spreading import words


@asynccontextmanager
async def ledger_of(database: Database, *, mentors: Sequence[str] = ()) -> AsyncIterator[Room]:
    """Give a room with the component "Ledger", which the community of #birds cares about; Caro is not in that."""
    async with room_of(database, TABLE) as room:
        birds = await opened(room, members=("ben",))
        await described(room, "Ledger", about="The books of the shop", community=str(birds.id))
        for name in mentors:
            await mentoring(room, name)
        yield room


async def described(
    room: Room, label: str, *, by: str = "ana", about: str = "", link: str = "", community: str = "0"
) -> Component:
    """Let somebody add a component."""
    await room.submit(by, "component.edit", label=label, about=about, link=link, community=community)
    [found] = [one for one in await room.read(lambda stores: stores.components.all()) if one.label == label]
    return found


async def mentoring(room: Room, name: str, teaches: str = "", *, component_id: int = 1) -> str:
    """Let somebody offer to mentor it, and give what they are told."""
    return words(await room.submit(name, "mentor.offer", pack(component_id=component_id), teaches=teaches))


async def mentors(room: Room, component_id: int = 1) -> list[str]:
    """Give the names of who mentors it."""
    found = await room.read(lambda stores: stores.mentors.of(component_id))
    return [room.workspace.users[mentor.user_id].name for mentor in found]


async def ask(room: Room, name: str, kind: str = "teach", **more: str) -> str:
    """Let somebody ask, let it reach Slack, and give what they are told."""
    told = words(await room.submit(name, "mentoring.ask", pack(component_id=1), kind=kind, **more))
    await room.deliver()
    return told


async def request(room: Room, number: int = 1) -> Request:
    found = await room.read(lambda stores: stores.mentoring.get(number))
    assert found is not None
    return found


def conversations(room: Room) -> list[Channel]:
    """Give the conversations of several people that were opened."""
    return [channel for channel in room.workspace.channels.values() if channel.is_mpim]


def people_in(room: Room, channel: Channel) -> set[str]:
    return {room.workspace.users[user_id].name for user_id in channel.members} - {"yokoten"}


def said_in(channel: Channel) -> list[str]:
    return [f"{message.text} {message.blocks}" for message in channel.messages.values()]
