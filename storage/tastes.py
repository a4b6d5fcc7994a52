"""What communities and people want more or less of in their digests."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Tastes:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str
