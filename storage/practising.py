"""What coordinators and mentors said of still working in a team, to them alone."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Practising:
    """What coordinators and mentors said of still working in a team, to them alone, of one workspace."""

    connection: Connection
    workspace_id: str
