"""Secret addresses under which calendars and feeds are read."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class SecretAddresses:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str
