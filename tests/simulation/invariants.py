"""What must be so in every week of the year, whatever people did in it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from community.communities import Community, State
from community.stores import Stores
from sandbox.models import Channel, Message
from storage.stores import Stores as Tables
from tests.handlers.world import World, said
from tests.simulation.meeting import Heard

# Answers of Slack that say that it is so already, or that somebody has to do it by hand.
EXPECTED_ERRORS = {"already_in_channel", "is_archived", "not_in_channel", "already_pinned", "cant_invite_self"}
# What the bot may write to one person in a week without being asked.
MOST_DIRECT = 5
_NEARLY_A_WEEK = 6.5 * 86_400  # seconds; a clock change moves one by an hour
_FEW = re.compile(r"(?<![\d.#:–-])\b[1-4] (?:people|persons|members|colleagues)\b")
_RANK = re.compile(r"top \d|most active|leaderboard|ranking|best contributor", re.IGNORECASE)


@dataclass
class Watch:
    """What was looked at already, so that each week is looked at once."""

    world: World
    seen_until: str = "0"
    exchanges: int = 0
    lessons: int = 0
    resting: set[str | None] = field(default_factory=set)  # channels of those that rested or were closed a week ago
    digests: dict[str, float] = field(default_factory=dict)  # when the last one came, by channel
    heard: Heard = field(default_factory=Heard)
    states: set[State] = field(default_factory=set)  # that a community was in at the end of some week

    async def broken(self) -> list[str]:
        """Say in a sentence each what is not as it must be."""
        communities = await self.world.read(_communities)
        self.states |= {one.state for one in communities}
        resting = {one.channel_id for one in communities if one.state is not State.OPEN} & self.resting
        found = [
            *(await self.world.read(self._kept)),
            *self._channels(communities, await self.world.read(_members)),
            *(await self.world.read(_seats)),
            *self._said(resting),
            *(await self.world.read(partial(self.heard.broken, new=list(self._new())))),
            *self._asked(),
        ]
        self.resting = {one.channel_id for one in communities if one.state is not State.OPEN}
        self.seen_until = self.world.sandbox.workspace.next_ts()
        return found

    def _kept(self, stores: Stores) -> list[str]:
        """Nothing is lost: no event is set aside, no delivery parked, and there are never fewer lessons."""
        assert isinstance(stores, Tables)
        broken = [f"{entry.event.event_id} was set aside" for entry in stores.inbox.aside(limit=9)]
        broken += [f"delivery {entry.id} is parked: {entry.error}" for entry in stores.outbox.parked(limit=9)]
        count = stores.lessons.count(rooms=frozenset())
        if count < self.lessons:
            broken.append(f"there were {self.lessons} lessons, and now there are {count}")
        self.lessons = count
        return broken

    def _channels(self, communities: list[Community], members: dict[int, set[str]]) -> Iterator[str]:
        """Who is in an open community is in its channel, and who coordinates it is in it."""
        channels = self.world.sandbox.workspace.channels
        for community in communities:
            channel = channels.get(community.channel_id or "")
            if community.state is not State.OPEN or channel is None:
                continue
            here = {one for one in members[community.id] if not self.world.sandbox.workspace.users[one].deleted}
            if missing := here - set(channel.members):
                yield f"{community.topic}: {len(missing)} members are not in its channel"

    def _said(self, resting: set[str | None]) -> Iterator[str]:
        """Of what the bot said since: no small numbers of people, no ranks, and no more than one wants to read."""
        direct: Counter[str] = Counter()
        for channel, message in self._new():
            words = said({"text": message.text, "blocks": message.blocks})
            if found := _FEW.search(words) or _RANK.search(words):
                yield f"{channel.name or channel.id} was told “{found[0]}”: {words[:200]}"
            if channel.is_im:
                direct[channel.id] += 1
            if ", this week" in words:
                yield from self._of_a_digest(channel, float(message.ts), resting)
        yield from (f"{count} messages to one person in a week" for count in direct.values() if count > MOST_DIRECT)

    def _of_a_digest(self, channel: Channel, at: float, resting: set[str | None]) -> Iterator[str]:
        """A digest comes once a week, and not to who rests."""
        if at - self.digests.get(channel.id, 0) < _NEARLY_A_WEEK:
            yield f"#{channel.name} got two digests within a week"
        self.digests[channel.id] = at
        if channel.is_archived or channel.id in resting:
            yield f"#{channel.name} rests and got a digest"

    def _asked(self) -> Iterator[str]:
        """Slack was asked for nothing it refuses."""
        for exchange in self.world.sandbox.traffic.exchanges(after=self.exchanges):
            self.exchanges = exchange.number
            if exchange.kind != "web_api" or exchange.response is None:
                continue
            body = json.loads(exchange.response)
            answer = body.get("body", body)
            if answer.get("ok") is False and answer.get("error") not in EXPECTED_ERRORS:
                yield f"{exchange.name} was refused: {answer.get('error')}: {exchange.request[:300]}"

    def _new(self) -> Iterator[tuple[Channel, Message]]:
        workspace = self.world.sandbox.workspace
        for channel in list(workspace.channels.values()):
            for message in list(channel.messages.values()):
                if message.user == workspace.bot_user_id and float(message.ts) > float(self.seen_until):
                    yield channel, message


def _communities(stores: Stores) -> list[Community]:
    return list(stores.communities.every())


def _seats(stores: Stores) -> list[str]:
    """Who coordinates a community is in it."""
    return [
        f"somebody coordinates community {community_id} and is not in it"
        for community_id, seated in stores.seats.all().items()
        if not set(seated) <= {member.user_id for member in stores.members.of(community_id)}
    ]


def _members(stores: Stores) -> dict[int, set[str]]:
    return {
        community.id: {member.user_id for member in stores.members.of(community.id)}
        for community in stores.communities.every()
    }
