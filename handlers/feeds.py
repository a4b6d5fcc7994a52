"""`/community follow`, `unfollow`, `follows`: feeds and calendars of the wider network."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from community import communities, feed_news, feeds, fitting, rooms
from community.communities import Community, NotOpen, NotSaidWhich, is_member
from community.feed_news import Entry
from community.feeds import Feed, Look, Suggestion
from community.outside import Kind
from community.stores import Stores
from handlers import feed_looks, mrkdwn
from handlers.answers import Answer, Replace, Say
from handlers.blocks import feeds as blocks
from handlers.blocks.feeds import Followed
from handlers.blocks.parts import Message
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature

# So long nobody else looks at what somebody wanted looked at; what was read since needn't be read for one more.
LOOKED_FOR, STILL_FRESH = timedelta(minutes=2), timedelta(hours=24)


@refusing("about")
async def follow(command: Command, deps: Deps) -> Answer:
    """`/community follow [address] [name]`: look at the address, or show what is suggested."""
    address, rest = _taken_apart(command.rest)

    def which(stores: Stores) -> Community:
        return _meant(stores, command, rest)

    if not address:
        return Say(await deps.read(lambda stores: _suggested(stores, which(stores), command.user_id, deps)))
    community = await deps.read(which)
    return await _look(deps, address, community.id, command.user_id)


@refusing("about")
async def look(action: Action, deps: Deps) -> Answer:
    """Look at the address of a button."""
    community_id, _, address = action.value.partition(" ")
    return await _look(deps, address, int(community_id), action.user_id)


@refusing("about")
async def follow_on_click(action: Action, deps: Deps) -> Answer:
    """Let a community follow what was found."""
    community_id, feed_id = map(int, action.value.split())
    community, feed = await deps.write(
        lambda stores: feeds.follow(stores, community_id, feed_id, action.user_id, now=deps.now)
    )
    return Replace(blocks.followed(community, feed))


@refusing("about")
async def unfollow(command: Command, deps: Deps) -> Answer:
    """`/community unfollow [address or title]`: let one go, or ask which."""
    address, rest = _taken_apart(command.rest)
    wanted = address or mrkdwn.plain(command.rest)

    def which(stores: Stores) -> tuple[Community, Sequence[Feed]]:
        try:
            community = _meant(stores, command, rest if address else "")
        except NotSaidWhich:  # then the words are a community's name
            return (community := _meant(stores, command, command.rest)), stores.feeds.of(community.id)
        return community, [feed for feed in stores.feeds.of(community.id) if _is_it(feed, wanted)]

    community, found = await deps.read(which)
    if wanted and len(found) == 1:
        return Say(await _unfollowed(deps, community.id, found[0].id, command.user_id))
    return Say(await deps.read(lambda stores: _listing(stores, community, command.user_id, wanted=wanted)))


@refusing("about")
async def unfollow_on_click(action: Action, deps: Deps) -> Answer:
    """Let one go."""
    community_id, feed_id = map(int, action.value.split())
    return Say(await _unfollowed(deps, community_id, feed_id, action.user_id))


@refusing("about")
async def try_again(action: Action, deps: Deps) -> Answer:
    """Read a paused feed again."""
    community_id, feed_id = map(int, action.value.split())
    community, feed = await deps.write(
        lambda stores: feeds.try_again(stores, community_id, feed_id, action.user_id, now=deps.now)
    )
    return Say(blocks.tried_again(community, feed))


@refusing("about")
async def follows(command: Command, deps: Deps) -> Answer:
    """`/community follows [name]`: show what a community follows, to everybody."""
    return Say(await deps.read(lambda stores: _listing(stores, _meant(stores, command, command.rest), command.user_id)))


@refusing("about")
async def follows_on_click(action: Action, deps: Deps) -> Answer:
    """Show the same from a button."""
    return Say(
        await deps.read(lambda stores: _listing(stores, communities.known(stores, int(action.value)), action.user_id))
    )


@refusing("about")
async def show(action: Action, deps: Deps) -> Answer:
    """Show what is in a feed that a community follows."""
    community_id, feed_id = map(int, action.value.split())

    def read(stores: Stores) -> Message:
        community = _seen_by(stores, communities.known(stores, community_id), action.user_id)
        feed = next((one for one in stores.feeds.of(community.id) if one.id == feed_id), None)
        if feed is None:
            raise feeds.NotFollowed(community)
        return blocks.contents(community, feed, _contents(stores, community, feed, deps))

    return Say(await deps.read(read))


@refusing("about")
async def suggest(action: Action, deps: Deps) -> Answer:
    """Show what is suggested to a community."""
    return Say(
        await deps.read(
            lambda stores: _suggested(stores, communities.known(stores, int(action.value)), action.user_id, deps)
        )
    )


FEATURE = Feature(
    commands={"/community": {"follow": follow, "unfollow": unfollow, "follows": follows}},
    actions={
        blocks.LOOK: look,
        blocks.FOLLOW: follow_on_click,
        blocks.UNFOLLOW: unfollow_on_click,
        blocks.TRY_AGAIN: try_again,
        blocks.LIST: follows_on_click,
        blocks.SHOW: show,
        blocks.SUGGEST: suggest,
    },
)


async def _look(deps: Deps, given: str, community_id: int, user_id: str) -> Answer:
    """Show what is at an address: at once if that is known, else in a moment and in a direct message."""
    if deps.outside is None:
        return Say(blocks.switched_off())
    address = deps.outside.normal(given)

    def work(stores: Stores) -> Message | Look:
        community = feeds.of_members(stores, community_id, user_id)
        there = stores.feeds.at(address)
        is_known = there is not None and there.paused_at is None and there.failing_since is None
        if there is not None and is_known and there.read_at is not None and deps.now - there.read_at < STILL_FRESH:
            return blocks.found(community, there, feed_looks.taste(stores, there, now=deps.now))
        return feeds.ask(stores, address, community, user_id, now=deps.now, until=deps.now + LOOKED_FOR)

    made = await deps.write(work)
    if isinstance(made, Message):
        return Say(made)
    return Say(blocks.looking(address), then=partial(feed_looks.look, deps, made))


async def _unfollowed(deps: Deps, community_id: int, feed_id: int, user_id: str) -> Message:
    community, feed = await deps.write(lambda stores: feeds.unfollow(stores, community_id, feed_id, user_id))
    return blocks.unfollowed(community, feed)


def _meant(stores: Stores, command: Command, text: str) -> Community:
    """Give the community that is named, that meets here, or that is the only one of who asks."""
    try:
        return meant(stores, command, text)
    except NotSaidWhich:
        theirs = stores.communities.of(command.user_id)
        if len(theirs) != 1:
            raise
        return theirs[0]


def _taken_apart(text: str) -> tuple[str, str]:
    """Give the address among the words, "" when there is none, and the other words as they were typed."""
    words = text.split()
    for place, word in enumerate(words):
        read = mrkdwn.plain(word)
        if "://" in read or (place == 0 and "." in read.strip(".") and not word.startswith("<#")):
            return read, " ".join([*words[:place], *words[place + 1 :]])
    return "", text


def _is_it(feed: Feed, wanted: str) -> bool:
    return wanted.casefold() in f"{feed.address} {feed.title}".casefold()


def _seen_by(stores: Stores, community: Community, user_id: str) -> Community:
    """Give the community; what one follows that meets in a closed room is its members' alone: NotOpen."""
    is_for_all = community.channel_id is None or rooms.is_for_all(stores, community.channel_id)
    if not is_for_all and not is_member(stores, community.id, user_id):
        raise NotOpen(community)
    return community


