"""Hostile feeds: letters, dates and JSON."""

import json

from tests.fetching.hostile_feeds import item, rss
from tests.fetching.traps import Group, Named, Traps


def _letters(traps: Traps) -> Named:
    text = rss(item(title="Grüße")).decode()
    yield "utf-8 that is broken", rss(item(title="X")).replace(b">X<", b">\xff\xfe\xc3\x28\xed\xa0\x80<")
    yield "utf-8 that is overlong", rss(item(title="X")).replace(b">X<", b">\xc0\xbc\xe0\x80\xbc<")
    yield "utf-16 without a mark", text.replace("UTF-8", "UTF-16").encode("utf-16-le")
    yield "utf-16 cut in a letter", text.replace("UTF-8", "UTF-16").encode("utf-16")[:-1]
    yield "utf-32", text.encode("utf-32")
    yield "utf-7", text.replace("UTF-8", "UTF-7").encode("utf-7")
    yield "utf-8 that says it is utf-16", text.replace("UTF-8", "UTF-16").encode()
    yield "latin-1 that says it is utf-8", text.encode("latin-1")
    yield "letters of two kinds", text.encode() + text.encode("utf-16")
    yield "an encoding nobody knows", text.replace("UTF-8", "x-nobody").encode()
    yield "an encoding that is python's", text.replace("UTF-8", "unicode_escape").encode()
    yield "an encoding that unpacks", text.replace("UTF-8", "zlib_codec").encode()
    yield "an encoding that is a path", text.replace("UTF-8", f"../..{traps.file}").encode()
    yield "an encoding of a megabyte", text.replace("UTF-8", "u" * 1_000_000).encode()
    yield "ebcdic", text.replace("UTF-8", "cp037").encode("cp037")
    yield "ten marks of order", b"\xef\xbb\xbf" * 10 + text.encode()
    yield "nulls", b"\0" * 100_000
    yield "nulls between letters", rss(item(title="a\0b"))
    yield "nulls before everything", b"\0" * 1_000 + text.encode()
    yield "bells and escapes", rss(item(title="\x07\x1b[2J\x1b]0;x\x07"))
    yield "text that turns around", rss(item(title="safe \u202egnp.exe\u202c \u2066x\u2069 \u200f"))
    yield "letters that are not seen", rss(item(title="\u200b\u2060\ufeff\u00ad" * 1_000))
    yield "a thousand marks on one letter", rss(item(title="a" + "\u0301" * 10_000))
    yield "half letters", rss(item(title="\ud800\udfff"))
    yield "letters nobody gave a meaning", rss(item(title="\U0010ffff\ufdd0\ue000"))
    yield "only line ends", b"\r\n\x0b\x0c\x85" * 10_000
    yield "gzip that nobody announced", b"\x1f\x8b\x08\x00" + b"\0" * 1_000
    yield "a program", b"\x7fELF" + bytes(range(256)) * 100
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(1_000)
    yield "every byte", bytes(range(256)) * 1_000
    yield "every byte after an angle", b"<" + bytes(range(256)) * 1_000
    dates = [
        "0000-00-00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "Thu, 99 Foo 99999 99:99:99 +9999",
        "-1",
        "1e400",
        "",
        "٢٠٢٦-١١-٢٧",
        "2026-02-30",
        "24:00",
        "2026-W53-7",
        "Fri, 27 Nov 2026 10:00:00 " + "Z" * 10_000,
        "9" * 100_000,
        "2026-11-27T10:00:00." + "1" * 10_000,
    ]
    yield "dates that never were", rss("".join(item(date=date, guid=str(n)) for n, date in enumerate(dates)))
    yield (
        "everything tomorrow and in a thousand years",
        rss(item(date="Fri, 27 Nov 3026 10:00:00 GMT") + item(date="Mon, 30 Nov 2026 10:00:00 GMT", guid="2")),
    )
    yield "dates in korean and greek to the brim", rss(item(date="2026년 11월 27일 오후 " * 20_000))


def _json(traps: Traps) -> Named:
    def feed(**given: object) -> bytes:
        return json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "title": "A feed", "items": []} | given
        ).encode()

    version = b'{"version":"https://jsonfeed.org/version/1.1","title":"A","items":['
    yield "json of objects in objects", b'{"a":' * 100_000
    yield "json of lists in lists", b'{"a":' + b"[" * 500_000
    yield "json feed of lists in lists", version + b"[" * 500_000 + b"]" * 500_000 + b"]}"
    yield "json of a number of a megabyte", version + b'{"id":' + b"9" * 1_000_000 + b"}]}"
    yield "json of an exponent", version + b'{"id":1e999999999,"title":"x"}]}'
    yield "json of not a number", version + b'{"id":NaN,"title":"x"},{"id":Infinity,"title":"y"}]}'
    yield "json with the same key twice", version + b'{"id":"1","id":"2","title":"x","title":"y"}]}'
    yield "json cut off", version + b'{"id":"1","title":"x'
    yield "json with a comma too many", version + b'{"id":"1","title":"x"},]}'
    yield "json in single quotes", b"{'version':'https://jsonfeed.org/version/1.1'}"
    yield "json that is something else", b'{"error":"not found"}'
    yield "json that is empty", b"{}"
    yield "json of half letters", version + b'{"id":"\\ud800","title":"\\udfff x"}]}'
    yield "json of nulls", version + b'{"id":"\\u0000","title":"\\u0000\\u202e"}]}'
    yield "json in utf-16", feed(items=[{"id": "1", "title": "x"}]).decode().encode("utf-16")
    yield "json of wrong kinds", feed(items=[{"id": {"a": 1}, "title": ["x"], "url": 7, "date_published": False}])
    yield "json whose items are no list", feed(items={"id": "1"})
    yield "json whose items are texts", feed(items=["x"] * 1_000)
    yield "json whose version is a number", feed(version=1.1)
    yield "json of twenty thousand entries", version + b",".join([b'{"id":"1"}'] * 20_000) + b"]}"
    yield (
        "json of links to here",
        feed(
            items=[
                {"id": "1", "title": "x", "url": traps.file.as_uri()},
                {"id": "2", "title": "y", "url": "javascript:alert(1)"},
            ]
        ),
    )
    yield "json of ids of a megabyte", feed(items=[{"id": "i" * 1_000_000, "title": "x"}])
    yield "json of a next page", feed(next_url=traps.address, hubs=[{"type": "rssCloud", "url": traps.address}])
    yield (
        "json of dates that never were",
        feed(
            items=[
                {"id": str(n), "title": "x", "date_published": date}
                for n, date in enumerate(
                    ["0000", "9999-12-31T23:59:59-23:59", "x" * 10_000, "0001-01-01T00:00:00+23:59"]
                )
            ]
        ),
    )
    yield "json of a prototype", feed(__proto__={"x": 1}, items=[{"id": "1", "title": "x", "__class__": "y"}])


GROUPS: dict[str, Group] = {"letters": _letters, "json": _json}
