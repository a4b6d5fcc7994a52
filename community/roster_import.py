"""Bringing a roster: whom its rows mean, and what of it is new, changed or known. Addresses match people and go."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from community.people import Person
from community.roster import Said, is_same, merged
from community.roster_csv import Entry, Read
from community.stores import Stores

# So many are kept in one transaction: others get their turn in between.
TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Matched:
    """One person a file speaks of."""

    person: Person
    entry: Entry


@dataclass(slots=True)
class Tally:
    """What became of the people a file speaks of, or would become of them."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def people(self) -> int:
        """How many they are."""
        return self.new + self.updated + self.unchanged

    def add(self, other: "Tally") -> None:
        """Add what became of others."""
        self.new += other.new
        self.updated += other.updated
        self.unchanged += other.unchanged


@dataclass(frozen=True, slots=True)
class Plan:
    """A file, matched to people. Whom it names that isn't here, or doesn't want to be on it, is `unmatched`."""

    read: Read
    matched: Sequence[Matched]
    unmatched: Sequence[Entry] = field(default_factory=tuple)


def planned(read: Read, people: Mapping[str, Person], left_out: Set[str]) -> Plan:
    """Match a file to people, who are given by their addresses in lower case.

    Who wants no list to bring them is told of as one whom nobody here has the address of: that they want it is theirs.
    """
    matched: list[Matched] = []
    unmatched: list[Entry] = []
    for entry in read.entries:
        person = people.get(entry.email)
        if person is None or person.user_id in left_out:
            unmatched.append(entry)
        else:
            matched.append(Matched(person, entry))
    return Plan(read, matched, unmatched)


def bring(stores: Stores, together: Sequence[Matched], *, now: datetime, is_dry_run: bool = False) -> Tally:
    """Keep what the file says of these people, and say what that changed; a dry run only says it."""
    before = stores.roster.some([one.person.user_id for one in together])
    tally = Tally()
    for one in together:
        old = before.get(one.person.user_id)
        after = merged(old, _said(one), now=now)
        if old is None:
            tally.new += 1
        elif is_same(old, after):
            tally.unchanged += 1
            continue
        else:
            tally.updated += 1
        if not is_dry_run:
            stores.roster.put(after)
            stores.people.save(one.person, now=now)
    return tally


def portions(matched: Sequence[Matched]) -> Iterator[Sequence[Matched]]:
    """Give them in portions that are kept together."""
    for start in range(0, len(matched), TOGETHER):
        yield matched[start : start + TOGETHER]


def _said(one: Matched) -> Said:
    entry = one.entry
    return Said(one.person.user_id, tuple(entry.certifications.items()), entry.team, entry.product_group)
