"""Lessons as Markdown: a file each, with its particulars in front matter and what it says below.

The front matter is the part of YAML that such files use: a name and a value a line, lists on one line or below. What
is written here is JSON behind the colon, which every YAML reader takes.
"""

import json
import re
from collections.abc import Iterator, Mapping

from community.exchange import Copy, Raw, as_fields
from community.names import slug

_HAPPENED = "## What happened"
_TO_TRY = "## What to try"
_SECTIONS = {_HAPPENED: "happened", _TO_TRY: "to_try"}
# A line of a text that looks like one of our headings is written with a backslash before it, which Markdown hides.
_LOOKS_LIKE_ONE = re.compile(r"^(\\*)(## What (?:happened|to try))$", re.MULTILINE)
_ESCAPED = re.compile(r"^\\(\\*## What (?:happened|to try))$", re.MULTILINE)
_FENCE = "---"
_PARTICULAR = re.compile(r"^([A-Za-z][\w .-]*?)\s*:(?:\s+(.*?))?\s*$")
_COMMENT = re.compile(r"\s+#.*$")


def name_of(copy: Copy) -> str:
    """Give the name of the lesson's file: its key and what it is about, in letters every system takes."""
    about = re.sub(r"[^a-z0-9-]+", "", slug(copy.title))[:60].strip("-")
    key = re.sub(r"[^A-Za-z0-9-]+", "-", copy.key).strip("-")
    return "-".join(filter(None, (key, about))) + ".md"


def write(copy: Copy) -> str:
    """Give the file's text."""
    given = as_fields(copy)
    parts = [_FENCE]
    parts += [
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in given.items()
        if name not in {"learnt", "happened", "to_try"}
    ]
    parts += [_FENCE, "", _escaped(copy.learnt)]
    for heading, name in _SECTIONS.items():
        if text := str(given.get(name, "")):
            parts += ["", heading, "", _escaped(text)]
    return "\n".join(parts) + "\n"


def read(text: str, *, where: str) -> Raw:
    """Give the file's entry. Without a title in front, the first heading is it, else the file's name."""
    particulars, body = _parted(text)
    found: dict[str, object] = {"key": where, **particulars}
    has_title = any(name.strip().casefold() in {"title", "name", "subject"} for name in particulars)
    if not has_title:
        title, body = _titled(body)
        found["title"] = title or re.sub(r"[-_]+", " ", where.rpartition("/")[2].removesuffix(".md"))
    return Raw(where, found | dict(_sections(body)))


def _escaped(text: str) -> str:
    return _LOOKS_LIKE_ONE.sub(r"\\\1\2", text)


def _sections(body: str) -> Iterator[tuple[str, str]]:
    name, lines = "learnt", list[str]()
    left = dict(_SECTIONS)  # a heading that comes twice is a part of the text
    for line in body.split("\n"):
        if (section := left.pop(line.rstrip(), None)) is not None:
            yield name, _ESCAPED.sub(r"\1", "\n".join(lines)).strip()
            name, lines = section, []
        else:
            lines.append(line)
    yield name, _ESCAPED.sub(r"\1", "\n".join(lines)).strip()


def _titled(body: str) -> tuple[str, str]:
    """Give the heading a body begins with, and the body without it."""
    first, _, rest = body.lstrip().partition("\n")
    heading = re.fullmatch(r"#{1,3}\s+(.+?)(?:\s+#+)?\s*", first)
    return (heading[1], rest) if heading else ("", body)


def _parted(text: str) -> tuple[Mapping[str, object], str]:
    """Give the front matter's particulars and what stands below; none when there is no front matter."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return {}, text
    for end, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {_FENCE, "..."}:
            return _particulars(lines[1:end]), "\n".join(lines[end + 1 :])
    return {}, text


def _particulars(lines: list[str]) -> Mapping[str, object]:
    found: dict[str, object] = {}
    name = ""
    for line in lines:
        if (item := re.match(r"^\s*-\s+(.*)$", line)) and name:
            before = found.get(name)
            found[name] = [*(before if isinstance(before, list) else []), _value(item[1])]
        elif particular := _PARTICULAR.match(line):
            name = particular[1]
            found[name] = _value(particular[2] or "")
    return found


def _value(written: str) -> object:
    written = written.strip()
    if written[:1] in {'"', "["}:
        try:
            return json.loads(written)
        except ValueError:
            pass
    if written.startswith("[") and written.endswith("]"):
        return [_bare(part) for part in written[1:-1].split(",") if part.strip()]
    return _bare(written)


def _bare(written: str) -> str:
    written = written.strip()
    if len(written) > 1 and written[0] == written[-1] and written[0] in "'\"":
        return written[1:-1].replace("''", "'") if written[0] == "'" else written[1:-1]
    return _COMMENT.sub("", written)
