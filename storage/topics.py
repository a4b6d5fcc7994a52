"""What communities want to talk about, and who wants it."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Topics:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str
