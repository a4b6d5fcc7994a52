"""*More like this* and *less like this* in digests."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from community import communities, gathering, lessons, merged_lessons, tastes
from community.communities import Community
from community.components import Component
from community.stores import Stores
from community.tastes import OWN, Taste
from handlers import readers
from handlers.answers import Answer, Replace, Say
from handlers.blocks import digest as digest_blocks
from handlers.blocks import tastes as blocks
from handlers.blocks.digest_entries import LESS, MORE
from handlers.blocks.parts import Message
from handlers.communities import refusing
from handlers.deps import Deps
from handlers.payloads import Action
from handlers.table import Feature


@refusing("digest")
async def more(action: Action, deps: Deps) -> Answer:
    """Keep that a person wants more like a lesson in this digest."""
    return Say(await _say(action, deps, is_more=True))


@refusing("digest")
async def less(action: Action, deps: Deps) -> Answer:
    """Keep that a person wants less like it."""
    return Say(await _say(action, deps, is_more=False))


@refusing("digest")
async def undo(action: Action, deps: Deps) -> Answer:
    """Forget what a person said to a lesson in a digest."""
    number, reader_id = map(int, action.value.split())
    reader = await readers.reader(deps, action.user_id, about=number)

    def work(stores: Stores) -> Message:
        lesson = lessons.shown(merged_lessons.get(stores, number), number, to=reader)
        stores.tastes.unsay(Taste(action.user_id, reader_id, lesson.number, is_more=True, at=deps.now))
        return blocks.taken_back(lesson)

    return Replace(await deps.write(work))


def lines(stores: Stores, community: Community, *, now: datetime) -> Sequence[str]:
    """Say what the members of a community want more and less of, as far as they agree."""
    said = stores.tastes.of_communities([community.id], since=now - tastes.FADED).get(community.id, ())
    if not said:
        return ()
    components = stores.components.all()
    likes = tastes.likes(said, gathering.traits_said(stores, said, components), now=now)
    return blocks.wanted(likes, _topics(stores, list(likes)), _labels(components))


async def _say(action: Action, deps: Deps, *, is_more: bool) -> Message:
    number, reader_id = map(int, action.value.split())
    reader = await readers.reader(deps, action.user_id, about=number)

    def work(stores: Stores) -> Message:
        lesson = lessons.shown(merged_lessons.get(stores, number), number, to=reader)
        community = None if reader_id == OWN else communities.known(stores, reader_id)
        if community is not None and not communities.is_member(stores, community.id, action.user_id):
            return digest_blocks.members_settle(community)
        taste = Taste(action.user_id, reader_id, lesson.number, is_more, deps.now)
        stores.tastes.say(taste)
        components = stores.components.all()
        traits = gathering.traits_said(stores, [taste], components).get(lesson.number, ())
        said = blocks.says(traits, _topics(stores, traits), _labels(components))
        return blocks.noted(lesson, community, said, is_more=is_more)

    return await deps.write(work)


def _topics(stores: Stores, traits: Sequence[str]) -> Mapping[int, str]:
    ids = [int(trait.removeprefix("from:")) for trait in traits if trait.startswith("from:")]
    return {id_: community.topic for id_, community in stores.communities.some(ids).items()}


def _labels(components: Sequence[Component]) -> Mapping[int, str]:
    return {component.id: component.label for component in components}


FEATURE = Feature(actions={MORE: more, LESS: less, blocks.UNDO: undo})
