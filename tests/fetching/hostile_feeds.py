"""Hostile feeds: entities, names of things on this machine, and shapes."""

from tests.fetching.traps import ROOM, Group, Named, Traps


def rss(inside: str, *, before: str = "", prolog: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """Give an RSS feed with this in its channel."""
    whole = f'{prolog}{before}<rss version="2.0"><channel><title>A feed</title>{inside}</channel></rss>'
    return whole.encode("utf-8", "surrogatepass")


def item(inside: str = "", *, title: str = "One", guid: str = "1", date: str = "Fri, 27 Nov 2026 10:00:00 GMT") -> str:
    """Give an entry of an RSS feed."""
    return (
        f'<item><title>{title}</title><guid isPermaLink="false">{guid}</guid><pubDate>{date}</pubDate>{inside}</item>'
    )


def _entities(traps: Traps) -> Named:
    def declared(name: str, dtd: str, used: str = "&x;") -> tuple[str, bytes]:
        return name, rss(item(title=used), before=f"<!DOCTYPE rss [{dtd}]>")

    laughs = '<!ENTITY x0 "ha">' + "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 12))
    yield declared("a billion laughs", laughs, "&x11;")
    yield declared("a billion laughs in an attribute", laughs + "<!ATTLIST item a CDATA '&x11;'>")
    yield declared("quadratic blowup", f'<!ENTITY x "{"a" * 100_000}">', "&x;" * 10_000)
    yield declared("an entity within itself", '<!ENTITY x "&y;"><!ENTITY y "&x;">')
    yield declared("a file as an entity", f'<!ENTITY x SYSTEM "{traps.file.as_uri()}">')
    yield declared("a path as an entity", f'<!ENTITY x SYSTEM "{traps.file}">')
    yield declared("a public file as an entity", f'<!ENTITY x PUBLIC "-//x" "{traps.file.as_uri()}">')
    yield declared("an address as an entity", f'<!ENTITY x SYSTEM "{traps.address}">')
    yield declared("a parameter entity from outside", f'<!ENTITY % p SYSTEM "{traps.address}dtd"> %p;')
    yield declared("a parameter entity from a file", f'<!ENTITY % p SYSTEM "{traps.file.as_uri()}"> %p;')
    yield declared(
        "parameter entities that double", "".join(f'<!ENTITY % p{n} "%p{n + 1};%p{n + 1};">' for n in range(40))
    )
    yield declared(
        "an entity that is not parsed", f'<!NOTATION n SYSTEM "n"><!ENTITY x SYSTEM "{traps.address}" NDATA n>'
    )
    yield declared("ten thousand entities", "".join(f'<!ENTITY e{n} "v">' for n in range(10_000)))
    yield "a doctype from outside", rss(item(), before=f'<!DOCTYPE rss SYSTEM "{traps.address}rss.dtd">')
    yield "a doctype from a file", rss(item(), before=f'<!DOCTYPE rss SYSTEM "{traps.file.as_uri()}">')
    yield "a doctype that never ends", rss(item(), before="<!DOCTYPE rss [" + "<!ELEMENT a ANY>" * 1000)
    yield "a doctype of brackets", rss(item(), before="<!DOCTYPE " + "[" * 100_000)
    yield (
        "an entity in utf-16",
        rss(item(title="&x;"), before='<!DOCTYPE rss [<!ENTITY x "y">]>').decode().encode("utf-16"),
    )
    yield "an entity in utf-7", b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-ENTITY x +ACI-y+ACIAPg-<rss/>'
    yield "an entity in small letters", rss(item(title="&x;"), before='<!doctype rss [<!entity x "y">]>')
    yield (
        "a file included",
        rss(
            item(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{traps.file.as_uri()}" parse="text"/>')
        ),
    )
    yield (
        "a stylesheet from a file",
        rss(item(), before=f'<?xml-stylesheet href="{traps.file.as_uri()}" type="text/xsl"?>'),
    )
    yield (
        "a schema from outside",
        rss(item(f'<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x {traps.address}"/>')),
    )
    yield "unknown entities", rss(item(title="&nosuch;&nbsp;&hellip;"))
    yield "numbers that are no letters", rss(item(title="&#0;&#x1F;&#xD800;&#x110000;&#99999999999;"))
    yield "half a number", rss(item(title="&#x"))


def _names_of_things_here(traps: Traps) -> Named:
    # feedparser 6 opens a file when what it is given is a file's name, as bytes too.
    yield "a path alone", str(traps.file).encode()
    yield "a path and a line's end", f"{traps.file}\n".encode()
    yield "a file's address alone", traps.file.as_uri().encode()
    yield "an address alone", traps.address.encode()
    yield "an address after an angle", f"<{traps.address}>".encode()
    yield "feed: and an address", f"feed:{traps.address}".encode()
    yield "a path relative to everything", b"../../../../../../../../etc/passwd"
    yield "what is read from", b"/dev/stdin"
    yield "what never ends", b"/dev/zero"
    yield (
        "where a feed says it moved",
        rss(
            f'<itunes:new-feed-url xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">{traps.address}</itunes:new-feed-url>{item()}'
        ),
    )
    yield (
        "a base in a folder here",
        rss(item("<link>x</link>")).replace(b"<rss", f'<rss xml:base="{traps.file.parent.as_uri()}/"'.encode()),
    )
    yield "a feed in a page's frame", f'<html><frameset><frame src="{traps.address}"></frameset></html>'.encode()
    yield "a page that sends on", f'<html><meta http-equiv="refresh" content="0;url={traps.address}"></html>'.encode()
    yield (
        "a page with a thousand feeds",
        b"<html>" + b"".join(b'<link rel=alternate type=application/rss+xml href="/%d">' % n for n in range(1000)),
    )
    yield (
        "a page with feeds of this machine",
        f'<html><link rel="alternate" type="application/rss+xml" href="{traps.file.as_uri()}">'.encode(),
    )


def _xml_shapes(traps: Traps) -> Named:
    yield "nothing", b""
    yield "spaces", b" " * 10_000
    yield "one angle", b"<"
    yield "angles", b"<" * 10_000
    yield "angles to the brim", b"<" * ROOM
    yield "opened two thousand times", b"<a>" * 2_000
    yield "opened to the brim", b"<a>" * (ROOM // 3)
    yield "opened in a feed", rss("<a>" * 5_000)
    yield "items in items", rss("<item>" * 5_000)
    yield "closed twenty thousand times", rss("</a>" * 20_000)
    yield "one tag of two megabytes", rss(f"<{'a' * ROOM}/>")
    yield "one attribute of two megabytes", rss(f'<item a="{"b" * (ROOM - 300)}"/>')
    yield "twenty thousand attributes", rss("<item " + " ".join(f'a{n}="b"' for n in range(20_000)) + "/>")
    yield "the same attribute twice", rss('<item a="1" a="2"/>')
    yield "ten thousand namespaces", rss("<item " + " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(10_000)) + "/>")
    yield "a namespace nobody declared", rss("<nobody:item>x</nobody:item>")
    yield "one text of two megabytes", rss(item(f"<description>{'word ' * (ROOM // 5 - 200)}</description>"))
    yield "one title of two megabytes", rss(item(title="x" * (ROOM - 300)))
    yield "one guid of a megabyte", rss(item(guid="g" * 1_000_000))
    yield "one link of a megabyte", rss(item(f"<link>https://example.org/{'l' * 1_000_000}</link>"))
    yield "a comment that never ends", rss("<!--" + "-" * 100_000)
    yield "a thousand comments", rss("<!-- x -->" * 1_000 + item())
    yield "cdata that never ends", rss("<item><title><![CDATA[" + "]" * 100_000)
    yield "cdata in cdata", rss(item(title="<![CDATA[<![CDATA[x]]>]]>"))
    yield "an instruction that never ends", b"<?" * 50_000
    yield "a feed cut off", rss(item() * 20)[:-400]
    yield "a feed cut off in a letter", rss(item(title="ä" * 200))[:-201]
    yield "a feed twice", rss(item()) * 2
    yield "a feed in a feed", rss(rss(item()).decode().partition("?>")[2])
    yield "atom in rss", rss('<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title></entry></feed>')
    yield "rss without a channel", b"<rss version='2.0'></rss>"
    yield "rss without items", rss("")
    yield "rss of a version nobody made", rss(item()).replace(b'"2.0"', b'"99999999999999999999"')
    yield "atom without a namespace", b"<feed><entry><title>x</title><id>1</id></entry></feed>"
    yield "rdf that means something else", b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    yield "svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    yield "soap", b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>'
    yield "opml", b"<opml version='2.0'><body><outline xmlUrl='https://example.org'/></body></opml>"
    yield "ten thousand entries", rss("".join(item(guid=str(n)) for n in range(10_000)))[:ROOM]
    yield "five hundred entries with one guid", rss("<item><guid>x</guid></item>" * 500)
    yield "entries without anything", rss("<item/>" * 1_000)
    yield "fifty thousand angles in a title", rss(item(title="&lt;" * 50_000))
    yield "html that opens and opens", rss(item(f"<description>{'&lt;b&gt;' * 20_000}</description>"))
    yield "html of half comments", rss(item(f"<description>{'&lt;!--' * 10_000}</description>"))
    yield "html of half declarations", rss(item(f"<description>{'&lt;!' * 10_000}</description>"))
    yield "a script in a title", rss(item(title="&lt;script&gt;alert(1)&lt;/script&gt;Hello"))
    yield (
        "scripts as links",
        rss(
            "".join(
                item(f"<link>{link}</link>", guid=link)
                for link in (
                    "javascript:alert(1)",
                    "data:text/html,x",
                    "vbscript:x",
                    "file:///etc/passwd",
                    "JaVaScRiPt:x",
                    "//user@127.0.0.1/",
                    " javascript:x",
                )
            )
        ),
    )
    yield "links that break out of slack's", rss(item("<link>https://example.org/|&lt;!channel&gt;</link>"))
    yield "mentions of everybody", rss(item(title="&lt;!channel&gt; &lt;@U123&gt; @here"))
    yield "a link to a link", rss(item("<link><link>https://example.org</link></link>"))


GROUPS: dict[str, Group] = {"entities": _entities, "names of things here": _names_of_things_here, "shapes": _xml_shapes}
