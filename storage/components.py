"""Components, and what was said of them before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Connection, UniqueConstraint, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.components import Component, NewComponent, Version, says
from storage.counters import next_number
from storage.mentors import mentor_table
from storage.rows import Row, columns, fields_of, table, values


class ComponentRow(Row, table=True):
    """One component."""

    __tablename__ = "component"
    __table_args__ = (UniqueConstraint("workspace_id", "name", name="uq_component_name"),)

    id: int = Field(primary_key=True, sa_type=BigInteger)
    name: str
    label: str
    about: str
    link: str
    community_id: int | None = Field(sa_type=BigInteger)
    added_by: str
    added_at: datetime
    changed_by: str
    changed_at: datetime
    gone_by: str
    gone_at: datetime | None


class ComponentVersionRow(Row, table=True):
    """What was said of one component before."""

    __tablename__ = "component_version"

    component_id: int = Field(primary_key=True, sa_type=BigInteger)
    version: int = Field(primary_key=True)
    label: str
    about: str
    link: str
    community_id: int | None = Field(sa_type=BigInteger)
    said_by: str
    said_at: datetime


component_table = table(ComponentRow)
component_version_table = table(ComponentVersionRow)
_HERE = component_table.c.gone_at.is_(None)


@dataclass(frozen=True, slots=True)
class Components:
    """The components of one workspace."""

    connection: Connection
    workspace_id: str

    def add(self, component: NewComponent) -> Component:
        """Keep it."""
        added = Component(**fields_of(component), id=next_number(self.connection, self.workspace_id, "component"))
        self.connection.execute(insert(component_table).values(workspace_id=self.workspace_id, **values(added)))
        return added

    def get(self, component_id: int) -> Component | None:
        """Give the component of that id."""
        return self.some([component_id]).get(component_id)

    def some(self, component_ids: Sequence[int]) -> Mapping[int, Component]:
        """Give those that are there, by id, in one query."""
        found = self._some(component_table.c.id.in_(component_ids)) if component_ids else ()
        return {component.id: component for component in found}

    def named(self, name: str) -> Component | None:
        """Give the component of that name."""
        return next(iter(self._some(component_table.c.name == name)), None)

    def all(self) -> Sequence[Component]:
        """Give those that are here, by label."""
        return self._some(_HERE)

    def gone(self) -> Sequence[Component]:
        """Give those that are no longer here, by label."""
        return self._some(component_table.c.gone_at.is_not(None))

    def matching(self, words: str) -> Sequence[Component]:
        """Give those that are here and say all these words, in their name, what they are or what is taught; by label.

        None for no words. Read whole, since neither database folds the case of every script; there are hundreds.
        """
        taught = self._taught() if words.strip() else {}
        here = self.all() if words.strip() else ()
        return [component for component in here if says(component, taught.get(component.id, ()), words)]

    def of_mentor(self, user_id: str) -> Sequence[Component]:
        """Give what this person mentors, by label; those that are no longer here too."""
        theirs = select(mentor_table.c.component_id).where(
            mentor_table.c.workspace_id == self.workspace_id, mentor_table.c.user_id == user_id
        )
        return self._some(component_table.c.id.in_(theirs))

    def update(self, component: Component) -> None:
        """Keep the component as it is now."""
        self.connection.execute(
            update(component_table)
            .where(component_table.c.workspace_id == self.workspace_id, component_table.c.id == component.id)
            .values(values(component))
        )

    def keep_version(self, component: Component) -> None:
        """Keep what is said of it now, before something else is."""
        versions = component_version_table.c
        last = self.connection.execute(
            select(func.max(versions.version)).where(
                versions.workspace_id == self.workspace_id, versions.component_id == component.id
            )
        ).scalar_one()
        version = Version(
            component.id,
            (last or 0) + 1,
            component.label,
            component.about,
            component.link,
            component.community_id,
            component.changed_by,
            component.changed_at,
        )
        row = {"workspace_id": self.workspace_id, **values(version)}
        self.connection.execute(insert(component_version_table).values(row))

    def versions(self, component_id: int) -> Sequence[Version]:
        """Give what was said of it before, newest first."""
        versions = component_version_table.c
        found = self.connection.execute(
            select(*columns(component_version_table))
            .where(versions.workspace_id == self.workspace_id, versions.component_id == component_id)
            .order_by(versions.version.desc())
        )
        return [Version(**row._asdict()) for row in found]

    def _taught(self) -> Mapping[int, Sequence[str]]:
        found = self.connection.execute(
            select(mentor_table.c.component_id, mentor_table.c.teaches).where(
                mentor_table.c.workspace_id == self.workspace_id
            )
        )
        taught: dict[int, list[str]] = {}
        for row in found:
            taught.setdefault(row.component_id, []).append(row.teaches)
        return taught

    def _some(self, *conditions: ColumnElement[bool]) -> Sequence[Component]:
        found = self.connection.execute(
            select(*columns(component_table)).where(component_table.c.workspace_id == self.workspace_id, *conditions)
        )
        made = [Component(**row._asdict()) for row in found]
        return sorted(made, key=lambda component: (component.label.casefold(), component.id))
