"""The further channels of communities."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Linking:
    """The further channels of communities, of one workspace."""

    connection: Connection
    workspace_id: str