def _listing(stores: Stores, community: Community, user_id: str, *, wanted: str = "") -> Message:
    _seen_by(stores, community, user_id)
    own = stores.feeds.of(community.id)
    return blocks.listing(Followed(community, own, is_member(stores, community.id, user_id), wanted))


def _suggested(stores: Stores, community: Community, user_id: str, deps: Deps) -> Message:
    """Show what the community doesn't follow yet, what fits it best first."""
    _seen_by(stores, community, user_id)
    own = {feed.address for feed in stores.feeds.of(community.id)}
    wanted = fitting.interests(community)

    def fits(one: Suggestion) -> int:
        return -fitting.fit(wanted, fitting.words_of(f"{one.title} {one.about}"))

    offered = sorted((one for one in deps.suggested if one.address not in own), key=fits)
    return blocks.suggestions(community, offered, is_member=is_member(stores, community.id, user_id))


def _contents(stores: Stores, community: Community, feed: Feed, deps: Deps) -> Sequence[Entry]:
    items = feed_looks.taste(stores, feed, now=deps.now, most=blocks.SHOWN)
    entries = [Entry(item, community.id, feeds.name_of(feed), feed.zone) for item in items]
    if feed.kind is not Kind.CALENDAR:
        return entries
    found = {community.id: feed_news.News(entries)}
    return feed_news.with_people(stores, found, stores.reporting.tied_in([community.id]))[community.id].entries
