"""When people are reminded of meetups, and how each wants to be."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Reminders:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str
