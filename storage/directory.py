"""What the directory reads of all communities at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from community.directory import Said
from storage.charters import charter_table
from storage.components import component_table
from storage.lessons import lesson_table


@dataclass(frozen=True, slots=True)
class Directory:
    """What communities of one workspace are about."""

    connection: Connection
    workspace_id: str

    def said(self) -> Mapping[int, Said]:
        """Give what the newest charter of each community says; those without one are left out."""
        charter = charter_table.c
        newest = (
            select(charter.community_id, func.max(charter.version).label("version"))
            .where(charter.workspace_id == self.workspace_id)
            .group_by(charter.community_id)
            .subquery()
        )
        found = self.connection.execute(
            select(charter.community_id, charter.purpose, charter.for_whom, charter.decides, charter.template)
            .join(newest, (newest.c.community_id == charter.community_id) & (newest.c.version == charter.version))
            .where(charter.workspace_id == self.workspace_id)
        )
        return {
            row.community_id: Said(" ".join((row.purpose, row.for_whom, row.decides)), row.template) for row in found
        }

    def tags(self) -> Mapping[int, Sequence[str]]:
        """Give the tags of each community's lessons, each once; never those of lessons in closed rooms."""
        lesson = lesson_table.c
        found = self.connection.execute(
            select(lesson.community_id, func.aggregate_strings(lesson.tags, " "))
            .where(
                lesson.workspace_id == self.workspace_id,
                lesson.community_id.is_not(None),
                lesson.tags != "",
                lesson.closed_in.is_(None),
                lesson.withdrawn_at.is_(None),
            )
            .group_by(lesson.community_id)
        )
        return {community_id: sorted(set(tags.split())) for community_id, tags in found}

    def components(self) -> Mapping[int, Sequence[str]]:
        """Give the names of the components that belong to each community and are still here."""
        component = component_table.c
        found = self.connection.execute(
            select(component.community_id, component.label)
            .where(
                component.workspace_id == self.workspace_id,
                component.community_id.is_not(None),
                component.gone_at.is_(None),
            )
            .order_by(component.label)
        )
        labels: dict[int, list[str]] = {}
        for row in found:
            labels.setdefault(row.community_id, []).append(row.label)
        return labels
