"""People the bot has met: their names and time zones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.people import Person
from storage.prepared import Prepared
from storage.rows import Row, table


class PersonRow(Row, table=True):
    """One person."""

    __tablename__ = "person"

    user_id: str = Field(primary_key=True)
    name: str
    zone: str
    seen_at: datetime


person_table = table(PersonRow)

_MET = insert(person_table)
_SAVE = Prepared(
    _MET.on_conflict_do_update(
        index_elements=list(person_table.primary_key),
        set_={name: _MET.excluded[name] for name in ("name", "zone", "seen_at")},
    )
)
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
        """Keep the person as they are now."""
        _SAVE.count(
            self.connection,
            {
                "workspace_id": self.workspace_id,
                "user_id": person.user_id,
                "name": person.name,
                "zone": person.zone,
                "seen_at": now,
            },
        )

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
