"""Meetups of a year: some come again each week, with few seats, and people say that they come."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random  # noqa: TID251  # seeded, so a year is like the one before
from typing import Any

from community.coming import Said
from community.stores import Stores
from sandbox.models import Channel, Message
from tests.handlers.world import World

SEATS = 2
_ANSWERS = ("meetup.come", "meetup.maybe", "meetup.stay_away")


async def plan(world: World, handle: str, title: str, channel_id: str, *, comes_again: bool) -> bool:
    """Plan a meetup tomorrow, or one for each week from then on; False when no window opened."""
    await world.control.post("command", user=handle, channel=channel_id, command="/meetup", text=f"plan {title}")
    if not world.sandbox.workspace.views.get(world.user_id(handle)):
        return False
    seats: dict[str, str] = {}
    if comes_again:
        await _click(world, handle, "meetup.plan.more")
        await _click(world, handle, "meetup.plan.shape", value="week", block_id="repeat")
        seats["seats"] = str(SEATS)
    await world.submit(handle, **seats)
    await world.control.post("close", user=handle, all=True)
    await world.settle()
    return True


async def be_reminded_directly(world: World, handle: str) -> None:
    """Let somebody choose to be reminded by direct message."""
    await world.control.post("command", user=handle, channel="yard", command="/meetup", text="reminders")
    await world.submit(handle, how="direct message")
    await world.control.post("close", user=handle, all=True)


async def come(world: World, chance: Random, handles: Sequence[str], messages: Sequence[Message]) -> None:
    """Let some say that they come to what was announced last, more than there may be seats for."""
    announced = [message for message in messages if _is_announcement(message) and meetup_of(message) is not None]
    if not announced:
        return
    channel = next(one.id for one in world.sandbox.workspace.channels.values() if announced[-1].ts in one.messages)
    for handle in chance.sample(list(handles), min(len(handles), SEATS + 2)):
        await _click(world, handle, "meetup.come", channel=channel, ts=announced[-1].ts)


def meetup_of(message: Message) -> int | None:
    """Give the meetup that a message can be answered about."""
    return next((int(value) for value in values(message, *_ANSWERS)), None)


def values(message: Message, *action_ids: str) -> list[str]:
    """Give the values of a message's buttons with one of these action ids."""
    elements = [
        one for block in message.blocks or () for one in (*block.get("elements", ()), block.get("accessory") or {})
    ]
    return [str(one["value"]) for one in elements if one.get("action_id") in action_ids and "value" in one]


@dataclass
class Heard:
    """What the bot said of meetups so far, and what its digests told each community."""

    announced: set[int] = field(default_factory=set)
    reminded: set[tuple[str, int, str]] = field(default_factory=set)
    told: dict[int, set[int]] = field(default_factory=dict)
    periods: dict[int, Any] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def broken(self, stores: Stores, new: Sequence[tuple[Channel, Message]]) -> list[str]:
        """Say in a sentence each what is not as it must be: of what was said since, and of seats and digests now."""
        said = [words for channel, message in new for words in self._of(stores, channel, message)]
        return [*said, *self._seats(stores), *self._digests(stores)]

    def _of(self, stores: Stores, channel: Channel, message: Message) -> Iterator[str]:
        meetup_id = meetup_of(message)
        if meetup_id is None:
            return
        meetup = stores.meetups.get(meetup_id)
        if _is_announcement(message):
            self.counts["announced"] += 1
            if meetup_id in self.announced:
                yield f"meetup {meetup_id} was announced twice"
            self.announced.add(meetup_id)
            return
        if meetup is None or float(message.ts) >= meetup.starts_at.timestamp():
            yield f"{channel.name or channel.id} was reminded of meetup {meetup_id} after it began"
        key = (channel.id, meetup_id, message.text)
        self.counts["reminded directly" if channel.is_im else "reminded"] += 1
        if key in self.reminded:
            yield f"{channel.name or channel.id} was reminded twice: {message.text}"
        self.reminded.add(key)

    def _seats(self, stores: Stores) -> Iterator[str]:
        for meetup_id in self.announced:
            meetup = stores.meetups.get(meetup_id)
            if meetup is None or meetup.seats is None:
                continue
            coming = len(stores.coming.who(meetup_id, Said.COMING))
            self.counts["full"] += coming == meetup.seats
            if coming > meetup.seats:
                yield f"{coming} come to meetup {meetup_id}, which has {meetup.seats} seats"

    def _digests(self, stores: Stores) -> Iterator[str]:
        """No lesson is told to a community twice, by any two of its digests."""
        for community in stores.communities.every():
            last = stores.digests.last(community.id)
            if last is None or self.periods.get(community.id) == last.period:
                continue
            self.periods[community.id] = last.period
            told, now = self.told.setdefault(community.id, set()), [*last.said.lessons, *last.said.elsewhere]
            self.counts["told"] += len(now)
            if twice := told & set(now) or {one for one in now if now.count(one) > 1}:
                yield f"{community.topic} was told lessons {sorted(twice)} twice"
            told.update(now)


def _is_announcement(message: Message) -> bool:
    return "'meetup.more'" in str(message.blocks)


async def _click(world: World, handle: str, action_id: str, **where: Any) -> None:
    await world.control.post("click", user=handle, action_id=action_id, **where)
