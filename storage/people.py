"""People the bot has met: their names and time zones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.people import NameShown, Person
from storage.prepared import Prepared
from storage.rows import Row, table


class PersonRow(Row, table=True):
    """One person."""

    __tablename__ = "person"

    user_id: str = Field(primary_key=True)
    name: str
    zone: str
    seen_at: datetime


class NameChoiceRow(Row, table=True):
    """Whether one person's name stands beside their lessons."""

    __tablename__ = "name_choice"

    user_id: str = Field(primary_key=True)
    shown: str
    chosen_at: datetime


class FirstTimeRow(Row, table=True):
    """What one person was asked or shown, so that it happens once."""

    __tablename__ = "first_time"

    user_id: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    at: datetime


person_table = table(PersonRow)
name_choice_table = table(NameChoiceRow)
first_time_table = table(FirstTimeRow)

_MET = insert(person_table)


def _keeping(*names: str) -> Prepared:
    changed = {name: _MET.excluded[name] for name in names}
    return Prepared(_MET.on_conflict_do_update(index_elements=list(person_table.primary_key), set_=changed))


_SAVE, _NOTE = _keeping("name", "zone", "seen_at"), _keeping("name", "zone")
_FIRST_EVER = Prepared(insert(first_time_table).on_conflict_do_nothing().returning(first_time_table.c.user_id))
_GET = Prepared(
    select(person_table.c.user_id, person_table.c.name, person_table.c.zone).where(
        person_table.c.workspace_id == bindparam("workspace_id"), person_table.c.user_id == bindparam("user_id")
    )
)


@dataclass(frozen=True, slots=True)
class People:
    """The people of one workspace."""

    connection: Connection
    workspace_id: str

    def save(self, person: Person, *, now: datetime) -> None:
        """Keep the person as they are now: they did something."""
        _SAVE.count(self.connection, self._row(person, now))

    def note(self, person: Person, *, now: datetime) -> None:
        """Keep the person as they are now, though others did something: it is no sign of life of theirs."""
        _NOTE.count(self.connection, self._row(person, now))

    def get(self, user_id: str) -> Person | None:
        """Give the person; None when the bot has not met them."""
        row = _GET.row(self.connection, {"workspace_id": self.workspace_id, "user_id": user_id})
        return None if row is None else Person(*row)

    def named(self, user_ids: Sequence[str]) -> Mapping[str, str]:
        """Give the names that are known, by user id; who is not known is left out."""
        found = self.connection.execute(
            select(person_table.c.user_id, person_table.c.name).where(
                person_table.c.workspace_id == self.workspace_id, person_table.c.user_id.in_(user_ids)
            )
        )
        return {row.user_id: row.name for row in found}

    def name_shown(self, user_id: str) -> NameShown:
        """Give whether their name stands beside their lessons: ALWAYS for who never chose."""
        chosen = self.connection.execute(
            select(name_choice_table.c.shown).where(
                name_choice_table.c.workspace_id == self.workspace_id, name_choice_table.c.user_id == user_id
            )
        ).scalar_one_or_none()
        return NameShown(chosen or NameShown.ALWAYS)

    def choose_name_shown(self, user_id: str, chosen: NameShown, *, now: datetime) -> None:
        """Keep what the person chose."""
        fields = {"shown": chosen.value, "chosen_at": now}
        statement = insert(name_choice_table).values(workspace_id=self.workspace_id, user_id=user_id, **fields)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(name_choice_table.primary_key), set_=fields)
        )

    def is_first(self, user_id: str, what: str, *, now: datetime, within: timedelta | None = None) -> bool:
        """Take note that this person, or channel, was asked or shown `what`; False when they were before.

        With `within` only what was in that span of time counts as before.
        """
        if within is None:
            asked = {"workspace_id": self.workspace_id, "user_id": user_id, "what": what, "at": now}
            return _FIRST_EVER.row(self.connection, asked) is not None
        statement = insert(first_time_table).values(workspace_id=self.workspace_id, user_id=user_id, what=what, at=now)
        statement = statement.on_conflict_do_update(
            index_elements=list(first_time_table.primary_key),
            set_={"at": now},
            where=first_time_table.c.at <= now - within,
        )
        noted = self.connection.execute(statement.returning(first_time_table.c.user_id))
        return noted.first() is not None  # on PostgreSQL the count of an insert's rows isn't told

    def forget_first(self, user_id: str, what: str) -> None:
        """Let it be as if this person was never asked or shown `what`, since it came to nothing."""
        rows = first_time_table.c
        own = (rows.workspace_id == self.workspace_id, rows.user_id == user_id)
        self.connection.execute(delete(first_time_table).where(*own, rows.what == what))

    def _row(self, person: Person, now: datetime) -> dict[str, object]:
        own = {"user_id": person.user_id, "name": person.name, "zone": person.zone}
        return {"workspace_id": self.workspace_id, **own, "seen_at": now}
