"""What people do with lessons across teams: being in one, learning something, hearing what their team said."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from community import teams
from community.lessons import Lesson
from community.spread import Adoption
from community.teams import Team
from handlers.answers import Answer, Open, Replace, Say, Update
from handlers.features import TABLE
from sandbox.models import Message
from storage.database import Database
from storage.stores import Stores
from tests.handlers.room import Room, room_of

PACTS = "Publish the contract before you deploy. We had two outages."


@asynccontextmanager
async def teams_of(database: Database) -> AsyncIterator[Room]:
    """Give a room in which Ben is in team Kestrel and Caro in Heron; Ana has named none."""
    async with room_of(database, TABLE) as room:
        await in_team(room, "ben", "Kestrel")
        await in_team(room, "caro", "Heron")
        yield room


async def in_team(room: Room, name: str, label: str) -> Team:
    """Let a person be in a team of that name."""

    def work(stores: Stores) -> Team:
        team = teams.start(stores, label, by=room.person(name), now=room.clock.now())
        teams.join(stores, team, room.person(name), now=room.clock.now())
        return team

    return await room.write(work)


async def learnt(room: Room, text: str = PACTS, *, by: str = "ben") -> Message:
    """Let somebody of a team learn something that Ana marks; its card is posted."""
    message = room.say(by, text)
    await room.react("ana", message)
    await room.deliver()
    return message


async def answers(room: Room, number: int = 1) -> Sequence[Adoption]:
    """Give each team's newest answer."""
    found = await room.read(lambda stores: stores.spread.adoptions([number]))
    return found.get(number, ())


async def said_by(room: Room, number: int = 1) -> dict[str, str]:
    """Give what each team says, by its name."""
    given = await answers(room, number)
    known = await room.read(lambda stores: stores.teams.some([one.team_id for one in given]))
    return {known[one.team_id].label: one.answer.value for one in given}


async def lesson(room: Room, number: int = 1) -> Lesson:
    found = await room.lesson(number)
    assert found is not None
    return found


def card(room: Room, message: Message, *, channel: str = "birds") -> Message:
    """Give the lesson's card below a message."""
    return room.thread(message, channel=channel)[0]


def words(answer: Answer) -> str:
    """Give all that an answer shows."""
    if isinstance(answer, Say | Replace):
        return f"{answer.message.text} {answer.message.blocks}"
    assert isinstance(answer, Open | Update), answer
    return str(answer.modal.payload)


def view(answer: Answer) -> dict[str, Any]:
    """Give the window an answer opens."""
    assert isinstance(answer, Open | Update), answer
    return dict(answer.modal.payload)


def element(answer: Answer, block_id: str) -> dict[str, Any]:
    """Give the input of that block of the window."""
    found = [block["element"] for block in view(answer)["blocks"] if block.get("block_id") == block_id]
    return dict(found[0])
