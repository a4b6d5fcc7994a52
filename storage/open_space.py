"""Open Spaces: sessions, where they are, and who is interested."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    delete,
    func,
    select,
    union,
    update,
)
from sqlalchemy import Row as Result
from sqlalchemy.dialects.postgresql import insert

from community import slots
from community.open_space import NewSession, OpenSpace, Session
from storage.counters import next_number
from storage.lessons import lesson_table
from storage.meetups import meetup_table
from storage.open_space_tables import (
    open_space_table,
    open_space_told_table,
    session_host_table,
    session_interest_table,
    session_table,
)
from storage.rows import fields_of, values

_AT_ONCE = 400  # threads asked for in one query


_space, _session, _host = open_space_table.c, session_table.c, session_host_table.c
_interest, _lesson = session_interest_table.c, lesson_table.c


@dataclass(frozen=True, slots=True)
class OpenSpaces:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, space: OpenSpace) -> None:
        """Keep it beside its meetup."""
        self.connection.execute(insert(open_space_table).values(workspace_id=self.workspace_id, **_row(space)))

    def get(self, meetup_id: int) -> OpenSpace | None:
        """Give the Open Space of that meetup."""
        found = self._spaces(_space.meetup_id == meetup_id)
        return found[0] if found else None

    def change(self, space: OpenSpace) -> None:
        """Keep it as it is now."""
        self.connection.execute(
            update(open_space_table).where(self._is(_space.meetup_id, space.meetup_id)).values(_row(space))
        )

    def running(self, *, limit: int) -> Sequence[OpenSpace]:
        """Give those that are not done, whenever they are; there are few at a time."""
        return self._spaces(_space.is_done.is_(False))[:limit]

    def in_channel(self, channel_id: str) -> OpenSpace | None:
        """Give the newest one whose threads are in this channel and that is not done."""
        found = self._spaces(_space.channel_id == channel_id, _space.is_done.is_(False))
        return found[-1] if found else None

    def of_community(self, community_id: int) -> OpenSpace | None:
        """Give the soonest one of this community that is not done."""
        meetup = meetup_table.c
        rows = (
            select(open_space_table)
            .join(meetup_table, (meetup.workspace_id == _space.workspace_id) & (meetup.id == _space.meetup_id))
            .where(_space.workspace_id == self.workspace_id, _space.is_done.is_(False))
            .where(meetup.community_id == community_id)
        )
        found = self.connection.execute(rows.order_by(meetup.starts_at, meetup.id).limit(1)).one_or_none()
        return None if found is None else _open_space(found)

    def claim(self, meetup_id: int, what: str, *, now: datetime) -> bool:
        """Take the right to tell something; False when somebody has it already."""
        taken = self.connection.execute(
            insert(open_space_told_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, meetup_id=meetup_id, what=what, told_at=now)
            .returning(open_space_told_table.c.what)
        )
        return taken.one_or_none() is not None

    def told(self, meetup_id: int) -> Set[str]:
        """Give what was claimed."""
        rows = select(open_space_told_table.c.what).where(self._is(open_space_told_table.c.meetup_id, meetup_id))
        return set(self.connection.execute(rows).scalars())

    def propose(self, new: NewSession, hosts: Sequence[str]) -> Session:
        """Keep a session under the next id."""
        number = next_number(self.connection, self.workspace_id, "session")
        made = Session(**fields_of(new), id=number, hosts=tuple(hosts))
        self.connection.execute(insert(session_table).values(workspace_id=self.workspace_id, **_session_row(made)))
        for host_id in hosts:
            self.host(made.id, host_id)
        return made

    def session(self, session_id: int) -> Session | None:
        """Give the session of that id, a withdrawn one too."""
        found = self._sessions(_session.id == session_id, hosted=_host.session_id == session_id)
        return found[0] if found else None

    def sessions(self, meetup_id: int) -> Sequence[Session]:
        """Give those that weren't withdrawn, oldest first, in two queries."""
        ids = select(_session.id).where(self._is(_session.meetup_id, meetup_id))
        there = [_session.meetup_id == meetup_id, _session.withdrawn_at.is_(None)]
        return self._sessions(*there, hosted=_host.session_id.in_(ids))

    def count(self, meetup_id: int) -> int:
        """Give how many sessions there are that weren't withdrawn."""
        there = [self._is(_session.meetup_id, meetup_id), _session.withdrawn_at.is_(None)]
        counted: int = self.connection.execute(
            select(func.count()).select_from(session_table).where(*there)
        ).scalar_one()
        return counted

    def update(self, session: Session) -> None:
        """Keep the session as it is now, but its hosts; that two are in one place at a time is refused by the table."""
        self.connection.execute(
            update(session_table).where(self._is(_session.id, session.id)).values(_session_row(session))
        )

    def host(self, session_id: int, user_id: str) -> bool:
        """Let a person host it, after those who do; False when they did already."""
        turn = next_number(self.connection, self.workspace_id, "session host")
        taken = self.connection.execute(
            insert(session_host_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, session_id=session_id, user_id=user_id, turn=turn)
            .returning(_host.user_id)
        )
        return taken.one_or_none() is not None

    def leave(self, session_id: int, user_id: str) -> bool:
        """Let a person host it no more; False when they didn't."""
        gone = self.connection.execute(
            delete(session_host_table).where(self._is(_host.session_id, session_id), _host.user_id == user_id)
        )
        return gone.rowcount == 1

    def of_person(self, user_id: str) -> Sequence[int]:
        """Give the ids of the sessions this person hosts or proposed."""
        hosted = select(_host.session_id).where(self._is(_host.user_id, user_id))
        proposed = select(_session.id).where(self._is(_session.proposed_by, user_id))
        return sorted(self.connection.execute(union(hosted, proposed)).scalars())

    def leave_all(self, user_id: str) -> Sequence[int]:
        """Let a person host nothing any more that is still to come; give the ids of the sessions."""
        ahead = select(_space.meetup_id).where(_space.workspace_id == self.workspace_id, _space.is_done.is_(False))
        coming = select(_session.id).where(_session.workspace_id == self.workspace_id, _session.meetup_id.in_(ahead))
        gone = self.connection.execute(
            delete(session_host_table)
            .where(self._is(_host.user_id, user_id), _host.session_id.in_(coming))
            .returning(_host.session_id)
        )
        return sorted(gone.scalars())

    def be_interested(self, session_id: int, meetup_id: int, user_id: str) -> bool:
        """Keep that a person is interested; False when they were already."""
        taken = self.connection.execute(
            insert(session_interest_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, session_id=session_id, meetup_id=meetup_id, user_id=user_id)
            .returning(_interest.user_id)
        )
        return taken.one_or_none() is not None

    def lose_interest(self, session_id: int, user_id: str) -> bool:
        """Forget that a person is interested; False when they weren't."""
        gone = self.connection.execute(
            delete(session_interest_table).where(
                self._is(_interest.session_id, session_id), _interest.user_id == user_id
            )
        )
        return gone.rowcount == 1

    def interest(self, meetup_id: int) -> Mapping[int, int]:
        """Give how many are interested by session, in one query; sessions nobody is are left out."""
        counted = self.connection.execute(
            select(_interest.session_id, func.count().label("people"))
            .where(self._is(_interest.meetup_id, meetup_id))
            .group_by(_interest.session_id)
        )
        return {row.session_id: row.people for row in counted}

    def interests_of(self, meetup_id: int, user_id: str) -> Set[int]:
        """Give the ids of the sessions this person is interested in."""
        theirs = [self._is(_interest.meetup_id, meetup_id), _interest.user_id == user_id]
        return set(self.connection.execute(select(_interest.session_id).where(*theirs)).scalars())

    def harvested(self, channel_id: str, threads: Sequence[str]) -> Mapping[str, Sequence[int]]:
        """Give the numbers of the lessons that stand in these threads, by the thread's ts."""
        found: dict[str, set[int]] = defaultdict(set)
        for start in range(0, len(threads), _AT_ONCE):
            some = list(threads[start : start + _AT_ONCE])
            here = [self._is(_lesson.channel_id, channel_id), _lesson.withdrawn_at.is_(None)]
            for column in (_lesson.ts, _lesson.thread_ts):
                rows = select(column.label("at"), _lesson.number).where(*here, column.in_(some))
                for row in self.connection.execute(rows):
                    found[row.at].add(row.number)
        return {at: sorted(numbers) for at, numbers in found.items()}

    def _spaces(self, *conditions: ColumnElement[bool]) -> Sequence[OpenSpace]:
        rows = select(open_space_table).where(_space.workspace_id == self.workspace_id, *conditions)
        return [_open_space(row) for row in self.connection.execute(rows.order_by(_space.meetup_id))]

    def _sessions(self, *conditions: ColumnElement[bool], hosted: ColumnElement[bool]) -> Sequence[Session]:
        hosts: dict[int, list[str]] = defaultdict(list)
        own = select(_host.session_id, _host.user_id).where(_host.workspace_id == self.workspace_id, hosted)
        for row in self.connection.execute(own.order_by(_host.turn)):
            hosts[row.session_id].append(row.user_id)
        rows = select(session_table).where(_session.workspace_id == self.workspace_id, *conditions)
        found = self.connection.execute(rows.order_by(_session.id))
        return [_as_session(row, tuple(hosts.get(row.id, ()))) for row in found]

    def _is(self, column: Column[Any], value: object) -> ColumnElement[bool]:
        return (column.table.c.workspace_id == self.workspace_id) & (column == value)


def _row(space: OpenSpace) -> dict[str, object]:
    return fields_of(space) | {"spaces": "\n".join(space.spaces), "slots": slots.written(space.slots)}


def _open_space(row: Result[Any]) -> OpenSpace:
    fields = {name: value for name, value in row._asdict().items() if name != "workspace_id"}
    return OpenSpace(**fields | {"spaces": tuple(row.spaces.split("\n")), "slots": slots.read(row.slots)})


def _session_row(session: Session) -> dict[str, object]:
    return {name: value for name, value in values(session).items() if name != "hosts"}


def _as_session(row: Result[Any], hosts: tuple[str, ...]) -> Session:
    return Session(**{name: value for name, value in row._asdict().items() if name != "workspace_id"}, hosts=hosts)
