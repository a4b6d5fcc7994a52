"""Who volunteers to tag, merge and highlight lessons."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Librarians:
    """Who volunteers to tag, merge and highlight lessons, of one workspace."""

    connection: Connection
    workspace_id: str
