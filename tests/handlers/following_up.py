"""What follows an answer: pictures and charts, drawn in this process, in the conversation of Ana and the bot."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from aiohttp import ClientSession

from handlers.answers import Answer, Say
from handlers.deps import Deps
from handlers.payloads import Action, Command
from tests.handlers.room import Room
from tests.story.living import words


class Bench:
    """A workshop in this process, which counts."""

    def __init__(self) -> None:
        self.drawn = 0

    async def do(self, work: Callable[..., Any], *given: object) -> Any:
        self.drawn += 1
        return work(*given)


def deps(room: Room, workshop: Bench | None = None) -> Deps:
    return replace(room.deps(), workshop=workshop)


def command(room: Room, name: str, text: str, *, by: str = "ana", channel_id: str = "") -> Command:
    word, _, rest = text.partition(" ")
    return Command(
        name=name,
        word=word,
        rest=rest,
        text=text,
        user_id=room.person(by),
        channel_id=channel_id or room.channel("birds").id,
        channel_name="birds",
        trigger_id="1.2",
        response_url="",
    )


def click(room: Room, action_id: str, value: str = "", *, by: str = "ana") -> Action:
    channel_id = room.channel("birds").id
    return Action(action_id, value, room.person(by), channel_id, None, None, "1.2", "https://x.example", None, None, "")


def said(told: Answer) -> str:
    assert isinstance(told, Say)
    return f"{told.message.text}\n{words(list(told.message.blocks))}"


async def follow(told: Answer) -> None:
    assert isinstance(told, Say)
    assert told.then is not None
    await told.then()


async def refuse(room: Room, method: str, error: str) -> None:
    """Let Slack refuse the next call of this method."""
    address = room.client.base_url.replace("/api/", "/control/fault")
    async with ClientSession() as session, session.post(address, json={"method": method, "error": error}) as planned:
        assert planned.status == 200
