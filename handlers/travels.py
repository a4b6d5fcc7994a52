"""Travels: how far a lesson went, and how all of them travel, told at once and drawn after it: see `showing`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from community import communities, lessons, merged_lessons, travels
from community.lessons import Lesson
from community.readers import NO_ROOMS, Reader
from community.relearning import Relearnings
from community.stores import Stores
from community.travels import Journey, Network, Place, Statistics
from handlers import mrkdwn, readers
from handlers.answers import Answer, Say
from handlers.blocks import travel_pictures as pictures
from handlers.blocks import travels as blocks
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.showing import Sheet, Shows, can_draw, followed
from handlers.table import Feature
from pictures.values import Picture

RECENT = 50  # of which the ones that stayed are looked for
_AT_ONCE = 500  # numbers in one query
_LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Travels:
    """Tells of travels."""

    shows: Shows = field(default_factory=Shows)

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
        has_picture = may_share and bool(gone.ways) and can_draw(deps)
        message = blocks.journey(gone, may_share=may_share, has_picture=has_picture)
        if not has_picture:
            return Say(message)
        path = _sheet(pictures.path(gone), f"lesson-{number}", pictures.path_alt(gone), f"lesson #{number}")
        return await followed(message, lambda: self.shows.hand_over(deps, user_id, path), deps)

    async def _overview(self, user_id: str, deps: Deps) -> Answer:
        told = await deps.read(lambda stores: _all(stores, now=deps.now))
        has_picture = blocks.has_charts(told.statistics) or (can_draw(deps) and bool(told.network.links))
        message = blocks.overview(told.statistics, told.relearnings, has_picture=has_picture)
        if not has_picture:
            return Say(message)
        return await followed(message, lambda: self._draw_all(deps, user_id, told), deps)

    async def _draw_all(self, deps: Deps, user_id: str, told: "_Told") -> None:
        sheets, counted = [], told.statistics
        if blocks.has_charts(counted) and not await self.shows.charted(deps, user_id, blocks.charts(counted)):
            bars = pictures.bars(counted)
            sheets.append(_sheet(bars, "lessons-by-quarter", pictures.bars_alt(counted), "lessons by quarter"))
        if told.network.links:
            ring = pictures.ring(told.network)
            sheets.append(_sheet(ring, "lessons", pictures.ring_alt(told.network), "all lessons"))
        for sheet in sheets if can_draw(deps) else ():
            await self.shows.hand_over(deps, user_id, sheet)


_TRAVELS = Travels()

FEATURE = Feature(commands={"/lesson": {"travels": _TRAVELS.tell}}, actions={"travels.show": _TRAVELS.show})


@dataclass(frozen=True, slots=True)
class _Told:
    statistics: Statistics
    network: Network
    relearnings: Relearnings


def _sheet(picture: Picture, name: str, alt: str, what: str) -> Sheet:
    return Sheet(picture, name, alt, f"The way of {what}", what)


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
    found = {community.id: community for community in communities.findable(stores)}
    return travels.team_places(teams, stores.teams.sizes()), travels.community_places(found)
