"""How the directory looks: pages of communities in a message and in the App Home, each with its one next step."""

from collections import Counter
from collections.abc import Sequence

from community.directory import Entry, Page, Part
from community.home import Place
from handlers.blocks.communities import how_alive, place, purpose_in_plain, size, which_teams
from handlers.blocks.home import searching, turning
from handlers.blocks.parts import (
    Block,
    Message,
    actions,
    button,
    context,
    divider,
    option,
    section,
    select,
)
from handlers.blocks.text import escaped_short, inline_short

IN_MESSAGE, IN_HOME = 10, 20
LIST, BACK, ON, JOIN = "community.list", "community.page.back", "community.page.on", "community.join.listed"
HOME_JOIN = "community.join.home"

_PURPOSE = 160
_PARTS = {
    Part.YOURS: "Your communities",
    Part.OTHERS: "You could join",
    Part.RESTING: "Resting, and anyone may wake them",
}
_NOTHING = "There is no community yet. What would you like to learn with people from other teams?"
_OWN_KIND = "more topics"
_TOLD = 8


def listing(page: Page, *, said: str = "", greeting: Sequence[Block] = ()) -> Message:
    """Show a page in a message; `said` is what just happened, as mrkdwn, with a greeting to it."""
    if not page.entries:
        return _nothing(page, said)
    blocks: list[Block] = [section(said), *greeting, divider()] if said else []
    blocks += [section(f"Found for “{escaped_short(page.words, 240)}”")] if page.words else []
    blocks += _entries(page, JOIN)
    blocks += _which_page(page)
    turning = _turning(page, BACK, ON)
    about = _about_one(page.entries)
    blocks.append(actions(about, *turning, _start(page), button("Help", "help.show")))
    return Message(said or _told(page), blocks)


def discover(page: Page, place: Place) -> list[Block]:
    """Give the directory as a part of the App Home, of at most 40 blocks."""
    blocks = searching(place, "Find a community", "A topic, a component, a team")
    if not page.entries:
        said = f"No community says “{escaped_short(page.words, 240)}”." if page.words else _NOTHING
        return [*blocks, section(said), actions(_start(page))]
    blocks += _entries(page, HOME_JOIN)
    return [*blocks, *turning(place, page.pages), actions(_about_one(page.entries), _start(page))]


def _entries(page: Page, join: str) -> list[Block]:
    """Give the entries, each part below its heading; the one list of what was looked for has none."""
    blocks: list[Block] = []
    heading = None
    kinds = Counter(entry.kind for entry in page.entries if entry.part is Part.OTHERS)
    # A heading for each single community would say its topic twice.
    has_kinds = len(kinds) > 1 and any(kind and count > 1 for kind, count in kinds.items())
    for entry in page.entries:
        if not page.words and heading != (heading := _heading(entry, has_kinds=has_kinds)):
            blocks.append(section(f"*{heading}*"))
        blocks.append(_entry(entry, page, join))
    return blocks


def _heading(entry: Entry, *, has_kinds: bool) -> str:
    if entry.part is Part.OTHERS and has_kinds:
        return f"{_PARTS[entry.part]}: {entry.kind or _OWN_KIND}"
    return _PARTS[entry.part]


def _entry(entry: Entry, page: Page, join: str) -> Block:
    community = entry.community
    where = f" · {place(community)}" if community.channel_id else ""
    yours = "you are in it" if page.words and entry.part is Part.YOURS else ""
    small = " · ".join(filter(None, (how_alive(entry.life), which_teams(entry.teams), yours)))
    text = (
        f"*{inline_short(community.topic, 160)}*{where}{size(' · ', entry.members)}\n"
        f"{escaped_short(purpose_in_plain(community), _PURPOSE)}\n{small}"
    )
    return section(text, accessory=_step(entry, page, join))


def _step(entry: Entry, page: Page, join: str) -> Block:
    community = entry.community
    match entry.part:
        case Part.YOURS:
            return button("About it", "community.about", community.id)
        case Part.OTHERS:
            # A message doesn't know which page it shows; where a person is in their Home is kept.
            place_in_list = "" if join == HOME_JOIN else f" {page.number} {page.words}"
            return button("Join", join, f"{community.id}{place_in_list}".rstrip(), style="primary")
        case Part.RESTING if community.channel_id is None:
            return button("Start it again", "community.start", community.topic)
        case Part.RESTING:
            return button("Wake it", "community.wake", community.id)


def _about_one(entries: Sequence[Entry]) -> Block:
    """Make the menu to read about one of the page before joining it."""
    options = [option(entry.community.topic, str(entry.community.id)) for entry in entries]
    return select("community.about", options, placeholder="Read about one")


def _turning(page: Page, back: str, on: str) -> list[Block]:
    turning = [button("Back", back, f"{page.number - 1} {page.words}".strip())] if page.number > 0 else []
    if page.number < page.pages - 1:
        turning.append(button("More", on, f"{page.number + 1} {page.words}".strip()))
    return turning


def _start(page: Page) -> Block:
    return button("Start another", "community.start", page.words[:80])


def _which_page(page: Page) -> list[Block]:
    return [context(f"Page {page.number + 1} of {page.pages}")] if page.pages > 1 else []


def _nothing(page: Page, said: str) -> Message:
    if page.words:
        text = f"No community says “{escaped_short(page.words, 240)}”. Would you like to start one?"
        start = button("Start it", "community.start", page.words[:80], style="primary")
        return Message(text, [section(text), actions(start, button("All communities", LIST))])
    text = said or _NOTHING
    start = button("Start the first one", "community.start", style="primary")
    return Message(text, [section(text), actions(start, button("Help", "help.show"))])


def _told(page: Page) -> str:
    """Say it in a text that stands alone, however many there are."""
    found = {part: [one.community.topic for one in page.entries if one.part is part] for part in Part}
    if page.words:
        topics = [one.community.topic for one in page.entries]
        return f"Found for “{escaped_short(page.words, 240)}”: {_some(topics)}."
    starts = {Part.YOURS: "Your communities", Part.OTHERS: "You could join", Part.RESTING: "Resting"}
    return " ".join(f"{starts[part]}: {_some(topics)}." for part, topics in found.items() if topics)


def _some(topics: Sequence[str]) -> str:
    return ", ".join(escaped_short(topic, 60) for topic in topics[:_TOLD]) + ("…" if len(topics) > _TOLD else "")
