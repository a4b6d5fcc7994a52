"""How news from outside look in a digest: a line each, with what one can do about it."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from community import schedule
from community.feed_news import Entry, More, News
from community.feeds import Item
from handlers.blocks import naming
from handlers.blocks.parts import Block, actions, button, context, section
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short

GO, REPORT, LINK = "feeds.go", "feeds.report", "feeds.link"
_TITLE, _PLACE, _FEED = 160, 80, 60
_LONGEST_LINK = 2_000


def entries(news: News) -> list[Block]:
    """Give the lines of a digest: at most two blocks each, and one for what more there is."""
    blocks = [block for entry in news.entries for block in entry_of(entry)]
    return [*blocks, *_more(news.more)]


def told(news: News) -> str:
    """Say it in the text that stands alone."""
    return f"From outside: {'; '.join(_named(entry, 80) for entry in news.entries)}."


def entry_of(entry: Entry) -> list[Block]:
    """Give the line of one thing; of a gathering with the row to say that one goes or reports back."""
    item = entry.item
    if item.starts_at is None:
        said = f"🌍 *{inline_short(item.title, _TITLE)}* · {inline_short(entry.feed, _FEED)}"
        return [
            section(said, accessory=button("Read it", LINK, url=link)) if (link := link_of(item)) else section(said)
        ]
    parts = [f"*{inline_short(item.title, _TITLE)}*", inline_short(item.place, _PLACE)]
    parts += [f"{entry.going} going" if entry.going else "", inline_short(entry.feed, _FEED)]
    parts += [f"{naming.people(entry.reporters)} will report back"] if entry.reporters else []
    line = f"🌍 {moment(item, entry.zone)}: {' · '.join(filter(None, parts))}"
    value = f"{entry.community_id} {item.id}"
    row = [button("I'm going", GO, value), button("I'll report back", REPORT, value)]
    row += [button("See it", LINK, url=link)] if (link := link_of(item)) else []
    return [section(line), actions(*row)]


def moment(item: Item, zone: str) -> str:
    """Say when a gathering is, in the reader's own zone; of days without hours the days."""
    assert item.starts_at is not None  # noqa: S101  # asked of gatherings only
    if not item.is_all_day:
        return when(item.starts_at, zone)
    first = schedule.local(item.starts_at, zone)
    return f"{first:%A} {first.day} {first:%B}"


def link_of(item: Item) -> str | None:
    """Give the address to look at, None when it has none that a button may carry."""
    link = item.link
    if link is None or len(link) > _LONGEST_LINK or urlsplit(link).scheme not in {"https", "http"}:
        return None
    return None if any(sign in link for sign in ' \n\t<>|"') else link


def _more(more: Sequence[More]) -> list[Block]:
    if not more:
        return []
    said = [f"{one.count} more from {inline_short(one.title, _FEED)}" for one in more[:5]]
    return [context(f"and {', '.join(said)}: `/community follows` shows them.")]


def _named(entry: Entry, limit: int) -> str:
    return inline_short(entry.item.title, limit)
