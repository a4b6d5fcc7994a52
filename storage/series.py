"""Meetups that come again."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Series:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str
