"""Visits to other teams, and invitations to observe."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Scouting:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str
