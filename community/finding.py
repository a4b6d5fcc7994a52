"""Finding: what somebody typed to look for lessons, taken apart.

The language: words, "a phrase", -word, and `in:` a community, `team:`, `kind:`, `by:` a person, `tag:`, `since:` a day
or a month. Any input can be read: what is no filter is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from community.communities import findable, goes_on, going_by
from community.lessons import Kind
from community.names import nearest, slug
from community.people import NameShown

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.communities import Community
    from community.stores import Stores

MOST_PARTS = 16  # phrases, unwanted words, tags: who types more has pasted something


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for. Everything given must hold; nothing given finds nothing.

    `words` is free text of which every word should be there; `phrases` must be there as they are; `without` must not.
    """

    words: str = ""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    community_id: int | None = None
    team_id: int | None = None
    kind: Kind | None = None
    author_id: str | None = None
    tags: tuple[str, ...] = ()
    since: date | None = None


class Filter(StrEnum):
    """What a search can be narrowed to; the values are what is typed before the colon."""

    COMMUNITY = "in"
    TEAM = "team"
    KIND = "kind"
    AUTHOR = "by"
    TAG = "tag"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, taken apart; what the filters mean is not looked up yet."""

    words: str = ""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    filters: tuple[tuple[Filter, str], ...] = ()  # in the order they were typed

    @property
    def is_plain(self) -> bool:
        """Tell whether it is words and nothing else."""
        return not (self.phrases or self.without or self.filters)


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A filter's value that is nothing we know, so it was left out; `nearest` are what may have been meant."""

    filter: Filter
    wanted: str
    nearest: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed, understood."""

    typed: Typed
    sought: Sought
    not_known: Sequence[NotKnown] = ()
    is_hidden: bool = False  # it asks for the lessons of somebody who wants no name there


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen in menus, to be written as it would be typed. `words` may hold phrases and unwanted words."""

    words: str = ""
    community: str = ""  # its name, as `slug` gives it; the team's too
    team: str = ""
    kind: Kind | None = None
    author_id: str | None = None
    tags: Sequence[str] = field(default_factory=tuple)
    since: date | None = None


_QUOTED = '["“”„«»]([^"“”„«»]*)["“”„«»]'
_NAMES: Mapping[str, Filter] = {
    **{known.value: known for known in Filter},
    "community": Filter.COMMUNITY,
    "from": Filter.AUTHOR,
    "author": Filter.AUTHOR,
}
# A blank after the colon is taken only before what can't be a word: "in: #testing", but not "log in: production".
_PART = re.compile(
    rf"(?P<name>{'|'.join(_NAMES)}):(?:\s*{_QUOTED}|\s*(?=[#@])(?P<sign>\S+)|(?P<value>\S+))"
    rf"|(?P<not>-?)(?P<phrase>{_QUOTED})"
    r"|-(?P<without>\w\S*)"
    r"|(?P<word>\S+)",
    re.IGNORECASE,
)
_ID = re.compile(r"[#@]([CGUW][A-Z0-9]{3,})")  # Slack writes them in capitals, and channels' names never
_THE_WORD_TEAM = re.compile(r"^team\s+(?=\S)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_KINDS: Mapping[str, Kind] = {
    **{slug(kind.value): kind for kind in Kind},
    **{f"{slug(kind.value)}s": kind for kind in Kind},
    "dod": Kind.DEFINITION_OF_DONE,
    "done": Kind.DEFINITION_OF_DONE,
}


def take_apart(text: str) -> Typed:
    """Take apart what was typed; channels and people are named by their ids, as in `in:#C0123456` and `by:@U0123456`.

    Only unwanted words would find nothing, so they are words then: who types `-rf` looks for it.
    """
    words: list[str] = []
    phrases: list[str] = []
    without: list[str] = []
    filters: list[tuple[Filter, str]] = []
    for name, value in _parts(text):
        match name:
            case "word":
                words.append(value)
            case "phrase":
                phrases.append(value)
            case "without":
                without.append(value)
            case _:
                filters.append((_NAMES[name], value))
    if without and not (words or phrases or filters):
        words, without = without, []
    return Typed(" ".join(words), tuple(phrases[:MOST_PARTS]), tuple(without[:MOST_PARTS]), tuple(filters[:MOST_PARTS]))


def read(text: str, stores: Stores, *, user_id: str) -> Reading:
    """Understand what was typed: a filter's value that isn't known is left out and said, the rest is looked for.

    Of two values for one filter the last counts, but a lesson must have all the tags. `user_id` is who looks: only they
    find their own lessons by their name when they want no name there.
    """
    typed = take_apart(text)
    reading = Reading(typed, Sought(words=typed.words, phrases=typed.phrases, without=typed.without))
    for name, value in typed.filters:
        reading = _narrowed(reading, name, value, stores, user_id)
    return reading


