"""Composing digests in bulk: what all are chosen from is read once, and the models are asked for many at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from community import digest, gathering, tastes
from community.choosing import About
from community.digest import Digest
from community.gathering import Common
from community.schedule import Period
from community.stores import Stores
from handlers import reading
from handlers.deps import Deps, NoMeaning

NEAREST = 20  # by meaning, for each reader
HELD_FOR = timedelta(minutes=10)

_held: dict[str, tuple[datetime, Common]] = {}  # by workspace, with when it was read


async def common(deps: Deps) -> Common:
    """Give what all digests of now are chosen from."""
    return await deps.read(partial(gathering.common, now=deps.now))


async def common_of_the_hour(deps: Deps) -> Common:
    """Give it as `common` does, or as it was a few minutes ago: thousands of digests go out over many ticks.

    What a lesson says, and whether it may be shown, is read anew for each digest.
    """
    at, held = _held.get(deps.workspace_id, (None, None))
    if at is None or held is None or not at <= deps.now < at + HELD_FOR:
        held = await common(deps)
        _held[deps.workspace_id] = (deps.now, held)
    return held


def let_go(deps: Deps) -> None:
    """Hold nothing any more: no digest is due."""
    _held.pop(deps.workspace_id, None)


async def composed(deps: Deps, periods: Mapping[int, Period], shared: Common) -> Mapping[int, Digest]:
    """Give the digests of these communities that have something to say, by id."""
    about = await deps.read(partial(_about, ids=tuple(periods), now=deps.now))
    near = replace(shared, close=await close(deps, about, shared))
    found = await deps.read(partial(gathering.gather, periods=periods, now=deps.now, shared=near))
    chosen = {one.community.id: digest.compose(one) for one in found}
    return {id_: one for id_, one in chosen.items() if one is not None}


async def close(deps: Deps, about: Mapping[int, About], shared: Common) -> Mapping[int, Mapping[int, float]]:
    """Give for each reader the lessons that mean what they are about, from 0 to 1; nothing without the models."""
    numbers = list(shared.pool.place_of)
    if deps.meaning is None or not about or not numbers:
        return {}
    try:
        found = await deps.meaning.fitting(list(about.values()), numbers, limit=NEAREST)
    except NoMeaning:
        return {}
    return dict(zip(about, found, strict=True))


async def archive(deps: Deps, digests: Sequence[Digest]) -> str | None:
    """Give how the addresses of this workspace's messages begin, asked by one of the questions; None without any.

    One is enough: Slack is not asked for the address of every question in a thousand digests.
    """
    asked = next((one for digest in digests for one in digest.news.questions), None)
    if asked is None:
        return None
    address = await reading.permalink(deps.client, asked.channel_id, asked.ts)
    return address.partition(f"/{asked.channel_id}/")[0] if address and f"/{asked.channel_id}/" in address else None


def _about(stores: Stores, *, ids: Sequence[int], now: datetime) -> Mapping[int, About]:
    said = stores.tastes.of_communities(ids, since=now - tastes.FADED)
    found = {}
    for community in stores.communities.some(ids).values():
        more, less = tastes.wanted(said.get(community.id, ()))
        found[community.id] = About(f"{community.topic}\n{community.purpose}", more, less)
    return found
