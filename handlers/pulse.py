"""`/community pulse`: how a community is, told to itself: to its members, and in a line of its digest now and then."""

from dataclasses import dataclass, field

from community import communities, pulse
from community.communities import Community, NotSaidWhich
from community.pulse import MembersOnly, Pulse
from community.stores import Stores
from handlers.answers import Answer, Say
from handlers.blocks import pulse as blocks
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.showing import Sheet, Shows, can_draw, followed
from handlers.table import Feature


@dataclass(frozen=True)
class Pulses:
    """Tells of pulses."""

    shows: Shows = field(default_factory=Shows)

    async def tell(self, command: Command, deps: Deps) -> Answer:
        """`/community pulse [name]`: of the community they name, of the one that meets here, or of their only one."""

        def which(stores: Stores) -> Community | Answer:
            try:
                return meant(stores, command, command.rest)
            except NotSaidWhich:
                theirs = stores.communities.of(command.user_id)
                if not theirs:
                    raise
                return theirs[0] if len(theirs) == 1 else Say(blocks.which(theirs))

        found = await deps.read(which)
        return await self._of(found, command.user_id, deps) if isinstance(found, Community) else found

    async def show(self, action: Action, deps: Deps) -> Answer:
        """Tell it at a click; the button carries the community's id."""
        found = await deps.read(lambda stores: communities.known(stores, int(action.value)))
        return await self._of(found, action.user_id, deps)

    async def _of(self, community: Community, user_id: str, deps: Deps) -> Answer:
        try:
            felt = await deps.read(lambda stores: pulse.feel(stores, community, user_id, now=deps.now))
        except MembersOnly as refused:
            return Say(blocks.members_only(refused))
        message = blocks.told(felt, has_picture=blocks.has_charts(felt))
        if not blocks.has_charts(felt):
            return Say(message)
        return await followed(message, lambda: self._draw(deps, user_id, felt), deps)

    async def _draw(self, deps: Deps, user_id: str, felt: Pulse) -> None:
        """Send Slack's own charts; where they aren't taken, the same as a picture, or in words where none is drawn."""
        if await self.shows.charted(deps, user_id, blocks.charts(felt)):
            return
        title = f"The pulse of {felt.community.topic}"
        sheet = Sheet(blocks.bars(felt), "pulse", blocks.bars_alt(felt), title, "the last twelve weeks")
        if can_draw(deps):
            await self.shows.hand_over(deps, user_id, sheet)
        else:
            await self.shows.missing(deps, user_id, sheet)


_PULSES = Pulses()

FEATURE = Feature(
    commands={"/community": {"pulse": refusing("pulse")(_PULSES.tell)}},
    actions={blocks.SHOW: refusing("pulse")(_PULSES.show)},
)
