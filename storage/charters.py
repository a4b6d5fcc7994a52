"""What communities agreed on for themselves."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Charters:
    """What communities agreed on for themselves, of one workspace."""

    connection: Connection
    workspace_id: str
