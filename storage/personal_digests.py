"""Digests of people who asked for one."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class PersonalDigests:
    """Those of one workspace."""

    connection: Connection
    workspace_id: str
