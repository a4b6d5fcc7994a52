"""Components, their mentors, what was asked of them, and notes on their health."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Components:
    """Components, their mentors, what was asked of them, and notes on their health, of one workspace."""

    connection: Connection
    workspace_id: str
