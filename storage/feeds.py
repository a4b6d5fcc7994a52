"""Feeds and calendars of the wider network, and what came of them."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Feeds:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str
