"""The further channels of communities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Connection, ForeignKeyConstraint, Index, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.linking import Link
from storage.rows import Row, columns, table, values


class LinkRow(Row, table=True):
    """One further channel."""

    __tablename__ = "link"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "community_id"], ["community.workspace_id", "community.id"], ondelete="CASCADE"
        ),
        Index("ix_link_community", "workspace_id", "community_id"),
    )

    channel_id: str = Field(primary_key=True)
    community_id: int = Field(sa_type=BigInteger)
    channel_name: str
    linked_by: str
    linked_at: datetime
    is_open: bool


link_table = table(LinkRow)


@dataclass(frozen=True, slots=True)
class Linking:
    """The further channels of communities, of one workspace."""

    connection: Connection
    workspace_id: str

    def put(self, link: Link) -> None:
        """Keep the link in the place of the one this channel had."""
        statement = insert(link_table).values(workspace_id=self.workspace_id, **values(link))
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(link_table.primary_key), set_=values(link))
        )

    def get(self, channel_id: str) -> Link | None:
        """Give the channel's link, open or not."""
        return next(iter(self._some(link_table.c.channel_id == channel_id)), None)

    def named(self, channel_name: str) -> Link | None:
        """Give the open one whose channel has this name."""
        return next(iter(self._some(link_table.c.channel_name == channel_name, link_table.c.is_open)), None)

    def of(self, community_id: int) -> Sequence[Link]:
        """Give a community's open ones, by name."""
        return self._some(link_table.c.community_id == community_id, link_table.c.is_open)

    def all(self) -> Mapping[int, Sequence[Link]]:
        """Give the open ones of all communities by community id, each by name, in one query."""
        found: dict[int, list[Link]] = {}
        for link in self._some(link_table.c.is_open):
            found.setdefault(link.community_id, []).append(link)
        return found

    def set_open(self, channel_id: str, *, is_open: bool) -> None:
        """Let the link count, or not while nobody can meet there; a channel without a link stays as it is."""
        self._update(link_table.c.channel_id == channel_id, is_open=is_open)

    def rename(self, channel_id: str, channel_name: str) -> None:
        """Keep the channel's new name."""
        self._update(link_table.c.channel_id == channel_id, channel_name=channel_name)

    def remove(self, channel_id: str) -> None:
        """Forget the link of this channel."""
        self.connection.execute(
            delete(link_table).where(
                link_table.c.workspace_id == self.workspace_id, link_table.c.channel_id == channel_id
            )
        )

    def move(self, from_community: int, to_community: int) -> None:
        """Let all channels of one community be another's."""
        self._update(link_table.c.community_id == from_community, community_id=to_community)

    def _update(self, which: ColumnElement[bool], **fields: object) -> None:
        self.connection.execute(
            update(link_table).where(link_table.c.workspace_id == self.workspace_id, which).values(fields)
        )

    def _some(self, *conditions: ColumnElement[bool]) -> Sequence[Link]:
        found = self.connection.execute(
            select(*columns(link_table))
            .where(link_table.c.workspace_id == self.workspace_id, *conditions)
            .order_by(link_table.c.channel_name, link_table.c.channel_id)
        )
        return [Link(**row._asdict()) for row in found]
