"""Mentions: which lessons a message speaks of, by number or by the address of a message."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_MENTIONED = 3  # that are shown below one message; who names more wrote a list

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"<(?P<address>[^<>|]+)(?:\|[^<>]*)?>")
# Source: docs.slack.dev/reference/methods/chat.getPermalink: the ts stands in it without its dot, behind a "p".
_PERMALINK = re.compile(
    r"https://[a-z0-9.-]+/archives/(?P<channel_id>[CDG][A-Z0-9]+)/p(?P<seconds>\d{10})(?P<rest>\d{6})(?:[?#].*)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w/&#.])(?P<lesson>lessons?\s+)?#(?P<number>[1-9]\d{0,8})(?![\w#-])", re.IGNORECASE)
# What else people number so, in English and in the abbreviations of other trackers.
_ELSE = re.compile(r"\b(?:pr|mr|issue|ticket|pull request|merge request|build|bug|story|epic)s?:?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A message, as its address names it."""

    channel_id: str
    ts: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What a message speaks of, each once, in the order of the text."""

    places: Sequence[Place]
    numbers: Sequence[int]  # called a lesson's
    bare: Sequence[int]  # only "#123", which elsewhere than in a community is likely something else's number


def mentioned(text: str) -> Mentioned:
    """Give what a message speaks of, from its text as Slack sends it. What is code, or quoted, speaks of nothing."""
    said = "\n".join(line for line in _CODE.sub(" ", text).splitlines() if not line.startswith(("&gt;", ">")))
    places = [
        Place(address["channel_id"], f"{address['seconds']}.{address['rest']}")
        for link in _LINK.finditer(said)
        if (address := _PERMALINK.fullmatch(link["address"].replace("&amp;", "&"))) is not None
    ]
    words = _LINK.sub(" ", said)
    numbers: list[int] = []
    bare: list[int] = []
    for found in _NUMBER.finditer(words):
        if found["lesson"]:
            numbers.append(int(found["number"]))
        elif not _ELSE.search(words[: found.start()]):
            bare.append(int(found["number"]))
    return Mentioned(tuple(dict.fromkeys(places)), tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(bare)))
