"""What people say of themselves: what they know, what they learn, what they hide."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Profiles:
    """What people say of themselves, of one workspace."""

    connection: Connection
    workspace_id: str
