"""The frame of the App Home: its tabs, what stands in one, and how it is kept within what Slack takes."""

import json
from collections.abc import Sequence

from community.home import WORDS_LIMIT, Place, Tab
from handlers.blocks.parts import Block, View, actions, button, context, home, input_block, text_input
from handlers.blocks.text import short

_LABELS = {
    Tab.MINE: "Mine",
    Tab.DISCOVER: "Discover",
    Tab.LESSONS: "Lessons",
    Tab.COMING_UP: "Coming up",
    Tab.PEOPLE: "People",
    Tab.SETTINGS: "Settings",
}
TABS = {f"home.{tab.name.lower()}": tab for tab in Tab}
FIND = "home.find"
_ACTIONS = {tab: action_id for action_id, tab in TABS.items()}
# docs.slack.dev/surfaces/app-home and docs.slack.dev/reference/views: a Home holds 100 blocks and 250 kB.
MOST_BLOCKS = 100
MOST_BYTES = 250_000
_ROOM = 1_000  # bytes, for what surrounds the blocks when the view is sent


def frame(place: Place, content: Sequence[Block]) -> View:
    """Show a tab; what is more than Slack takes is left out at the end, with a line that says so."""
    tabs = actions(*(_tab(tab, is_here=tab is place.tab) for tab in Tab))
    blocks = [tabs, *content]
    return home(blocks if _fits(blocks) else _cut(blocks))


def turning(place: Place, pages: int) -> list[Block]:
    """Make the line that turns the pages, none when there is one only."""
    if pages <= 1:
        return []
    page = min(place.page, pages - 1)
    turns = [button("Back", "home.page.back", page - 1)] if page > 0 else []
    turns += [button("More", "home.page.on", page + 1)] if page < pages - 1 else []
    return [actions(*turns), context(f"Page {page + 1} of {pages}")]


def searching(place: Place, label: str, placeholder: str) -> list[Block]:
    """Make the field in which one types what to look for in this tab, with what was looked for last.

    Source: docs.slack.dev/reference/block-kit/blocks/input-block: `dispatch_action` sends it when Enter is pressed.
    """
    # The words are part of the block's name: Slack shows what was typed, not `initial_value`, while the name stays.
    field = input_block(
        short(f"find {place.tab.value} {place.words}", 255),
        label,
        text_input(FIND, initial=place.words, placeholder=placeholder, max_length=WORDS_LIMIT),
    )
    blocks: list[Block] = [field | {"dispatch_action": True}]
    if place.words:
        blocks.append(actions(button("Show all", _ACTIONS[place.tab])))
    return blocks


def _tab(tab: Tab, *, is_here: bool) -> Block:
    return button(_LABELS[tab], _ACTIONS[tab], style="primary" if is_here else None)


def _cut(blocks: Sequence[Block]) -> list[Block]:
    kept = list(blocks[: MOST_BLOCKS - 1])
    while not _fits(kept):
        kept.pop()
    return [*kept, context("There is more than fits here. The commands show all of it: `/community help`.")]


def _fits(blocks: Sequence[Block]) -> bool:
    # Slack counts characters as they are sent, and JSON of ASCII alone is the longest way to send them.
    return len(blocks) <= MOST_BLOCKS and len(json.dumps(list(blocks))) <= MOST_BYTES - _ROOM
