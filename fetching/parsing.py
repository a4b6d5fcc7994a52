"""Bytes to an answer: which of the formats it is, and what is in it; runs apart, see fetching/child.py."""

import re
from html.parser import HTMLParser

from community.outside import Kind
from fetching import calendar_lines, calendars, feeds, json_feed, plain
from fetching.answers import Answer, Question, said

_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "text/calendar"}
_PAGE_LOOKED_AT = 200_000
_MOST_FEEDS_FOUND = 10
NOT_A_FEED = Answer(refused="not_a_feed")
UNREADABLE = Answer(refused="unreadable")
TOO_OFTEN = Answer(refused="too_often")


def parse(data: bytes, question: Question) -> Answer:
    """Give what is in it. What the formats' parsers raise beyond what they should is raised on."""
    start = data[:2_000].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").strip(b"\xff\xfe \t\r\n").lower()
    if start.startswith(b"begin:vcalendar"):
        return _calendar(data, question)
    if start.startswith(b"{"):
        return _json_feed(data, question)
    if re.match(rb"(<!--.{0,1000}?-->\s*)?<(!doctype\s+html|html)", start, re.DOTALL):
        return Answer(refused="not_a_feed", feeds_found=_feeds_of(data, question))
    if start.startswith(b"<"):
        return _feed(data, question)
    return NOT_A_FEED


def _calendar(data: bytes, question: Question) -> Answer:
    try:
        title, entries = calendars.read(data, address=question.address, now=question.now, zone=question.zone)
    except calendar_lines.TooOften:
        return TOO_OFTEN
    except (calendar_lines.Malformed, ValueError, LookupError, OverflowError):
        return UNREADABLE
    return Answer(title=title, kind=Kind.CALENDAR, entries=said(entries))


def _json_feed(data: bytes, question: Question) -> Answer:
    try:
        found = json_feed.read(data.removeprefix(b"\xef\xbb\xbf"), address=question.address, now=question.now)
    except ValueError:
        return UNREADABLE if b"jsonfeed.org" in data[:10_000] else NOT_A_FEED
    return NOT_A_FEED if found is None else Answer(title=found[0], entries=said(found[1]))


def _feed(data: bytes, question: Question) -> Answer:
    # No format of feeds needs entities of its own; what declares some is made to grow when it is read.
    if b"<!entity" in data.replace(b"\0", b"").lower():
        return UNREADABLE
    found = feeds.read(data, address=question.address, content_type=question.content_type, now=question.now)
    return NOT_A_FEED if found is None else Answer(title=found[0], entries=said(found[1]))


def _feeds_of(data: bytes, question: Question) -> list[str]:
    page = _Page(question.address)
    page.feed(data[:_PAGE_LOOKED_AT].decode("utf-8", "replace"))
    return page.feeds[:_MOST_FEEDS_FOUND]


class _Page(HTMLParser):
    """Keeps the addresses that a page names as its feeds."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self.feeds: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_feed = (given.get("type") or "").lower() in _FEED_TYPES
        if tag == "link" and is_feed and "alternate" in (given.get("rel") or "").lower().split():
            link = plain.link(given.get("href"), self._address)
            if link is not None and link not in self.feeds:
                self.feeds.append(link)
