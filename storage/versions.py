"""What lessons said before they were changed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.lessons import Lesson, Version
from storage.rows import Row, table
from storage.sayings import said, stored


class VersionRow(Row, table=True):
    """What one lesson said before it was changed by hand."""

    __tablename__ = "lesson_version"

    number: int = Field(primary_key=True, sa_type=BigInteger)
    version: int = Field(primary_key=True)
    title: str
    happened: str
    learnt: str
    to_try: str
    kind: str | None
    tags: str
    community_id: int | None = Field(sa_type=BigInteger)
    changed_by: str
    changed_at: datetime


version_table = table(VersionRow)


@dataclass(frozen=True, slots=True)
class Versions:
    """The earlier versions of one workspace's lessons."""

    connection: Connection
    workspace_id: str

    def keep(self, lesson: Lesson, *, changed_by: str, now: datetime) -> Version:
        """Keep what the lesson says now, before it is changed by hand, and give it with its number."""
        number = len(self.of(lesson.number)) + 1
        self.connection.execute(
            insert(version_table).values(
                workspace_id=self.workspace_id,
                number=lesson.number,
                version=number,
                changed_by=changed_by,
                changed_at=now,
                **stored(lesson),
            )
        )
        return self.of(lesson.number)[0]

    def of(self, number: int) -> Sequence[Version]:
        """Give what the lesson said before, newest first."""
        found = self.connection.execute(
            select(version_table)
            .where(version_table.c.workspace_id == self.workspace_id, version_table.c.number == number)
            .order_by(version_table.c.version.desc())
        )
        return [
            said(Version, row, version=row.version, changed_by=row.changed_by, changed_at=row.changed_at)
            for row in found
        ]

    def replace(self, number: int, versions: Sequence[Version]) -> None:
        """Keep these as what the lesson said before, and forget the others."""
        of_lesson = (version_table.c.workspace_id == self.workspace_id) & (version_table.c.number == number)
        self.connection.execute(delete(version_table).where(of_lesson))
        for version in versions:
            own = {"version": version.version, "changed_by": version.changed_by, "changed_at": version.changed_at}
            self.connection.execute(
                insert(version_table).values(workspace_id=self.workspace_id, number=number, **own, **stored(version))
            )
