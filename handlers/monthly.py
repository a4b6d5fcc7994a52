"""*How far did it travel?*: once a month in words where lessons travelled, with a picture in the thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from community import communities, digest, hub_digest, month
from community.communities import Community, is_member, is_reachable
from community.delivery import Sent
from community.digest import DigestSchedule
from community.month import HUB, Month, Told
from community.stores import Stores
from handlers import deliveries, uploading
from handlers.answers import Answer, Replace, Say
from handlers.blocks import digest as digest_blocks
from handlers.blocks import monthly as blocks
from handlers.blocks import travel_pictures as pictures
from handlers.blocks.parts import Message
from handlers.communities import refusing
from handlers.deps import Deps
from handlers.drawn import Drawn
from handlers.payloads import Action
from handlers.showing import can_draw
from handlers.table import Feature

log = structlog.get_logger()

POST = "month.post"
AT_ONCE = 300  # in one hour; the others in the next ones
DRAWN_AT_ONCE = 5  # in one tick
_TWO_MONTHS = timedelta(days=70)
_LAST_DAY = 11  # in every zone it was told by then, or is not told any more
_drawn = Drawn()


@dataclass(frozen=True, slots=True)
class _Due:
    """Who is told of which month; no community: the hub."""

    month: Month
    community: Community | None
    channel_id: str


async def tell_due(deps: Deps) -> None:
    """Tell whom it is due to, where lessons travelled; of a month each is told once."""
    if _LAST_DAY < deps.now.day < 28:
        return
    due, taken = await deps.read(partial(_to_tell, now=deps.now))
    for one in due:
        told = month.told(taken, one.month, one.community.id if one.community else HUB)
        if told is not None:
            await deps.write(partial(_tell, one=one, told=told, now=deps.now))


async def draw_due(deps: Deps) -> None:
    """Draw what was told in words, into its thread; once, and whatever goes wrong the words stand alone."""
    if not can_draw(deps):
        return
    for key, community_id, ts in await deps.read(lambda stores: stores.months.to_draw(limit=DRAWN_AT_ONCE)):
        if not await deps.write(partial(_begin_drawing, key=key, community_id=community_id)):
            continue
        found = await deps.read(partial(_to_draw, key=key, community_id=community_id, now=deps.now))
        if found is not None:
            await _hand_over(deps, found[0], found[1], ts)


@refusing("digest")
async def mute(action: Action, deps: Deps) -> Answer:
    """Let a community be told no more, at one member's click."""

    def write(stores: Stores) -> Message:
        community = communities.known(stores, int(action.value))
        if not is_member(stores, community.id, action.user_id):
            return digest_blocks.members_settle(community)
        stores.months.mute(community.id, now=deps.now)
        return blocks.muted(community)

    return Say(await deps.write(write))


@refusing("digest")
async def unmute(action: Action, deps: Deps) -> Answer:
    """Let it be told again."""

    def write(stores: Stores) -> Message:
        community = communities.known(stores, int(action.value))
        if not is_member(stores, community.id, action.user_id):
            return digest_blocks.members_settle(community)
        stores.months.unmute(community.id)
        return blocks.unmuted(community)

    return Replace(await deps.write(write))


def placed(stores: Stores, sent: Sent, _now: datetime) -> None:
    """Keep where it was told, so that the picture follows in its thread."""
    key, _, community_id = sent.delivery.subject.partition(" ")
    stores.months.place(key, int(community_id), ts=str(sent.answer["ts"]))


def _to_tell(stores: Stores, *, now: datetime) -> tuple[Sequence[_Due], month.Steps]:
    taken = month.steps(stores, since=now - _TWO_MONTHS)
    chosen, muted = stores.settings.get(), stores.months.muted()
    ids = sorted({one.community_id for one in taken.lessons.values() if one.community_id is not None} - muted)
    found = []
    for community in stores.communities.some(ids).values():
        schedule = stores.digests.schedule(community.id) or digest.first_schedule(community, now, chosen)
        if is_reachable(community) and _comes(schedule, now):
            weekly = schedule.weekly
            if (over := month.due(now, weekly.at, weekly.zone)) is not None:
                found.append(_Due(over, community, community.channel_id or ""))
    if chosen.hub_channel is not None and chosen.hub_digest:
        weekly = hub_digest.weekly_of(chosen, hub_digest.zone_of_most(stores.communities.all()))
        if (over := month.due(now, weekly.at, weekly.zone)) is not None:
            found.append(_Due(over, None, chosen.hub_channel))
    told = {key: stores.months.told(key) for key in {one.month.key for one in found}}
    left = [one for one in found if (one.community.id if one.community else HUB) not in told[one.month.key]]
    return left[:AT_ONCE], taken


def _comes(schedule: DigestSchedule, now: datetime) -> bool:
    """Tell whether the community wants to hear anything now: its digest is neither off nor paused."""
    return schedule.next_at is not None and not digest.is_paused(schedule, now)


def _tell(stores: Stores, *, one: _Due, told: Told, now: datetime) -> None:
    community_id = one.community.id if one.community else HUB
    if not stores.months.tell(one.month.key, community_id, now=now):
        return
    subject = f"{one.month.key} {community_id}"
    message = blocks.post(told, one.community)
    stores.outbox.put(deliveries.post(one.channel_id, message, purpose=POST, subject=subject), now=now)
    log.info("It was told how far lessons travelled.", community_id=community_id, month=one.month.key)


def _begin_drawing(stores: Stores, *, key: str, community_id: int) -> bool:
    return stores.months.draw(key, community_id)


def _to_draw(stores: Stores, *, key: str, community_id: int, now: datetime) -> tuple[str, Told] | None:
    """Give the channel, and what is to be drawn, as it may be told now."""
    community = stores.communities.get(community_id) if community_id != HUB else None
    channel_id = community.channel_id if community else stores.settings.get().hub_channel
    if channel_id is None or (community_id != HUB and (community is None or not is_reachable(community))):
        return None
    zone = community.zone if community else hub_digest.zone_of_most(stores.communities.all())
    first = datetime.strptime(key, "%Y-%m").date()  # noqa: DTZ007 - a month, not a moment
    over = month.before((first + timedelta(days=32)).replace(day=1), zone)
    told = month.told(month.steps(stores, since=min(now - _TWO_MONTHS, over.period.start)), over, community_id)
    return None if told is None or not told.network.links else (channel_id, told)


async def _hand_over(deps: Deps, channel_id: str, told: Told, ts: str) -> None:
    png = await _drawn.png(pictures.ring(told.network), deps.workshop)
    name, title = f"travelled-{told.month.key}.png", f"How far lessons travelled in {told.month.name}"
    alt = pictures.ring_alt(told.network)
    await uploading.share(deps, channel_id, name=name, data=png, title=title, alt=alt, thread_ts=ts)


FEATURE = Feature(
    actions={blocks.MUTE: mute, blocks.UNMUTE: unmute},
    ticks={"month_pictures": draw_due},
    rounds={"month": tell_due},
    sent={POST: placed},
)
