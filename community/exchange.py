"""Lessons in files: what of a lesson travels outside of Slack, and how a file's fields become one again.

The formats themselves are in `exchange_csv`, `exchange_jsonl` and `exchange_markdown`; each reads back what it wrote.
"""
# a refusal is named for what is the case, as in "Unreadable"

import re
import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import blake2b

from community.capture import beginning, is_too_long, says_something
from community.lessons import MOST_TAGS, TEXT_LIMIT, Kind, Lesson
from community.names import slug
from community.tags import TAG_LIMIT
from community.titles import TITLE_LIMIT, title_of

# Stands for a person where a lesson says who captured it: nobody did, it was brought from elsewhere under a key.
BROUGHT = "import:"

_LONGEST_NAME = 200
# A date outside of these is a mistake of a machine: nobody wrote lessons then, and no calendar shows them.
_YEARS = range(1970, 2100)

# What other programs call the same things; compared in lower case, with "_" between words.
_ALSO_CALLED = {
    "key": ("id", "slug"),
    "title": ("name", "subject", "headline", "summary"),
    "learnt": ("text", "lesson", "learned", "what_we_learnt", "what_we_learned", "body", "content", "description"),
    "happened": ("what_happened", "context", "background", "situation"),
    "to_try": ("what_to_try", "try", "next", "action", "recommendation"),
    "kind": ("type", "category"),
    "tags": ("tag", "labels", "keywords", "topic", "topics"),
    "community": ("community_of_practice",),
    "team": ("learnt_by_team", "squad"),
    "author": ("by", "author_name", "who"),
    "said_at": ("date", "when", "created", "created_at", "time"),
    "permalink": ("link", "url", "source"),
    "closed_in": (),
}
_FIELD = {also: name for name, others in _ALSO_CALLED.items() for also in (name, *others)}
_KINDS = {slug(kind.value): kind for kind in Kind} | {"dod": Kind.DEFINITION_OF_DONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A lesson as it stands in a file; names instead of ids, since ids mean nothing elsewhere."""

    key: str = ""  # names it within its source; "" when the source has no names
    title: str
    kind: Kind | None = None
    tags: tuple[str, ...] = ()
    learnt: str
    happened: str = ""
    to_try: str = ""
    community: str = ""
    team: str = ""
    author: str = ""
    said_at: datetime | None = None
    permalink: str = ""
    closed_in: str = ""  # the private channel it is for; only a file made for one of its members has these


NAMES = tuple(field.name for field in fields(Copy))


@dataclass(frozen=True, slots=True)
class Raw:
    """One entry of a file before anybody looked at what its fields say; `where` names it to a person."""

    where: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Bad:
    """One entry of a file that can't be read, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A copy, with a sentence for each thing that is not as it stood in the file."""

    copy: Copy
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a workspace has already, withdrawn or not."""

    keys: Set[str]  # under which lessons were brought, each as `brought_by` gives it
    numbers: Set[int]
    places: Set[tuple[str, str]]  # channel id and ts
    sayings: Set[bytes]  # fingerprints of what lessons say, and of what they said before they were changed by hand

    def has(self, copy: Copy, workspace_id: str) -> bool:
        """Tell whether this lesson came from here, was brought before, or says what another says."""
        return (
            (bool(copy.key) and brought_by(copy.key) in self.keys)
            or number_in(copy.key, workspace_id) in self.numbers
            or fingerprint(copy.title, copy.learnt) in self.sayings
        )


class Unreadable(ValueError):
    """The entry holds no lesson; the text says why, to whoever can mend the file."""


def copy_of(lesson: Lesson, *, workspace_id: str, community: str = "", team: str = "") -> Copy:
    """Give a lesson as it is written to a file; `community` and `team` are what people call them."""
    return Copy(
        key=f"{workspace_id}-{lesson.number}",
        title=lesson.title,
        kind=lesson.kind,
        tags=lesson.tags,
        learnt=lesson.learnt,
        happened=lesson.happened,
        to_try=lesson.to_try,
        community=community,
        team=team,
        author=lesson.author_name,
        said_at=lesson.said_at,
        permalink=(lesson.source.permalink or "") if lesson.source else "",
        closed_in=lesson.closed_in or "",
    )


def brought_by(key: str) -> str:
    """Give what stands in the place of the person who captured a lesson that was brought under this key."""
    return f"{BROUGHT}{blake2b(key.encode(), digest_size=12).hexdigest()}"


def fingerprint(title: str, learnt: str) -> bytes:
    """Give the same few bytes for the same words."""
    return blake2b(f"{title}\0{learnt}".encode(), digest_size=12).digest()


def number_in(key: str, workspace_id: str) -> int | None:
    """Give the number of the lesson of this workspace that a file made from it calls by this key."""
    found = re.fullmatch(rf"{re.escape(workspace_id)}-([0-9]{{1,15}})", key)
    return int(found[1]) if found else None


def as_fields(copy: Copy) -> dict[str, object]:
    """Give what a file says of the lesson, in the order of the fields; what is empty is left out."""
    given: dict[str, object] = {name: getattr(copy, name) for name in NAMES}
    given["kind"] = copy.kind.value if copy.kind else ""
    given["tags"] = list(copy.tags)
    given["said_at"] = copy.said_at.isoformat() if copy.said_at else ""
    return {name: value for name, value in given.items() if value}


def understand(given: Mapping[str, object]) -> Understood:
    """Give the lesson that an entry's fields hold: Unreadable when they hold none.

    A field may go by any of its names. A missing title is made from the text; what is too long is shortened.
    """
    named = _named(given)
    notes: list[str] = []
    learnt, happened, to_try = (_text(named, name, notes) for name in ("learnt", "happened", "to_try"))
    title = _title(_line(named.get("title")), learnt, notes)
    if not says_something(title):
        raise Unreadable("it has neither a title nor a text")
    copy = Copy(
        key=_line(named.get("key"))[:_LONGEST_NAME],
        title=title,
        kind=_kind(_line(named.get("kind")), notes),
        tags=_tags(named.get("tags"), notes),
        learnt=learnt or title,
        happened=happened,
        to_try=to_try,
        **{name: _line(named.get(name))[:_LONGEST_NAME] for name in ("community", "team", "author", "closed_in")},
        said_at=_moment(_line(named.get("said_at"))),
        permalink=_address(_line(named.get("permalink"))),
    )
    return Understood(copy, notes)


def clean(text: str) -> str:
    """Give the text without what no table can hold and with one kind of line break."""
    breaks = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in breaks if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}).strip()


def _named(given: Mapping[str, object]) -> Mapping[str, object]:
    """Give the fields by our names; the first name of a field goes before its others."""
    found: dict[str, object] = {}
    for written, value in given.items():
        called = re.sub(r"[\s_-]+", "_", str(written).strip().casefold())
        name = _FIELD.get(called)
        if name is not None and (name not in found or called == name):
            found[name] = value
    return found


def _text(named: Mapping[str, object], name: str, notes: list[str]) -> str:
    given = named.get(name)
    text = clean("" if given is None else str(given))
    if is_too_long(text):
        notes.append(f"a text of more than {TEXT_LIMIT:,} characters was shortened")
    return beginning(text) if says_something(text) else ""


def _title(given: str, learnt: str, notes: list[str]) -> str:
    if not says_something(given):
        return title_of(learnt)
    if len(given) > TITLE_LIMIT:
        notes.append(f"a title of more than {TITLE_LIMIT} characters was shortened")
        return title_of(given) or given[:TITLE_LIMIT]
    return given


def _line(given: object) -> str:
    return "" if given is None else " ".join(clean(str(given)).split())


def _kind(given: str, notes: list[str]) -> Kind | None:
    kind = _KINDS.get(slug(given))
    if given and kind is None:
        notes.append(f"a kind that is none of {', '.join(Kind)} was left out")
    return kind


def _tags(given: object, notes: list[str]) -> tuple[str, ...]:
    if isinstance(given, list | tuple):
        parts = [str(part) for part in given]
    else:
        written = _line(given)
        parts = written.split(",") if "," in written else written.split()
    slugs = tuple(filter(None, dict.fromkeys(slug(part)[:TAG_LIMIT].strip("-") for part in parts)))
    if len(slugs) > MOST_TAGS:
        notes.append(f"of more than {MOST_TAGS} tags the first {MOST_TAGS} were kept")
    return slugs[:MOST_TAGS]


def _moment(given: str) -> datetime | None:
    """Read a date or a time; without a zone it is in UTC. Seconds since 1970, as Slack writes them, are taken too."""
    if not given:
        return None
    try:
        moment = (
            datetime.fromtimestamp(float(given), UTC)
            if re.fullmatch(r"[0-9]{9,10}(\.[0-9]+)?", given)
            else datetime.fromisoformat(given)
        )
        aware = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Unreadable(f"its date is “{given[:40]}”; write it like 2026-01-31 or 2026-01-31T09:30") from None
    if aware.year not in _YEARS:
        raise Unreadable(f"its date is in the year {aware.year}; write it like 2026-01-31")
    return aware


def _address(given: str) -> str:
    """Give a web address that can stand in a link; anything else is none."""
    return given if re.fullmatch(r"https?://[^\s<>|]{1,2900}", given) else ""
