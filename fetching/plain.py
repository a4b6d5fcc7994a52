"""Plain text of one line from what others wrote, markup and all; and links that lead to the web only."""

import hashlib
import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from community import outside

# Longer texts are cut before they are looked at closely; a summary of 500 letters is found within.
_LOOKED_AT = 20_000
_SILENT = {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "head", "title"}
_ALONE = {"p", "div", "br", "li", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"}


def line(text: object, most: int) -> str:
    """Give a text as one line of at most so many characters; nothing of what can't be seen or turns text around."""
    given = str(text)[:_LOOKED_AT] if text is not None else ""
    seen = "".join(" " if letter.isspace() else letter for letter in given if _is_seen(letter))
    short = re.sub(r" {2,}", " ", seen).strip()
    return short if len(short) <= most else f"{short[: most - 1].rstrip()}…"


def from_html(html: object, most: int) -> str:
    """Give what a reader sees of a piece of HTML, as one line."""
    text = str(html)[:_LOOKED_AT] if html is not None else ""
    if "<" not in text and "&" not in text:
        return line(text, most)
    reader = _Seen()
    reader.feed(text)
    reader.close()
    return line("".join(reader.pieces), most)


def link(given: object, base: str) -> str | None:
    """Give a link that leads to the web, whole; None for one that doesn't, or that is too long."""
    text = str(given or "").strip()
    if not text or len(text) > outside.LONGEST_LINK or re.search(r"[\s<>|\"\\\x00-\x1f]", text):
        return None
    try:
        whole = urljoin(base, text)
        parts = urlsplit(whole)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    if not is_web or len(whole) > outside.LONGEST_LINK or not all(_is_seen(letter) for letter in whole):
        return None
    return f"{parts.scheme}://{whole.partition('://')[2]}"


def identity(given: object, *others: object) -> str:
    """Give an id of what names it: itself where it is short, else a digest; of the others where it is empty."""
    text = str(given or "").strip() or "\n".join(str(other or "") for other in others)
    is_plain = len(text) <= outside.LONGEST_ID and text.isprintable()
    if is_plain and text:
        return text
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _is_seen(letter: str) -> bool:
    # Cc controls, Cf what joins, hides and turns around, Cs halves of letters, Co and Cn what has no meaning.
    return letter in "\n\t\r" or letter == "\u200d" or unicodedata.category(letter)[0] != "C"


class _Seen(HTMLParser):
    """Keeps the text between the tags, except where nobody reads it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _ALONE:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag in _ALONE:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)
