"""JSON Feed. Source: https://www.jsonfeed.org/version/1.1/."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator

from community.outside import LONGEST_SUMMARY, LONGEST_TITLE, Entry
from fetching import plain
from fetching.feeds import moment, newest


def _as_text(given: Any) -> str | None:
    # The specification wants an id that is no text to be read as one; what is no text elsewhere is left out.
    if isinstance(given, bool) or given is None:
        return None
    return str(given) if isinstance(given, str | int | float) and len(str(given)) < 2_000_000 else None


Text = Annotated[str | None, BeforeValidator(_as_text)]


class _Item(BaseModel):
    id: Text = None
    url: Text = None
    external_url: Text = None
    title: Text = None
    summary: Text = None
    content_text: Text = None
    content_html: Text = None
    date_published: Text = None
    date_modified: Text = None


class _Feed(BaseModel):
    version: str
    title: Text = None
    items: list[_Item]


def read(data: bytes, *, address: str, now: datetime) -> tuple[str, list[Entry]] | None:
    """Give a feed's title and its entries, newest first; None for other JSON. Malformed: ValueError."""
    feed = _Feed.model_validate_json(data)
    if "jsonfeed.org/version/1" not in feed.version:
        return None
    return plain.line(feed.title, LONGEST_TITLE), newest(_entries(feed.items, address, now))


def _entries(items: list[_Item], address: str, now: datetime) -> Iterator[Entry]:
    for item in items:
        link = plain.link(item.url or item.external_url, address)
        summary = plain.line(item.summary or item.content_text, LONGEST_SUMMARY)
        summary = summary or plain.from_html(item.content_html, LONGEST_SUMMARY)
        title = plain.line(item.title, LONGEST_TITLE) or plain.line(summary or link, LONGEST_TITLE)
        if title:
            yield Entry(
                id=plain.identity(item.id, link, title, summary),
                title=title,
                link=link,
                summary="" if summary == title else summary,
                at=_date(item.date_published or item.date_modified, now),
            )


def _date(given: str | None, now: datetime) -> datetime | None:
    try:
        found = datetime.fromisoformat((given or "")[:40])
    except ValueError:
        return None
    return moment(found if found.tzinfo else found.replace(tzinfo=UTC), now)
