"""How lively communities are, week by week."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Pulse:
    """How lively communities are, week by week, of one workspace."""

    connection: Connection
    workspace_id: str
