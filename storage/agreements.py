"""Questions a community asks itself, and what its members said."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Agreements:
    """Questions a community asks itself, and what its members said, of one workspace."""

    connection: Connection
    workspace_id: str
