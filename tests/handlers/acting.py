"""What people do and see in a room's communities: typing commands, the communities to do it in, what was written."""

from datetime import datetime
from typing import Any

from community import digest
from community.communities import Aim, Community, Member, NewCommunity
from community.home import Place
from community.people import Person
from handlers import payloads
from handlers.answers import Answer
from handlers.at_home import Visitor
from handlers.blocks.parts import Message, View
from storage.stores import Stores
from tests.handlers.room import Room


async def typed(room: Room, name: str, text: str, *, channel: str = "birds") -> Answer:
    """Type a command such as `/meetup list` and give the answer."""
    command, _, rest = text.partition(" ")
    body = {"command": command, "text": rest, "user_id": room.person(name), "channel_id": room.channel(channel).id}
    parsed = payloads.command(body)
    words = room.table.commands[command]
    return await (words.get(parsed.word) or words[""])(parsed, room.deps())


async def opened(
    room: Room,
    topic: str = "Bird watching",
    *,
    channel: str = "birds",
    by: str = "ana",
    members: tuple[str, ...] = (),
    since: datetime | None = None,
) -> Community:
    """Give a community in a channel that is there, with its digest on Mondays at nine in Berlin."""

    def work(stores: Stores) -> Community:
        now = since or room.clock.now()
        kept = stores.communities.add(
            NewCommunity(
                name=topic.casefold().replace(" ", "-"),
                topic=topic,
                purpose="",
                aim=Aim.BOTH,
                channel_name=channel,
                channel_id=room.channel(channel).id,
                is_linked=True,
                started_by=room.person(by),
                started_at=now,
                zone="Europe/Berlin",
            )
        )
        for name in (by, *members):
            stores.people.save(Person(room.person(name), name.title(), "Europe/Berlin"), now=now)
            stores.members.add(Member(kept.id, room.person(name), now))
        stores.digests.save(digest.first_schedule(kept, now))
        return kept

    return await room.write(work)


def shown(answer: Answer) -> str:
    """Give all that an answer says, with its buttons."""
    content = getattr(answer, "message", None) or getattr(answer, "modal", None)
    if isinstance(content, Message):
        return f"{content.text} {content.blocks}"
    assert isinstance(content, View), answer
    return str(content.payload)


def posts(room: Room, channel: str = "birds") -> list[str]:
    """Give what the bot's messages in a channel say now, replies left out."""
    return [
        f"{message.text} {message.blocks}"
        for message in room.channel(channel).messages.values()
        if message.user == room.workspace.bot_user_id and message.thread_ts in (None, message.ts)
    ]


def direct_messages(room: Room, *names: str) -> list[Any]:
    """Give what was written in the conversation of exactly these people and the bot."""
    wanted = {room.workspace.bot_user_id, *map(room.person, names)}
    return [
        message
        for channel in room.workspace.channels.values()
        if (channel.is_im or channel.is_mpim) and set(channel.members) == wanted
        for message in channel.messages.values()
    ]


def direct(room: Room, *names: str) -> list[str]:
    """Give the words of these messages."""
    return [f"{message.text} {message.blocks}" for message in direct_messages(room, *names)]


def visitor(room: Room, name: str, place: Place | None = None) -> Visitor:
    """Give a person who looks at their App Home."""
    return Visitor(Person(room.person(name), name.title(), "UTC"), place or Place(), room.clock.now(), "bulb")
