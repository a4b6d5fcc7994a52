"""RSS and Atom, by feedparser; only where parsing is kept apart, see fetching/child.py."""

import calendar
import io
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser  # type: ignore[import-untyped]

from community.outside import LONGEST_SUMMARY, LONGEST_TITLE, MOST_ENTRIES, Entry
from fetching import plain

# A feed that dates its entries further ahead means something else; they would stay the newest for ever.
_MOST_AHEAD = timedelta(days=2)
_HTML = {"text/html", "application/xhtml+xml"}


def read(data: bytes, *, address: str, content_type: str, now: datetime) -> tuple[str, list[Entry]] | None:
    """Give a feed's title and its entries, newest first; None when feedparser knows no feed in it."""
    # Never the bytes or a text themselves: feedparser 6 opens a file of that name, and asks the web for an address.
    found = feedparser.parse(
        io.BytesIO(data),
        # Not where it came from: feedparser would make ids of it, and after a move everything would be new.
        response_headers={"content-type": content_type},
        sanitize_html=False,  # no markup is kept at all
        resolve_relative_uris=False,
    )
    if not found.get("version") and not found.entries:
        return None
    return _text(found.feed, "title", LONGEST_TITLE), newest(_entries(found.entries, address, now))


def newest(entries: Iterator[Entry]) -> list[Entry]:
    """Give the newest entries, each id once; those without a date come last, in the feed's own order."""
    by_id: dict[str, Entry] = {}
    for entry in entries:
        by_id.setdefault(entry.id, entry)
    dated = sorted((entry for entry in by_id.values() if entry.at is not None), key=_published, reverse=True)
    return [*dated, *(entry for entry in by_id.values() if entry.at is None)][:MOST_ENTRIES]


def moment(at: datetime | None, now: datetime) -> datetime | None:
    """Give a date that may be true in UTC, None for another."""
    try:
        found = at.astimezone(UTC) if at is not None else None
    except (OverflowError, ValueError):
        return None
    return found if found is not None and found.year >= 1970 and found <= now + _MOST_AHEAD else None


def _entries(found: list[Mapping[str, Any]], address: str, now: datetime) -> Iterator[Entry]:
    for each in found:
        title, summary = _text(each, "title", LONGEST_TITLE), _text(each, "summary", LONGEST_SUMMARY)
        link = plain.link(each.get("link"), address)
        if title or summary or link:
            shown = title or plain.line(summary or link, LONGEST_TITLE)
            yield Entry(
                id=plain.identity(each.get("id"), link, title, summary),
                title=shown,
                link=link,
                summary="" if summary == shown else summary,
                at=_date(each, now),
            )


def _text(given: Mapping[str, Any], name: str, most: int) -> str:
    detail = given.get(f"{name}_detail") or {}
    of_kind = plain.from_html if detail.get("type", "text/html") in _HTML else plain.line
    return of_kind(given.get(name), most)


def _date(given: Mapping[str, Any], now: datetime) -> datetime | None:
    found = given.get("published_parsed") or given.get("updated_parsed")
    if not isinstance(found, time.struct_time):
        return None
    try:
        return moment(datetime.fromtimestamp(calendar.timegm(found), UTC), now)
    except (OverflowError, ValueError, OSError):
        return None


def _published(entry: Entry) -> datetime:
    assert entry.at is not None  # noqa: S101  # only dated ones are sorted
    return entry.at
