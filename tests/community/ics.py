"""A strict reader of iCalendar lines, written after RFC 5545 and nothing else: what is not allowed is an error here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# 3.2: a parameter's value without quotation marks holds no control, `"`, `;`, `:` or `,`.
_LINE = re.compile(
    r'(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*):(?P<value>.*)'
)
_PARAMETER = re.compile(r';([A-Z0-9-]+)=("[^"]*"|[^";:,]*)')
# 3.3.11: a backslash, a semicolon and a comma are escaped, a line break is `\n`.
_TEXT = re.compile(r"(?:[^\\;,\x00-\x1f]|\\[\\;,nN])*")
_MOMENT = re.compile(r"\d{8}T\d{6}Z?")
_UTC = re.compile(r"\d{8}T\d{6}Z")
_OFFSET = re.compile(r"[+-]\d{4}(?:\d{2})?")
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME", "UID", "TZID", "TZNAME"}
_ONCE_EACH = {
    "VCALENDAR": ({"PRODID", "VERSION"}, {"CALSCALE", "METHOD", "NAME", "X-WR-CALNAME"}),
    "VEVENT": (
        {"UID", "DTSTAMP", "DTSTART"},
        {
            "DTEND",
            "DURATION",
            "SEQUENCE",
            "STATUS",
            "TRANSP",
            "URL",
            "SUMMARY",
            "LOCATION",
            "CREATED",
            "LAST-MODIFIED",
            "RRULE",
        },
    ),
    "VTIMEZONE": ({"TZID"}, set()),
    "STANDARD": ({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}, {"TZNAME"}),
    "DAYLIGHT": ({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}, {"TZNAME"}),
}
_INSIDE = {"VEVENT": "VCALENDAR", "VTIMEZONE": "VCALENDAR", "STANDARD": "VTIMEZONE", "DAYLIGHT": "VTIMEZONE"}


@dataclass(frozen=True)
class Line:
    """One content line: its name, its parameters and its value as it stands there."""

    name: str
    parameters: Mapping[str, str]
    value: str


@dataclass
class Component:
    """What stands between BEGIN and END."""

    kind: str
    lines: list[Line]
    parts: list["Component"]

    def all(self, name: str) -> Sequence[str]:
        return [line.value for line in self.lines if line.name == name]

    def text(self, name: str) -> str:
        """Give the one value of that name as a person reads it, "" when there is none."""
        [value] = self.all(name) or [""]
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def read(data: bytes) -> Component:
    """Give the calendar; anything RFC 5545 does not allow: AssertionError."""
    top: list[Component] = []
    open_ones: list[Component] = []
    for line in _lines(data):
        if line.name == "BEGIN":
            made = Component(line.value, [], [])
            assert _INSIDE.get(line.value) == (open_ones[-1].kind if open_ones else None), line
            (open_ones[-1].parts if open_ones else top).append(made)
            open_ones.append(made)
        elif line.name == "END":
            assert open_ones.pop().kind == line.value, line
        else:
            _check(line)
            open_ones[-1].lines.append(line)
    assert not open_ones
    [calendar] = top
    _check_all(calendar, set())
    return calendar


def _lines(data: bytes) -> Sequence[Line]:
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b""), "a line break is CRLF"
    assert b"\r" not in data.replace(b"\r\n", b"")
    raw = data.removesuffix(b"\r\n").split(b"\r\n")
    for line in raw:
        assert line, "no line is empty"
        assert len(line) <= 75, "3.1: lines should not be longer than 75 octets"
        line.decode()  # folded inside no character
    unfolded = data.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")
    found = []
    for text in unfolded:
        matched = _LINE.fullmatch(text)
        assert matched is not None, text
        parameters = {name: value.strip('"') for name, value in _PARAMETER.findall(matched["parameters"])}
        found.append(Line(matched["name"], parameters, matched["value"]))
    return found


def _check(line: Line) -> None:
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line.value), line
    assert line.name not in {"ATTENDEE", "ORGANIZER"}, "nobody is in a calendar"
    if line.name in TEXTS:
        assert _TEXT.fullmatch(line.value), line
    elif line.name in {"DTSTAMP", "CREATED", "LAST-MODIFIED"}:
        assert _UTC.fullmatch(line.value), line
    elif line.name in {"DTSTART", "DTEND", "RECURRENCE-ID"}:
        assert _MOMENT.fullmatch(line.value), line
        assert ("TZID" in line.parameters) <= (not line.value.endswith("Z")), line
    elif line.name in {"EXDATE", "RDATE"}:
        assert all(_MOMENT.fullmatch(one) for one in line.value.split(",")), line
    elif line.name in {"TZOFFSETFROM", "TZOFFSETTO"}:
        assert _OFFSET.fullmatch(line.value), line
    elif line.name == "SEQUENCE":
        assert line.value.isdigit(), line
    elif line.name == "URL":
        assert re.fullmatch(r"https?://[\x21-\x7e]+", line.value), line


def _check_all(found: Component, zones: set[str]) -> None:
    needed, single = _ONCE_EACH[found.kind]
    for name in needed:
        assert len(found.all(name)) == 1, (found.kind, name)
    for name in single:
        assert len(found.all(name)) <= 1, (found.kind, name)
    if found.kind == "VCALENDAR":
        zones = {zone.text("TZID") for zone in found.parts if zone.kind == "VTIMEZONE"}
        keys = [(event.text("UID"), *event.all("RECURRENCE-ID")) for event in found.parts if event.kind == "VEVENT"]
        assert len(keys) == len(set(keys)), "a UID with its RECURRENCE-ID is there once"
    if found.kind == "VTIMEZONE":
        assert found.parts, "a zone says how its clock goes"
    if found.kind == "VEVENT":
        assert len(found.all("DTEND")) + len(found.all("DURATION")) == 1, "it ends one way"
        for line in found.lines:
            assert line.parameters.get("TZID", next(iter(zones), "")) in zones | {""}, "every zone is told"
            if line.name in {"DTSTART", "DTEND"}:
                assert line.value.endswith("Z") or "TZID" in line.parameters, "no time floats"
    for part in found.parts:
        _check_all(part, zones)
