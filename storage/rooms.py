"""What is known of channels that are private or shared with another organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.rooms import Room
from storage import moving
from storage.rows import Row, columns, table, values


class RoomRow(Row, table=True):
    """One channel."""

    __tablename__ = "room"

    channel_id: str = Field(primary_key=True)
    is_closed: bool
    is_shared: bool
    captures: bool
    switched_by: str | None
    switched_at: datetime | None
    looked_at: datetime


room_table = table(RoomRow)


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms of one workspace."""

    connection: Connection
    workspace_id: str

    def get(self, channel_id: str) -> Room | None:
        """Give what is known of the channel; None when nothing is, or ever was, special about it."""
        return next(iter(self._some(room_table.c.channel_id == channel_id)), None)

    def all(self) -> Sequence[Room]:
        """Give all that are known, by channel id."""
        return self._some()

    def save(self, room: Room) -> None:
        """Keep the room as it is now."""
        statement = insert(room_table).values(workspace_id=self.workspace_id, **values(room))
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(room_table.primary_key), set_=values(room))
        )

    def move(self, channel_id: str, new_id: str) -> None:
        """Let everything that is kept of a channel, but its lessons, follow it to its new id; twice is once."""
        moving.move(self.connection, self.workspace_id, channel_id, new_id)

    def _some(self, *conditions: ColumnElement[bool]) -> Sequence[Room]:
        found = self.connection.execute(
            select(*columns(room_table))
            .where(room_table.c.workspace_id == self.workspace_id, *conditions)
            .order_by(room_table.c.channel_id)
        )
        return [Room(**row._asdict()) for row in found]
