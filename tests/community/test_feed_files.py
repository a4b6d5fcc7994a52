"""Feeds as files: well-formed whatever people write, and nothing of it is HTML of theirs."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community import feed_files
from community.feed_files import Feed, Item
from tests.some import NOW

AN_ITEM = Item(
    "lesson-42@t1.yokoten", "Publish first", ("It broke.", "Publish\nfirst."), "Ben", "https://k.example/1", NOW
)
A_FEED = Feed("Pacts: what we learnt", "", "https://k.example/", "https://y.example/feed/a.xml?x=1&y=2", [AN_ITEM])
HOSTILE = (
    "a ]]> b",
    "<script>alert(1)</script> & &amp; <!-- x -->",
    "\x00\x0b\x1b\x85 tail",
    "\ud83d half \ufffe",
    "\u202eright to left\u202c 𝒳👩🏽‍🚀",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
)


def test_a_feed_is_what_readers_expect() -> None:
    found = feedparser.parse(feed_files.write(A_FEED))

    assert (found.bozo, found.version, found.feed.title) == (False, "rss20", "Pacts: what we learnt")
    [entry] = found.entries
    assert (entry.id, entry.guidislink, entry.title, entry.author) == (
        "lesson-42@t1.yokoten",
        False,
        "Publish first",
        "Ben",
    )
    assert entry.link == "https://k.example/1"
    assert entry.summary == "<p>It broke.</p><p>Publish<br />first.</p>"
    assert entry.published == "Mon, 03 Aug 2026 07:00:00 +0000"
    assert [link.href for link in found.feed.links if link.rel == "self"] == [A_FEED.address]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_write_is_words(text: str) -> None:
    item = replace(AN_ITEM, title=text, paragraphs=(text,), author=text, tags=(text,))

    read = ET.fromstring(feed_files.write(replace(A_FEED, title=text, about=text, items=[item])))  # noqa: S314  # our own

    [description] = [found.text or "" for found in read.findall("channel/item/description")]
    assert description.startswith("<p>")
    assert description.replace("<br/>", "").count("<") == 2
    assert [found.tag for found in read.findall("channel/item/*")] == [
        "title",
        "link",
        "description",
        "guid",
        "pubDate",
        "{http://purl.org/dc/elements/1.1/}creator",
        "category",
    ]


@settings(max_examples=100, deadline=None)
@given(text=st.text())
def test_any_text_is_well_formed(text: str) -> None:
    item = replace(AN_ITEM, title=text, paragraphs=(text,), author=text, link=text, guid=text, tags=(text,))

    ET.fromstring(feed_files.write(Feed(text, text, text, text, [item])))  # noqa: S314  # our own


def test_the_same_feed_is_the_same_bytes_and_an_empty_one_is_one() -> None:
    assert feed_files.write(A_FEED) == feed_files.write(A_FEED)
    assert not feedparser.parse(feed_files.write(replace(A_FEED, items=[]))).bozo