def write(chosen: Chosen) -> str:
    """Write what was chosen in menus as it would be typed, so that one way of looking serves both."""
    filters = [
        (Filter.COMMUNITY, chosen.community),
        (Filter.TEAM, chosen.team),
        (Filter.KIND, slug(chosen.kind.value) if chosen.kind else ""),
        (Filter.AUTHOR, f"@{chosen.author_id}" if chosen.author_id else ""),
        *((Filter.TAG, tag) for tag in chosen.tags),
        (Filter.SINCE, chosen.since.isoformat() if chosen.since else ""),
    ]
    return " ".join(filter(None, [chosen.words.strip(), *(f"{name}:{value}" for name, value in filters if value)]))


def free_text(typed: Typed) -> str:
    """Give what was typed without its filters, as it can be typed again."""
    phrases = [f'"{phrase}"' for phrase in typed.phrases]
    without = [f'-"{word}"' if " " in word else f"-{word}" for word in typed.without]
    return " ".join(filter(None, [typed.words, *phrases, *without]))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Give what each part is, "word", "phrase", "without" or a filter's name, with its value."""
    position = 0
    while (found := _PART.search(text, position)) is not None:
        position = found.end()
        parts = found.groupdict()
        if parts["name"]:
            value = next((given for given in (found[2], parts["sign"], parts["value"]) if given), "").strip()
            yield (parts["name"].casefold(), value) if value.strip("#@") else ("word", found[0])
        elif parts["phrase"]:
            if said := found[0].lstrip("-")[1:-1].strip():
                yield ("without" if parts["not"] else "phrase"), said
        elif parts["without"]:
            yield "without", parts["without"]
        else:
            yield "word", parts["word"]


def _narrowed(reading: Reading, name: Filter, value: str, stores: Stores, user_id: str) -> Reading:
    """Give the reading with one filter more, or with what was not known of it."""
    known: Mapping[str, str] = {}
    change: Mapping[str, Any] = {}
    match name:
        case Filter.COMMUNITY:
            if (community := _community(value, stores)) is not None:
                change = {"community_id": community.id}
            known = {one.name: one.topic for one in findable(stores)}
        case Filter.TEAM:
            if (team := stores.teams.named(slug(_THE_WORD_TEAM.sub("", value)))) is not None:
                change = {"team_id": team.id}
            known = {one.name: one.label for one in stores.teams.all()}
        case Filter.KIND:
            if (kind := _KINDS.get(slug(value))) is not None:
                change = {"kind": kind}
            known = {slug(one.value): one.value for one in Kind}
        case Filter.AUTHOR:
            return _by(reading, value, stores, user_id)
        case Filter.TAG:
            if tag := slug(value):
                change = {"tags": (*reading.sought.tags, tag)}
        case Filter.SINCE:
            if (since := _since(value)) is not None:
                change = {"since": since}
    return _with(reading, **change) if change else _unknown(reading, name, value, known)


def _by(reading: Reading, value: str, stores: Stores, user_id: str) -> Reading:
    found = _ID.fullmatch(value)
    author_id = user_id if value.casefold() in {"me", "@me"} else found[1] if found else None
    if author_id is None:
        return _unknown(reading, Filter.AUTHOR, value, {})
    is_hidden = author_id != user_id and stores.people.name_shown(author_id) is NameShown.NEVER
    return replace(_with(reading, author_id=author_id), is_hidden=is_hidden)


def _community(value: str, stores: Stores) -> Community | None:
    found = _ID.fullmatch(value)
    if found is not None and (here := stores.communities.in_channel(found[1])) is not None:
        return here
    name = slug(value)
    channel = value.lstrip("#").casefold()
    named = going_by(stores, name) if name else None
    if named is None and (link := stores.linking.named(channel)) is not None:
        named = stores.communities.get(link.community_id)
    found_by_channel = named or next((one for one in stores.communities.every() if one.channel_name == channel), None)
    return None if found_by_channel is None else goes_on(stores, found_by_channel)


def _since(value: str) -> date | None:
    """Give the first day of what was typed: a year, a month or a day; None when the calendar has no such day."""
    found = _DAY.fullmatch(value)
    if found is None:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _unknown(reading: Reading, name: Filter, value: str, known: Mapping[str, str]) -> Reading:
    near = tuple(known[one] for one in nearest(value, known))
    return replace(reading, not_known=(*reading.not_known, NotKnown(name, value, near)))


def _with(reading: Reading, **changes: Any) -> Reading:
    return replace(reading, sought=replace(reading.sought, **changes))
