"""Which component a design workshop is about."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Connection, ForeignKeyConstraint, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from storage.meetups import of_a_meetup
from storage.rows import Row, table


class WorkshopRow(Row, table=True):
    """A design workshop; `is_prepared` once its thread is open and its mentors are told."""

    __tablename__ = "workshop"
    __table_args__ = (
        of_a_meetup(),
        ForeignKeyConstraint(
            ["workspace_id", "component_id"], ["component.workspace_id", "component.id"], ondelete="CASCADE"
        ),
    )

    meetup_id: int = Field(primary_key=True, sa_type=BigInteger)
    component_id: int = Field(sa_type=BigInteger)
    is_prepared: bool = False


workshop_table = table(WorkshopRow)


@dataclass(frozen=True, slots=True)
class Workshops:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str

    def keep(self, meetup_id: int, component_id: int) -> None:
        """Keep what the workshop is about."""
        row = {"workspace_id": self.workspace_id, "meetup_id": meetup_id, "component_id": component_id}
        self.connection.execute(
            insert(workshop_table)
            .values(row | {"is_prepared": False})
            .on_conflict_do_update(index_elements=list(workshop_table.primary_key), set_={"component_id": component_id})
        )

    def component(self, meetup_id: int) -> int | None:
        """Give the id of what the workshop is about, None for any other meetup."""
        found: int | None = self.connection.execute(
            select(workshop_table.c.component_id).where(
                workshop_table.c.workspace_id == self.workspace_id, workshop_table.c.meetup_id == meetup_id
            )
        ).scalar_one_or_none()
        return found

    def prepare(self, meetup_id: int) -> bool:
        """Take the right to open its thread and tell its mentors; False when somebody has it already."""
        taken = self.connection.execute(
            update(workshop_table)
            .where(
                workshop_table.c.workspace_id == self.workspace_id,
                workshop_table.c.meetup_id == meetup_id,
                workshop_table.c.is_prepared.is_(False),
            )
            .values(is_prepared=True)
        )
        return taken.rowcount == 1
