"""What communities agreed on for themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, ForeignKeyConstraint, Select, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.charters import Canvas, Written
from community.communities import Aim
from storage.rows import Row, columns, table, values


def _of_community() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
    )


class CharterRow(Row, table=True):
    """One version of one community's charter."""

    __tablename__ = "charter"
    __table_args__ = (_of_community(),)

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    version: int = Field(primary_key=True)
    purpose: str
    aim: str
    for_whom: str
    meets: str
    decides: str
    template: str
    changed_by: str
    changed_at: datetime


class CanvasRow(Row, table=True):
    """The canvas in which one community's charter stands."""

    __tablename__ = "canvas"
    __table_args__ = (_of_community(),)

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    canvas_id: str | None
    refused: str | None


charter_table = table(CharterRow)
canvas_table = table(CanvasRow)


@dataclass(frozen=True, slots=True)
class Charters:
    """The charters of one workspace's communities."""

    connection: Connection
    workspace_id: str

    def add(self, charter: Written) -> bool:
        """Keep a version; False when that version is there already."""
        added = self.connection.execute(
            insert(charter_table)
            .on_conflict_do_nothing()
            .values(workspace_id=self.workspace_id, **values(charter))
            .returning(charter_table.c.version)
        )
        return added.one_or_none() is not None

    def now(self, community_id: int) -> Written | None:
        """Give the newest version."""
        return next(iter(self._newest_first(self._all(community_id).limit(1))), None)

    def versions(self, community_id: int) -> Sequence[Written]:
        """Give all versions, newest first."""
        return self._newest_first(self._all(community_id))

    def canvas(self, community_id: int) -> Canvas | None:
        """Give the canvas; None when Slack was never asked for one."""
        row = self.connection.execute(
            select(*columns(canvas_table)).where(
                canvas_table.c.workspace_id == self.workspace_id, canvas_table.c.community_id == community_id
            )
        ).one_or_none()
        return None if row is None else Canvas(**row._asdict())

    def keep_canvas(self, canvas: Canvas) -> None:
        """Keep what became of the canvas."""
        statement = insert(canvas_table).values(workspace_id=self.workspace_id, **values(canvas))
        self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(canvas_table.primary_key),
                set_={"canvas_id": canvas.canvas_id, "refused": canvas.refused},
            )
        )

    def forget_canvas(self, community_id: int) -> None:
        """Forget the canvas of a channel that is gone."""
        self.connection.execute(
            delete(canvas_table).where(
                canvas_table.c.workspace_id == self.workspace_id, canvas_table.c.community_id == community_id
            )
        )

    def _all(self, community_id: int) -> Select[tuple[object, ...]]:
        return (
            select(*columns(charter_table))
            .where(charter_table.c.workspace_id == self.workspace_id, charter_table.c.community_id == community_id)
            .order_by(charter_table.c.version.desc())
        )

    def _newest_first(self, chosen: Select[tuple[object, ...]]) -> Sequence[Written]:
        rows = (row._asdict() for row in self.connection.execute(chosen))
        return [Written(**row | {"aim": Aim(row["aim"])}) for row in rows]
