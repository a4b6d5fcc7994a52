"""What is here already, so that importing the same again adds nothing."""

from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from community.exchange import BROUGHT, Known, fingerprint
from storage.lessons import lesson_table
from storage.versions import version_table


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was brought into one workspace from files and exports."""

    connection: Connection
    workspace_id: str

    def known(self) -> Known:
        """Give what is here: by key, by the message it came from, and by what it says or said, withdrawn or not."""
        found = self.connection.execute(
            select(
                lesson_table.c.captured_by, lesson_table.c.channel_id, lesson_table.c.ts, lesson_table.c.number
            ).where(lesson_table.c.workspace_id == self.workspace_id)
        ).all()
        return Known(
            keys=frozenset(row.captured_by for row in found if row.captured_by.startswith(BROUGHT)),
            numbers=frozenset(row.number for row in found),
            places=frozenset((row.channel_id, row.ts) for row in found if row.channel_id is not None),
            sayings=self._sayings(lesson_table) | self._sayings(version_table),
        )

    def _sayings(self, rows: Table) -> Set[bytes]:
        found = self.connection.execute(
            select(rows.c.title, rows.c.learnt).where(rows.c.workspace_id == self.workspace_id)
        )
        return {fingerprint(row.title, row.learnt) for row in found}
