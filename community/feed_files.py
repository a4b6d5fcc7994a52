"""Feeds of lessons as RSS files. Source: rssboard.org/rss-specification, "RSS 2.0", and its best practices profile."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # only written here, never read; loaded by the process that writes
    from xml.etree.ElementTree import Element

CONTENT_TYPE = "application/rss+xml"
_ATOM, _DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/"
# What no XML may hold, not even escaped. Source: w3.org/TR/xml, "Characters".
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One lesson; `author` is "" where they want no name beside it, `link` where there is no message any more."""

    guid: str
    title: str
    paragraphs: Sequence[str]
    author: str
    link: str
    at: datetime
    tags: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """Lessons under one title, newest first; `link` is where their community meets, `address` the feed's own."""

    title: str
    about: str
    link: str
    address: str
    items: Sequence[Item]


def write(feed: Feed) -> bytes:
    """Give the feed as a file: the same bytes for the same feed."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415  # see above

    ET.register_namespace("atom", _ATOM)
    ET.register_namespace("dc", _DC)
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.link)
    _add(channel, "description", feed.about)
    ET.SubElement(channel, f"{{{_ATOM}}}link", href=_speakable(feed.address), rel="self", type=CONTENT_TYPE)
    if feed.items:
        _add(channel, "lastBuildDate", format_datetime(max(item.at for item in feed.items)))
    _add(channel, "ttl", "60")
    _add(channel, "generator", "Yokoten")
    for item in feed.items:
        _item(channel, item)
    written: bytes = ET.tostring(rss, encoding="utf-8", xml_declaration=True)
    return written


def _item(channel: Element, item: Item) -> None:
    made = _add(channel, "item")
    _add(made, "title", " ".join(item.title.split()))
    if item.link:
        _add(made, "link", item.link)
    # Readers take a description for HTML, so what people wrote is escaped once for that and once more for XML.
    _add(made, "description", "".join(_paragraph(text) for text in item.paragraphs if text.strip()))
    guid = _add(made, "guid", item.guid)
    guid.set("isPermaLink", "false")
    _add(made, "pubDate", format_datetime(item.at))
    if item.author:
        _add(made, f"{{{_DC}}}creator", item.author)
    for tag in item.tags:
        _add(made, "category", tag)


def _paragraph(text: str) -> str:
    return f"<p>{'<br/>'.join(escape(line) for line in text.strip().splitlines())}</p>"


def _add(parent: Element, name: str, text: str = "") -> Element:
    made = parent.makeelement(name, {})
    parent.append(made)
    made.text = _speakable(text)
    return made


def _speakable(text: str) -> str:
    return _UNSPEAKABLE.sub("", text)
