"""Travels: how far a lesson went, and how all of them travel, told at once and drawn after it.

What is drawn goes into the conversation of the asker and the bot: an image in an ephemeral message would have to be
uploaded first and is refused until Slack has looked at it, at a time it doesn't tell.
Source: github.com/slackapi/java-slack-sdk/issues/1349, docs/decisions/0016.
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from community import lessons, merged_lessons, travels
from community.lessons import Lesson
from community.readers import NO_ROOMS, Reader
from community.relearning import Relearnings
from community.stores import Stores
from community.travels import Journey, Network, Place, Statistics
from handlers import mrkdwn, readers, uploading
from handlers.answers import Answer, Say
from handlers.blocks import travel_pictures as pictures
from handlers.blocks import travels as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.drawn import Drawn
from handlers.payloads import Action, Command
from handlers.table import Feature
from pictures import drawing
from pictures.values import Picture

RECENT = 50  # of which the ones that stayed are looked for
_AT_ONCE = 500  # numbers in one query
_LONGEST_NUMBER = 18
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


@dataclass(frozen=True)
class Travels:
    """Tells of travels. What it remembers only saves work: it may be forgotten, and each replica has its own."""

    drawn: Drawn = field(default_factory=Drawn)
    no_charts: NoCharts = field(default_factory=NoCharts)

    async def tell(self, command: Command, deps: Deps) -> Answer:
        """`/lesson travels [number]`: tell how far one lesson went, or how all of them travel."""
        words = mrkdwn.plain(command.rest).removeprefix("#").strip()
        if not words:
            return await self._overview(command.user_id, deps)
        if not (words.isdecimal() and len(words) <= _LONGEST_NUMBER):
            return Say(blocks.which(words))
        return await self._journey(int(words), command.user_id, deps)

    async def show(self, action: Action, deps: Deps) -> Answer:
        """Tell it at a click; the button carries the lesson's number, or nothing for all of them."""
        if not action.value:
            return await self._overview(action.user_id, deps)
        return await self._journey(int(action.value), action.user_id, deps)

    async def _journey(self, number: int, user_id: str, deps: Deps) -> Answer:
        reader = await readers.reader(deps, user_id, about=number)
        gone = await deps.read(lambda stores: _gone(stores, number, reader))
        # What was said in a closed room is told there in words only: a file lives on when somebody leaves the room.
        may_share = travels.is_counted(gone.lesson)
        has_picture = may_share and bool(gone.ways) and _can_draw(deps)
        message = blocks.journey(gone, may_share=may_share, has_picture=has_picture)
        if not has_picture:
            return Say(message)
        path = Sheet(pictures.path(gone), f"lesson-{number}", pictures.path_alt(gone), f"lesson #{number}")
        return await _followed(message, lambda: self._hand_over(deps, user_id, path), deps)

    async def _overview(self, user_id: str, deps: Deps) -> Answer:
        told = await deps.read(lambda stores: _all(stores, now=deps.now))
        has_picture = blocks.has_charts(told.statistics) or (_can_draw(deps) and bool(told.network.links))
        message = blocks.overview(told.statistics, told.relearnings, has_picture=has_picture)
        if not has_picture:
            return Say(message)
        return await _followed(message, lambda: self._draw_all(deps, user_id, told), deps)

    async def _draw_all(self, deps: Deps, user_id: str, told: "_Told") -> None:
        sheets, counted = [], told.statistics
        if blocks.has_charts(counted) and not await self._charted(deps, user_id, blocks.charts(counted)):
            bars = pictures.bars(counted)
            sheets.append(Sheet(bars, "lessons-by-quarter", pictures.bars_alt(counted), "lessons by quarter"))
        if told.network.links:
            ring = pictures.ring(told.network)
            sheets.append(Sheet(ring, "lessons", pictures.ring_alt(told.network), "all lessons"))
        for sheet in sheets if _can_draw(deps) else ():
            await self._hand_over(deps, user_id, sheet)

    async def _charted(self, deps: Deps, user_id: str, charts: Message) -> bool:
        """Send Slack's own charts; False where they are not taken, which is remembered for a day."""
        if deps in self.no_charts:
            return False
        error = await _post(deps, user_id, charts)
        if error == "invalid_blocks":
            self.no_charts.refuse(deps.workspace_id, now=deps.now)
        return error is None

    async def _hand_over(self, deps: Deps, user_id: str, sheet: "Sheet") -> None:
        """Draw the picture and send it to the person; whatever goes wrong, they are told that it doesn't come."""
        has_come = False
        try:
            png = await self.drawn.png(sheet.picture, deps.workshop)
            title = f"The way of {sheet.what}"
            has_come = await uploading.upload(
                deps, user_id, name=f"{sheet.name}.png", data=png, title=title, alt=sheet.alt
            )
        finally:
            if not has_come:
                await _post(deps, user_id, blocks.no_picture(sheet.what))


_TRAVELS = Travels()

FEATURE = Feature(commands={"/lesson": {"travels": _TRAVELS.tell}}, actions={"travels.show": _TRAVELS.show})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture to hand over: what its file is called, how it sounds, and what it is a picture of."""

    picture: Picture
    name: str
    alt: str
    what: str


async def _followed(message: Message, then: Then, deps: Deps) -> Answer:
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


def _can_draw(deps: Deps) -> bool:
    return deps.workshop is not None and drawing.is_possible()


@dataclass(frozen=True, slots=True)
class _Told:
    statistics: Statistics
    network: Network
    relearnings: Relearnings


def _gone(stores: Stores, number: int, reader: Reader) -> Journey:
    lesson = lessons.shown(merged_lessons.get(stores, number), number, to=reader)
    teams, communities = _places(stores)
    return travels.journey_of(
        lesson,
        adoptions=stores.spread.history(lesson.number),
        shares=stores.spread.shares(lesson.number),
        improved_as=stores.lessons.built_on(lesson.number, rooms=reader.rooms),
        teams=teams,
        communities=communities,
    )


def _all(stores: Stores, *, now: datetime) -> _Told:
    """Give what everybody may be told: nothing of any closed room."""
    adoptions, shares = stores.spread.all_adoptions(), stores.spread.all_shares()
    numbers = {adoption.number for adoption in adoptions} | {share.number for share in shares}
    named = _counted(stores, sorted(numbers))
    teams, communities = _places(stores)
    network = travels.network_of(named, adoptions=adoptions, shares=shares, teams=teams, communities=communities)
    recent = stores.lessons.recent(rooms=NO_ROOMS, limit=RECENT)
    statistics = travels.statistics_of(named, adoptions=adoptions, recent=recent, now=now)
    return _Told(statistics, network, stores.hints.relearnings(None))


def _counted(stores: Stores, numbers: Sequence[int]) -> Mapping[int, Lesson]:
    found: dict[int, Lesson] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        found |= stores.lessons.some(numbers[start : start + _AT_ONCE])
    return {number: lesson for number, lesson in found.items() if travels.is_counted(lesson)}


def _places(stores: Stores) -> tuple[Mapping[int, Place], Mapping[int, Place]]:
    teams = {team.id: team for team in stores.teams.all()}
    # Those that rest are left out: one rests too when its channel was made private.
    communities = {community.id: community for community in stores.communities.all()}
    return travels.team_places(teams, stores.teams.sizes()), travels.community_places(communities)
