"""Showing: pictures and charts that follow an answer, into the conversation of the asker and the bot.

An image in an ephemeral message would have to be uploaded first and is refused until Slack has looked at it, at a time
it doesn't tell. Source: github.com/slackapi/java-slack-sdk/issues/1349, docs/decisions/0016.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from handlers import uploading
from handlers.answers import Answer, Say
from handlers.blocks import showing as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.drawn import Drawn
from pictures import drawing
from pictures.values import Picture

ASKED_AGAIN_AFTER = timedelta(days=1)

log = structlog.get_logger()

Then = Callable[[], Coroutine[Any, Any, None]]


class NoCharts:
    """Which workspaces don't take Slack's own charts; each is tried again after a day."""

    def __init__(self) -> None:
        self._refused_at: dict[str, datetime] = {}

    def refuse(self, workspace_id: str, *, now: datetime) -> None:
        """Remember that the workspace took none."""
        self._refused_at[workspace_id] = now

    def __contains__(self, deps: Deps) -> bool:
        at = self._refused_at.get(deps.workspace_id)
        return at is not None and deps.now - at < ASKED_AGAIN_AFTER


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture to hand over: what its file is called, how it sounds, its title, and what it is a picture of."""

    picture: Picture
    name: str
    alt: str
    title: str
    what: str


@dataclass(frozen=True)
class Shows:
    """Shows pictures and charts. What it remembers only saves work: it may be forgotten, each replica has its own."""

    drawn: Drawn = field(default_factory=Drawn)
    no_charts: NoCharts = field(default_factory=NoCharts)

    async def charted(self, deps: Deps, user_id: str, charts: Message) -> bool:
        """Send Slack's own charts; False where they are not taken, which is remembered for a day."""
        if deps in self.no_charts:
            return False
        error = await _post(deps, user_id, charts)
        if error == "invalid_blocks":
            self.no_charts.refuse(deps.workspace_id, now=deps.now)
        return error is None

    async def hand_over(self, deps: Deps, user_id: str, sheet: Sheet) -> None:
        """Draw the picture and send it to the person; whatever goes wrong, they are told that it doesn't come."""
        has_come = False
        try:
            png = await self.drawn.png(sheet.picture, deps.workshop)
            has_come = await uploading.upload(
                deps, user_id, name=f"{sheet.name}.png", data=png, title=sheet.title, alt=sheet.alt
            )
        finally:
            if not has_come:
                await self.missing(deps, user_id, sheet)

    async def missing(self, deps: Deps, user_id: str, sheet: Sheet) -> None:
        """Say that a picture doesn't come."""
        await _post(deps, user_id, blocks.no_picture(sheet.what))


def can_draw(deps: Deps) -> bool:
    """Tell whether pictures can be drawn here at all."""
    return deps.workshop is not None and drawing.is_possible()


async def followed(message: Message, then: Then, deps: Deps) -> Answer:
    """Claim the request, so that one that Slack sends twice is drawn once, and answer."""
    await deps.write(lambda _: None)
    return Say(message, then)


async def _post(deps: Deps, user_id: str, message: Message) -> str | None:
    """Write to the person, once and now, since it only makes sense as an answer; give why not, if not."""
    try:
        await deps.client.chat_postMessage(channel=user_id, text=message.text, blocks=list(message.blocks))
    except (SlackApiError, ClientError, TimeoutError) as error:
        reason = str(error.response.get("error")) if isinstance(error, SlackApiError) else type(error).__name__
        log.warning("What follows an answer was not taken.", user_id=user_id, reason=reason)
        return reason
    return None
