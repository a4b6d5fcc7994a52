"""The marketplace: sessions are proposed by anyone, hosted by who wants to, and put where and when their hosts like."""
# a refusal is named for what is the case, as in "SpaceTaken"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from community import meetups, open_space
from community.errors import CommunityError
from community.open_space import (
    MOST_HOSTS,
    MOST_SESSIONS,
    SESSION_TITLE_LIMIT,
    WHY_LIMIT,
    NewSession,
    NoSuchOpenSpace,
    Program,
    Session,
)

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

PAGE = 20
ALL, UNPLACED, MINE, SLOT, SPACE = "all", "unplaced", "mine", "slot", "space"


@dataclass(frozen=True, slots=True)
class Look:
    """What of the marketplace somebody looks at. `only` is ALL, UNPLACED, MINE, "slot 3" or "space 2"."""

    meetup_id: int
    only: str = ALL
    words: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """A page of sessions, and how many there are on all of them."""

    look: Look
    sessions: Sequence[Session]
    total: int

    @property
    def pages(self) -> int:
        """Give how many pages there are; an empty one counts."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class Placed:
    """A session that has its place; `clash` is another one that one of its hosts hosts at the same time."""

    session: Session
    clash: Session | None


class NoSuchSession(CommunityError):
    """It was never proposed, or was withdrawn."""

    def __init__(self) -> None:
        super().__init__("That session was withdrawn meanwhile, so nothing was changed. Look at the marketplace again.")


class NotTheHost(CommunityError):
    """What becomes of a session is for its hosts to say."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            f"“{session.title}” is moved and changed by its hosts, so nothing was changed. "
            "Write to them in its thread, or propose a session of your own."
        )
        self.session = session


class HasHost(CommunityError):
    """Somebody hosts it already."""

    def __init__(self, session: Session) -> None:
        super().__init__(f"Somebody hosts “{session.title}” already, so nothing was changed. Just come along.")
        self.session = session


class Unnamed(CommunityError):
    """A session needs a title."""

    def __init__(self) -> None:
        super().__init__("What is it about? A few words are enough.")


class TooManySessions(CommunityError):
    """The marketplace is full."""

    def __init__(self) -> None:
        super().__init__(
            f"There are {MOST_SESSIONS} sessions already, so this one was not added. "
            "Look for one like yours in the marketplace and join in, or withdraw one of your own."
        )


class SlotOver(CommunityError):
    """Nothing can be put where time has passed."""

    def __init__(self) -> None:
        super().__init__("That slot is over, so nothing was changed. Choose a later one.")


class SpaceTaken(CommunityError):
    """Another session is there."""

    def __init__(self, by: Session, free: Sequence[str]) -> None:
        left = f"Free then: {', '.join(free)}." if free else "Nothing is free then; choose another slot."
        super().__init__(f"“{by.title}” was faster and has that space, so nothing was changed. {left}")
        self.by = by


def propose(stores: Stores, new: NewSession, hosts: Sequence[str], *, now: datetime) -> Session:
    """Keep a session, also while the Open Space runs; who proposes hosts it, and the others with them."""
    meetups.ahead(stores, new.meetup_id, now)
    if stores.open_spaces.get(new.meetup_id) is None:
        raise NoSuchOpenSpace
    if stores.open_spaces.count(new.meetup_id) >= MOST_SESSIONS:
        raise TooManySessions
    whole = replace(new, title=_title(new.title), why=new.why.strip()[:WHY_LIMIT])
    return stores.open_spaces.propose(whole, _hosts(new.proposed_by, hosts))


def edit(
    stores: Stores, session_id: int, by: str, *, title: str, why: str, hosts: Sequence[str], now: datetime
) -> tuple[Session, Sequence[str]]:
    """Change a session's words and co-hosts; give it and who hosts it newly."""
    session = hosted(stores, session_id, by, now=now)
    wanted = _hosts(by, hosts)
    stores.open_spaces.update(replace(session, title=_title(title), why=why.strip()[:WHY_LIMIT]))
    for gone in set(session.hosts) - set(wanted):
        stores.open_spaces.leave(session.id, gone)
    for host_id in wanted:
        stores.open_spaces.host(session.id, host_id)
    return there(stores, session_id), [one for one in wanted if one not in session.hosts]


