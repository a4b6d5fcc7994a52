"""Who is certified in what, as the organisation's roster says."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is certified in what, as the organisation's roster says, of one workspace."""

    connection: Connection
    workspace_id: str
