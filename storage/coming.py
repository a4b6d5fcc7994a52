"""Who comes to which meetup, and who waits for a seat."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Coming:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str
