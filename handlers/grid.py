"""The grid of an Open Space: told in words at once, and drawn after it; see `showing`."""

from dataclasses import dataclass, field

from community import open_space
from community.open_space import Program
from community.stores import Stores
from handlers.answers import Answer, Replace, Say
from handlers.blocks import grid as blocks
from handlers.deps import Deps
from handlers.market_door import of_meetup
from handlers.payloads import Action
from handlers.showing import Sheet, Shows, can_draw, followed
from handlers.table import Feature
from pictures.values import Grid


@dataclass(frozen=True)
class Grids:
    """Shows grids."""

    shows: Shows = field(default_factory=Shows)

    async def show(self, action: Action, deps: Deps) -> Answer:
        """Show the grid in words, and let its picture follow."""
        meetup_id, _, first = action.value.partition(" ")
        program, zone = await deps.read(lambda stores: _seen(stores, int(meetup_id), action))
        has_picture = can_draw(deps)
        message = blocks.grid(program, int(first or 0), has_picture=has_picture)
        if not has_picture:
            return Say(message)
        drawn = blocks.pictures(program, zone)
        return await followed(message, lambda: self._draw(deps, action.user_id, drawn), deps)

    async def _draw(self, deps: Deps, user_id: str, drawn: "list[Grid]") -> None:
        for index, one in enumerate(drawn, start=1):
            name = f"open-space-{index}" if len(drawn) > 1 else "open-space"
            await self.shows.hand_over(deps, user_id, Sheet(one, name, blocks.alt(one), one.title, "the grid"))


async def turn(action: Action, deps: Deps) -> Answer:
    """Show other slots of it."""
    meetup_id, _, first = action.value.partition(" ")
    program = await deps.read(lambda stores: open_space.program(stores, int(meetup_id)))
    return Replace(blocks.grid(program, int(first or 0), has_picture=False))


def _seen(stores: Stores, meetup_id: int, action: Action) -> tuple[Program, str]:
    program = open_space.program(stores, meetup_id)
    person = stores.people.get(action.user_id)
    return program, person.zone if person else program.meetup.zone


FEATURE = Feature(
    actions={
        "open_space.grid": of_meetup(Grids().show),
        "open_space.grid.earlier": of_meetup(turn),
        "open_space.grid.later": of_meetup(turn),
    }
)
