"""`/community` and `/community <words>`: the directory of all communities, in a message and in the App Home."""

from collections.abc import Sequence

from community import communities, names
from community.communities import UnknownCommunity
from community.directory import Page, look
from community.stores import Stores
from handlers import mrkdwn
from handlers.answers import Answer, Replace, Say
from handlers.at_home import Visitor
from handlers.blocks import communities as shown
from handlers.blocks import directory as blocks
from handlers.blocks import refusals
from handlers.blocks.help import COMMUNITY, words
from handlers.blocks.parts import Block
from handlers.communities import join_in, meant, refusing, told_about
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature


async def overview(command: Command, deps: Deps) -> Answer:
    """Show all communities; with words, the community they name, else those that say them.

    Words of which no community says the first are a command's when one is nearly that.
    """
    if not command.text:
        return await list_all(command, deps)
    try:
        return Say(await told_about(deps, command.user_id, lambda stores: meant(stores, command, command.text)))
    except UnknownCommunity:
        typed = mrkdwn.plain(command.text)
    near = names.nearest(command.word, words(COMMUNITY), limit=1)
    if near and not (await _page(deps, command.user_id, mrkdwn.plain(command.word))).entries:
        return Say(refusals.mistyped(command.name, typed, near))
    return Say(blocks.listing(await _page(deps, command.user_id, typed)))


async def list_all(command: Command, deps: Deps) -> Answer:
    """`/community list [words]`: show theirs and the others, or those that say the words."""
    return Say(blocks.listing(await _page(deps, command.user_id, mrkdwn.plain(command.rest))))


async def list_on_click(action: Action, deps: Deps) -> Answer:
    """Show the list where a button asks for it."""
    return Say(blocks.listing(await _page(deps, action.user_id, "")))


async def turn_page(action: Action, deps: Deps) -> Answer:
    """Show another page in the place of this one."""
    number, words = _place_of(action.value)
    return Replace(blocks.listing(await _page(deps, action.user_id, words, number)))


@refusing("join")
async def join(action: Action, deps: Deps) -> Answer:
    """Join from the list, which then shows the community among theirs."""
    community_id, _, place = action.value.partition(" ")
    joined = await join_in(deps, action.user_id, lambda stores: communities.known(stores, int(community_id)))
    number, words = _place_of(place)
    found = await _page(deps, action.user_id, words, number)
    return Replace(blocks.listing(found, said=shown.joined(joined.community).text, greeting=joined.greeting))


def discover(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show the directory in the App Home: a page of all communities, or of those that say what was typed."""
    place = visitor.place
    size = blocks.IN_HOME
    found = look(
        stores,
        visitor.user_id,
        words=place.words,
        page=place.page,
        size=size,
        now=visitor.now,
        others_first=True,  # one's own have a tab of their own
    )
    return blocks.discover(found, place)


def _place_of(value: str) -> tuple[int, str]:
    """Give back the page and the words that a button of the directory carries."""
    number, _, words = value.partition(" ")
    return int(number or 0), words


async def _page(deps: Deps, user_id: str, words: str, number: int = 0) -> Page:
    return await deps.read(
        lambda stores: look(stores, user_id, words=words, page=number, size=blocks.IN_MESSAGE, now=deps.now)
    )


FEATURE = Feature(
    commands={"/community": {"": overview, "list": list_all}},
    actions={
        blocks.LIST: list_on_click,
        blocks.BACK: turn_page,
        blocks.ON: turn_page,
        blocks.JOIN: join,
    },
)
