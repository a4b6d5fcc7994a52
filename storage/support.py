"""What communities ask the organisation for, and what became of it."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Support:
    """What communities ask the organisation for, and what became of it, of one workspace."""

    connection: Connection
    workspace_id: str
