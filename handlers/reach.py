"""`/community reach`: which teams have members in which community, and whom a community might invite."""

from dataclasses import dataclass, field

from community import communities, reach
from community.communities import Community
from community.reach import Reach
from community.stores import Stores
from handlers import mrkdwn
from handlers.answers import Answer, Replace, Say
from handlers.blocks import reach as blocks
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.showing import Sheet, Shows, can_draw, followed
from handlers.table import Feature


@dataclass(frozen=True)
class Reaches:
    """Tells how far communities reach."""

    shows: Shows = field(default_factory=Shows)

    async def tell(self, command: Command, deps: Deps) -> Answer:
        """`/community reach [name]`: of the community they name, or of all."""
        if not mrkdwn.plain(command.rest):
            return await self._everywhere(command.user_id, deps)
        return await self._of(await deps.read(lambda stores: meant(stores, command, command.rest)), deps)

    async def show(self, action: Action, deps: Deps) -> Answer:
        """Tell it at a click; the button carries the community's id, or nothing for all."""
        if not action.value:
            return await self._everywhere(action.user_id, deps)
        return await self._of(await deps.read(lambda stores: communities.known(stores, int(action.value))), deps)

    async def _of(self, community: Community, deps: Deps) -> Answer:
        return Say(blocks.of(await deps.read(lambda stores: reach.of(stores, community, now=deps.now))))

    async def _everywhere(self, user_id: str, deps: Deps) -> Answer:
        found = await deps.read(reach.everywhere)
        has_picture = bool(found.communities and (found.teams or found.smaller)) and can_draw(deps)
        message = blocks.everywhere(found, 0, has_picture=has_picture)
        if not has_picture:
            return Say(message)
        return await followed(message, lambda: self._draw(deps, user_id, found), deps)

    async def _draw(self, deps: Deps, user_id: str, found: Reach) -> None:
        grid = reach.grid_of(found)
        title, what = "Which teams are in which community", "teams and communities"
        sheet = Sheet(blocks.matrix(grid), "reach", blocks.matrix_alt(found, grid), title, what)
        await self.shows.hand_over(deps, user_id, sheet)


async def turn_page(action: Action, deps: Deps) -> Answer:
    """Show another page in the place of this one."""
    found = await deps.read(reach.everywhere)
    return Replace(blocks.everywhere(found, int(action.value), has_picture=False))


async def words(action: Action, deps: Deps) -> Answer:
    """Give words to pass on to a team; nobody is written to."""
    community_id, team_id = map(int, action.value.split())

    def read(stores: Stores) -> Answer:
        community = communities.known(stores, community_id)
        invited = reach.of(stores, community, now=deps.now).invitations
        one = next((one for one in invited if one.team.id == team_id), None)
        return Say(blocks.no_longer(community) if one is None else blocks.words(community, one))

    return await deps.read(read)


_REACHES = Reaches()

FEATURE = Feature(
    commands={"/community": {"reach": refusing("reach")(_REACHES.tell)}},
    actions={
        blocks.SHOW: refusing("reach")(_REACHES.show),
        blocks.WORDS: refusing("reach")(words),
        blocks.BACK: turn_page,
        blocks.ON: turn_page,
    },
)
