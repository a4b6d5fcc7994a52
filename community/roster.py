"""The roster: what an organisation's own list says of people, what they say to it, and when others may see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from community.stores import Stores

COACH = "Certified LeSS Coach"
TIME_TO_HIDE = timedelta(days=7)
SAID_LIMIT = 80


class Kind(StrEnum):
    """What a line of the list says of a person."""

    CERTIFICATION = "certification"
    PRODUCT_GROUP = "product group"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the list says of a person: `what` as it stands there, `said` what they say instead ("" for no).

    `shown_since` is None until they were told of it and had TIME_TO_HIDE, or showed it themselves.
    """

    kind: Kind
    what: str
    issued_on: date | None = None
    said: str | None = None
    is_hidden: bool = False
    shown_since: datetime | None = None

    @property
    def is_shown(self) -> bool:
        """Tell whether others may see it."""
        return self.shown_since is not None and not self.is_hidden and bool(self.told)

    @property
    def told(self) -> str:
        """Give it in the words of the person, where they have some; "" where they say that it isn't so."""
        return self.what if self.said is None else self.said


@dataclass(frozen=True, slots=True)
class Listed:
    """A person on the roster. `team` is what the list says; only the person says which team they are in.

    `told_at` is None while they weren't told of something that the list says of them.
    """

    user_id: str
    brought_at: datetime
    facts: tuple[Fact, ...] = ()
    team: str = ""
    told_at: datetime | None = None

    @property
    def shown(self) -> Sequence[Fact]:
        """Give what others may see."""
        return [fact for fact in self.facts if fact.is_shown]


@dataclass(frozen=True, slots=True)
class Said:
    """What a list says of one person, in all of its lines."""

    user_id: str
    certifications: Sequence[tuple[str, date | None]] = ()
    team: str = ""
    product_group: str = ""


def merged(before: Listed | None, said: Said, *, now: datetime) -> Listed:
    """Give a person as they stand on the roster after a list was brought.

    What they hid or put right stays so. What the list doesn't name is kept: a list may be of one department only.
    Of something new they are told first, and others don't see it before.
    """
    known = {(fact.kind, fact.what.casefold()): fact for fact in before.facts} if before else {}
    kept = dict(known)
    for what, issued_on in said.certifications:
        key = (Kind.CERTIFICATION, what.casefold())
        old = kept.get(key, Fact(Kind.CERTIFICATION, what))
        kept[key] = replace(old, what=what, issued_on=max(filter(None, (old.issued_on, issued_on)), default=None))
    if said.product_group:
        kept = _regrouped(kept, said.product_group)
    is_told = before is not None and before.told_at is not None and kept.keys() == known.keys()
    return Listed(
        user_id=said.user_id,
        brought_at=now,
        facts=tuple(sorted(kept.values(), key=lambda fact: (fact.kind, fact.what.casefold()))),
        team=said.team or (before.team if before else ""),
        told_at=before.told_at if before is not None and is_told else None,
    )


def is_same(before: Listed | None, after: Listed) -> bool:
    """Tell whether a list brought nothing that was not known."""
    return before is not None and replace(after, brought_at=before.brought_at) == before


def tell(stores: Stores, listed: Listed, *, now: datetime) -> None:
    """Take note that the person is told now of all that the list says of them."""
    stores.roster.put(replace(listed, told_at=now))


def show(stores: Stores, listed: Listed, *, now: datetime) -> Listed:
    """Let others see what the person was told of and didn't hide."""
    shown = tuple(fact if fact.shown_since else replace(fact, shown_since=now) for fact in listed.facts)
    after = replace(listed, facts=shown)
    stores.roster.put(after)
    return after


def hide(stores: Stores, user_id: str) -> None:
    """Hide all that the list says of a person now."""
    if (listed := stores.roster.of(user_id)) is not None:
        stores.roster.put(replace(listed, facts=tuple(replace(fact, is_hidden=True) for fact in listed.facts)))


def choose(listed: Listed, shown: Sequence[str], *, now: datetime) -> Listed:
    """Give the person with just these facts for others to see, by `key_of`, and the rest hidden.

    Where they chose is where they were told of them; what waits for its time to be shown waits on.
    """
    chosen = frozenset(shown)
    facts = tuple(replace(fact, is_hidden=key_of(fact) not in chosen) for fact in listed.facts)
    return replace(listed, facts=facts, told_at=listed.told_at or now)


def correct(listed: Listed, key: str, said: str) -> Listed:
    """Give the person with what they say in the place of one fact; the list's own words again for those words."""
    words = " ".join(said.split())[:SAID_LIMIT]
    facts = tuple(
        replace(fact, said=None if words == fact.what else words) if key_of(fact) == key else fact
        for fact in listed.facts
    )
    return replace(listed, facts=facts)


def key_of(fact: Fact) -> str:
    """Give what names a fact among those of one person, in at most 150 characters."""
    return f"{fact.kind} {fact.what.casefold()}"


def fact_of(listed: Listed, key: str) -> Fact | None:
    """Give the fact of that key."""
    return next((fact for fact in listed.facts if key_of(fact) == key), None)


def in_words(facts: Sequence[Fact]) -> Iterator[str]:
    """Give facts as they are told: "CLP 2024"."""
    for fact in facts:
        is_dated = fact.issued_on is not None and fact.said is None
        yield f"{fact.told} {fact.issued_on:%Y}" if is_dated else fact.told


def _regrouped(kept: dict[tuple[Kind, str], Fact], product_group: str) -> dict[tuple[Kind, str], Fact]:
    """Give the facts with this product group in the place of another; what the person said to it stays."""
    old = next((fact for fact in kept.values() if fact.kind is Kind.PRODUCT_GROUP), Fact(Kind.PRODUCT_GROUP, ""))
    others = {key: fact for key, fact in kept.items() if fact.kind is not Kind.PRODUCT_GROUP}
    is_same_group = old.what.casefold() == product_group.casefold()
    return others | {
        (Kind.PRODUCT_GROUP, product_group.casefold()): replace(
            old, what=product_group, shown_since=old.shown_since if is_same_group else None
        )
    }