def place(stores: Stores, session_id: int, by: str, *, slot: int, space: int, now: datetime) -> Placed:
    """Put a session where nothing is, from wherever it was: the first one there has the space.

    Another one is there: SpaceTaken, and it stays where it was. Two sessions of one host at a time are told of, not
    refused: a co-host can take one.
    """
    session = hosted(stores, session_id, by, now=now)
    program = open_space.program(stores, session.meetup_id)
    if not (0 <= slot < len(program.space.slots) and 0 <= space < len(program.space.spaces)):
        raise NoSuchOpenSpace
    if program.ends(slot) <= now:
        raise SlotOver
    taken = next((one for one in program.sessions if one.place == (slot, space) and one.id != session.id), None)
    if taken is not None:
        raise SpaceTaken(taken, [program.space.spaces[free] for free in program.free(slot)])
    placed = replace(session, slot=slot, space=space)
    stores.open_spaces.update(placed)
    others = [one for one in program.at(slot) if one.id != session.id and set(one.hosts) & set(session.hosts)]
    return Placed(placed, others[0] if others else None)


def take_off(stores: Stores, session_id: int, by: str, *, now: datetime) -> Session:
    """Take a session off the grid; it stays in the marketplace."""
    session = replace(hosted(stores, session_id, by, now=now), slot=None, space=None)
    stores.open_spaces.update(session)
    return session


def withdraw(stores: Stores, session_id: int, by: str, *, now: datetime) -> Session:
    """Take a session out of the marketplace, and free its place."""
    session = replace(hosted(stores, session_id, by, now=now), slot=None, space=None, withdrawn_at=now)
    stores.open_spaces.update(session)
    return session


def turn(stores: Stores, session_id: int, user_id: str, *, now: datetime) -> tuple[Session, bool]:
    """Let somebody be interested who wasn't, and the other way round; give the session and whether they are now."""
    session = there(stores, session_id)
    meetups.ahead(stores, session.meetup_id, now)
    is_interested = stores.open_spaces.be_interested(session.id, session.meetup_id, user_id)
    if not is_interested:
        stores.open_spaces.lose_interest(session.id, user_id)
    return session, is_interested


def host(stores: Stores, session_id: int, user_id: str, *, now: datetime) -> Session:
    """Let somebody host a session that nobody hosts any more."""
    session = there(stores, session_id)
    meetups.ahead(stores, session.meetup_id, now)
    if session.hosts:
        raise HasHost(session)
    stores.open_spaces.host(session.id, user_id)
    return there(stores, session_id)


def leave(stores: Stores, session_id: int, user_id: str) -> Session:
    """Let a host host it no more; it stays, and when nobody is left anyone can take it."""
    session = there(stores, session_id)
    if user_id not in session.hosts:
        raise NotTheHost(session)
    stores.open_spaces.leave(session.id, user_id)
    return there(stores, session_id)


def there(stores: Stores, session_id: int) -> Session:
    """Give a session that is in the marketplace: NoSuchSession otherwise."""
    session = stores.open_spaces.session(session_id)
    if session is None or session.withdrawn_at is not None:
        raise NoSuchSession
    return session


def hosted(stores: Stores, session_id: int, by: str, *, now: datetime) -> Session:
    """Give a session whose Open Space is not over, to one of its hosts: NotTheHost otherwise."""
    session = there(stores, session_id)
    meetups.ahead(stores, session.meetup_id, now)
    if by not in session.hosts:
        raise NotTheHost(session)
    return session


def seen(program: Program, look: Look, user_id: str) -> Seen:
    """Give a page of the sessions somebody looks for: by place where they look at one, else the newest first."""
    kind, _, given = look.only.partition(" ")
    found = [
        session
        for session in program.sessions
        if _is_among(session, kind, int(given or 0), user_id) and _says(program, session, look.words)
    ]
    if kind in (SLOT, SPACE):
        found.sort(key=lambda one: one.place or (0, 0))
    else:
        found.sort(key=lambda one: -one.id)
    page = min(max(0, look.page), max(0, (len(found) - 1) // PAGE))
    return Seen(replace(look, page=page), found[page * PAGE : (page + 1) * PAGE], len(found))


def _is_among(session: Session, kind: str, given: int, user_id: str) -> bool:
    match kind:
        case "unplaced":
            return session.place is None
        case "mine":
            return user_id in session.hosts
        case "slot":
            return session.slot == given
        case "space":
            return session.space == given
    return True


def _says(program: Program, session: Session, words: str) -> bool:
    names = " ".join(program.names.get(host_id, "") for host_id in session.hosts)
    said = f"{session.title}\n{session.why}\n{names}".casefold()
    return all(word in said for word in words.casefold().split())


def _title(title: str) -> str:
    one_line = " ".join(title.split())[:SESSION_TITLE_LIMIT].rstrip()
    if not one_line:
        raise Unnamed
    return one_line


def _hosts(first: str, others: Sequence[str]) -> Sequence[str]:
    return list(dict.fromkeys([first, *others]))[:MOST_HOSTS]
