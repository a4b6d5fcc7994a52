"""Open Spaces: sessions, where they are, and who is interested."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class OpenSpace:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str
