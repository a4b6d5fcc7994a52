"""`/meetup topic`: what people want to talk about, and the agenda made of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import structlog

from community import communities, rooms, topics
from community.communities import Community, is_member, is_reachable
from community.meetups import Meetup
from community.stores import Stores
from community.topics import GoneTopic, Topic
from handlers import mrkdwn
from handlers.announcing import refresh
from handlers.answers import Answer, Open, Replace, Say
from handlers.blocks import topics as blocks
from handlers.blocks.parts import Message
from handlers.communities import refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission
from handlers.table import Feature

log = structlog.get_logger()

BATCH = 100
# So many announcements show what is wanted; later ones are brought up to date when they come near.
_NEXT = 3


@refusing("about")
async def propose(command: Command, deps: Deps) -> Answer:
    """Keep what somebody wants to talk about, for the community that meets here or for theirs."""
    words = mrkdwn.plain(command.rest)
    here, theirs = await deps.read(lambda stores: _places(stores, command.channel_id, command.user_id))
    if here is None and not theirs:
        return Say(blocks.nowhere())
    if here is None and (len(theirs) > 1 or not words):
        return Open(blocks.form(theirs, words=words))
    community = here or theirs[0]
    if not words:
        return Open(blocks.form([community]))
    return Say(await deps.write(lambda stores: _propose(stores, community.id, words, command.user_id, deps)))


@refusing("about")
async def add(action: Action, deps: Deps) -> Answer:
    """Open the window to add a topic to the button's community."""

    def read(stores: Stores) -> Answer:
        return Open(blocks.form([_visible(stores, int(action.value), action.channel_id)]))

    return await deps.read(read)


async def added(submission: Submission, deps: Deps) -> Answer:
    """Keep what was filled in."""
    # Where only one community can be meant, the window asks for none.
    community_id = int(submission.values.get("community") or submission.private_metadata)
    words, user_id = submission.values["words"], submission.user_id

    def write(stores: Stores) -> Message:
        community = stores.communities.get(community_id)
        if community is None or community.channel_id is None:
            raise GoneTopic
        # The window is in no channel, so who is in a closed room is told by who joined there.
        if not rooms.is_for_all(stores, community.channel_id) and not is_member(stores, community.id, user_id):
            raise GoneTopic
        return _propose(stores, community.id, words, user_id, deps)

    return Say(await deps.write(write))


async def show(command: Command, deps: Deps) -> Answer:
    """Show what is wanted in the community that meets here, elsewhere in theirs."""

    def read(stores: Stores) -> Message:
        here, theirs = _places(stores, command.channel_id, command.user_id)
        if here is not None:
            return _listing(stores, here, command.user_id)
        if not theirs:
            return blocks.nowhere()
        return blocks.which(theirs) if len(theirs) > 1 else _listing(stores, theirs[0], command.user_id)

    return Say(await deps.read(read))


@refusing("about")
async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Show what is wanted in the button's community."""

    def read(stores: Stores) -> Message:
        return _listing(stores, _visible(stores, int(action.value), action.channel_id), action.user_id)

    return Say(await deps.read(read))


@refusing("about")
async def turn(action: Action, deps: Deps) -> Answer:
    """Show another page in the place of this one."""
    community_id, page = map(int, action.value.split())

    def read(stores: Stores) -> Message:
        community = _visible(stores, community_id, action.channel_id)
        return _listing(stores, community, action.user_id, page=page)

    return Replace(await deps.read(read))


async def want(action: Action, deps: Deps) -> Answer:
    """Count a person who wants to talk about it."""
    return await _listed(action, deps, lambda stores, topic: topics.vote(stores, topic, action.user_id, now=deps.now))


async def unwant(action: Action, deps: Deps) -> Answer:
    """Count them no more."""
    return await _listed(action, deps, lambda stores, topic: stores.topics.take_back(topic.id, action.user_id))


async def bring(action: Action, deps: Deps) -> Answer:
    """Let a person bring it."""
    return await _listed(action, deps, lambda stores, topic: topics.champion(stores, topic, action.user_id))


async def leave(action: Action, deps: Deps) -> Answer:
    """Let nobody bring it, when this person did."""

    def work(stores: Stores, topic: Topic) -> None:
        if topic.champion == action.user_id:
            topics.champion(stores, topic, None)

    return await _listed(action, deps, work)


async def withdraw(action: Action, deps: Deps) -> Answer:
    """Take a topic back whose proposer wants it no more."""

    def write(stores: Stores) -> Message:
        topic, community = _topic(stores, action)
        with _announced_anew(stores, community, deps):
            topics.withdraw(stores, topic, action.user_id)
        return blocks.withdrawn(community, topic)

    return Say(await deps.write(write))


async def reach(action: Action, deps: Deps) -> Answer:
    """Take what was talked about off the list."""

    def write(stores: Stores) -> Message:
        topic, community = _topic(stores, action)
        with _announced_anew(stores, community, deps):
            topics.reach(stores, topic, now=deps.now)
        return blocks.reached(community, topic)

    return Say(await deps.write(write))


