"""What people do in a room's communities: typing commands, and the communities to do it in."""

from datetime import datetime

from community import digest
from community.communities import Aim, Community, Member, NewCommunity
from community.people import Person
from handlers import payloads
from handlers.answers import Answer
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
