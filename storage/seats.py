"""Who coordinates which community, and who supports that."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Seats:
    """Who coordinates which community, and who supports that, of one workspace."""

    connection: Connection
    workspace_id: str
