"""What people do with a room's communities as a whole: ask, answer, let time pass, look at what is said."""

from dataclasses import replace
from datetime import timedelta

from community.communities import Community, State
from handlers.answers import Answer
from sandbox.models import Message
from tests.handlers.acting import opened
from tests.handlers.room import Room


async def started(room: Room, topic: str, *members: str) -> Community:
    """Give a community in a channel the bot made for it, with these members in both; the first one started it."""
    name = f"cop-{topic.casefold()}"
    channel = room.workspace.create_channel(room.workspace.bot_user_id, name)
    room.workspace.invite(room.workspace.bot_user_id, channel.id, [room.person(member) for member in members])
    kept = await opened(room, topic, channel=name, by=members[0], members=members[1:])
    made = replace(kept, is_linked=False)
    await room.write(lambda stores: stores.communities.update(made))
    return made


async def known(room: Room, community: Community) -> Community:
    """Give the community as it is now."""
    found = await room.read(lambda stores: stores.communities.get(community.id))
    assert found is not None
    return found


async def state(room: Room, community: Community) -> State:
    return (await known(room, community)).state


async def members(room: Room, community: Community) -> list[str]:
    """Give the names of the members, by name."""
    found = await room.read(lambda stores: stores.members.of(community.id))
    return sorted(room.workspace.users[member.user_id].name for member in found)


async def let_pass(room: Room, span: timedelta) -> None:
    """Let time pass, and do what falls due: questions end, and what is put into the outbox is sent."""
    room.wait(span)
    await room.table.ticks["agreements"](room.deps())
    await room.deliver()


async def answer(room: Room, name: str, say: str, agreement_id: int = 1) -> Answer:
    """Click one of a question's buttons: yes, with_channel or no."""
    answered = await room.click(name, f"agreement.{say}", agreement_id)
    await room.deliver()
    return answered


def said(room: Room, channel: str) -> list[Message]:
    """Give the bot's messages in a channel, replies left out, oldest first."""
    return [
        message
        for message in room.channel(channel).messages.values()
        if message.user == room.workspace.bot_user_id
        and not message.subtype
        and message.thread_ts in (None, message.ts)
    ]


def texts(room: Room, channel: str) -> list[str]:
    """Give what the bot's messages in a channel say now."""
    return [f"{message.text} {message.blocks}" for message in said(room, channel)]