async def reopen(action: Action, deps: Deps) -> Answer:
    """Put a topic back that was not talked about after all."""

    def write(stores: Stores) -> Message:
        topic = topics.there(stores, int(action.value))
        community = _visible(stores, topic.community_id, action.channel_id)
        with _announced_anew(stores, community, deps):
            topics.reopen(stores, topic)
        again = next(one for one in stores.topics.open_in(community.id) if one.topic.id == topic.id)
        return blocks.reopened(community, again)

    return Replace(await deps.write(write))


async def freeze_due(deps: Deps) -> None:
    """Let the agenda of each meetup that has begun stay as it is."""
    for meetup in await deps.read(lambda stores: stores.topics.to_freeze(deps.now, limit=BATCH)):
        await deps.write(partial(_freeze, meetup=meetup))


def _freeze(stores: Stores, *, meetup: Meetup) -> None:
    final = topics.freeze(stores, meetup)
    log.info("An agenda is settled.", meetup_id=meetup.id, topics=len(final))


async def _listed(action: Action, deps: Deps, work: Callable[[Stores, Topic], object]) -> Answer:
    """Do it and show the list as it is now in the place of the one that was clicked in."""

    def write(stores: Stores) -> Message:
        topic, community = _topic(stores, action)
        with _announced_anew(stores, community, deps):
            work(stores, topic)
        return _listing(stores, community, action.user_id, around=topic.id)

    return Replace(await deps.write(write))


def _topic(stores: Stores, action: Action) -> tuple[Topic, Community]:
    topic = topics.opened(stores, int(action.value))
    return topic, _visible(stores, topic.community_id, action.channel_id)


def _visible(stores: Stores, community_id: int, channel_id: str | None) -> Community:
    """Give the community; one in a closed room is none to who doesn't click in that room."""
    community = stores.communities.get(community_id)
    if community is None or community.channel_id is None:
        raise GoneTopic
    if community.channel_id != channel_id and not rooms.is_for_all(stores, community.channel_id):
        raise GoneTopic
    return community


def _places(stores: Stores, channel_id: str, user_id: str) -> tuple[Community | None, Sequence[Community]]:
    """Give the community that meets here, and those of the person whose topics everybody may see."""
    here = stores.communities.in_channel(channel_id)
    theirs = [one for one in stores.communities.of(user_id) if is_reachable(one)]
    return here, [one for one in theirs if rooms.is_for_all(stores, one.channel_id or "")]


def _propose(stores: Stores, community_id: int, words: str, user_id: str, deps: Deps) -> Message:
    community = communities.known(stores, community_id)
    with _announced_anew(stores, community, deps):
        wanted = topics.propose(stores, community, words, user_id, now=deps.now)
    return blocks.proposed(community, wanted)


@contextmanager
def _announced_anew(stores: Stores, community: Community, deps: Deps) -> Iterator[None]:
    """Bring the announcements up to date whose agenda changes in between."""
    ahead = [
        meetup
        for meetup in stores.meetups.coming_up(deps.now, limit=_NEXT, community_id=community.id)
        if meetup.starts_at > deps.now
    ]
    before = [_agenda(stores, meetup, deps) for meetup in ahead]
    yield
    for meetup, was in zip(ahead, before, strict=True):
        if _agenda(stores, meetup, deps) != was:
            refresh(stores, meetup, deps.now)


def _agenda(stores: Stores, meetup: Meetup, deps: Deps) -> Sequence[int]:
    return [one.topic.id for one in topics.agenda(stores, meetup, now=deps.now)]


def _listing(
    stores: Stores, community: Community, user_id: str, *, page: int = 0, around: int | None = None
) -> Message:
    """Show a page; `around` is a topic that the page shows, when there is one."""
    every = stores.topics.open_in(community.id)
    place = next((place for place, one in enumerate(every) if one.topic.id == around), None)
    page = page if place is None else place // blocks.PAGE
    shown = every[page * blocks.PAGE : (page + 1) * blocks.PAGE]
    champions = [one.topic.champion for one in shown if one.topic.champion]
    return blocks.listing(
        blocks.Listing(
            community=community,
            topics=shown,
            yours=stores.topics.voted([one.topic.id for one in shown], user_id),
            user_id=user_id,
            names=stores.people.named(champions),
            page=page,
            has_more=len(every) > (page + 1) * blocks.PAGE,
        )
    )


FEATURE = Feature(
    commands={"/meetup": {"topic": propose, "topics": show}},
    actions={
        blocks.ADD: add,
        blocks.LIST: show_on_click,
        blocks.MORE: turn,
        blocks.BACK: turn,
        blocks.WANT: want,
        blocks.UNWANT: unwant,
        blocks.BRING: bring,
        blocks.LEAVE: leave,
        blocks.WITHDRAW: withdraw,
        blocks.REACHED: reach,
        blocks.NOT_REACHED: reopen,
    },
    views={blocks.ADD: added},
    ticks={"topics": freeze_due},
)
