"""Bringing the tables to the newest version, inside a connection that is open already."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: Connection, *, search: str) -> None:
    """Run the migrations that are missing, in the transaction of this connection; `search` names the kind of index."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=connection, search=search)
    command.upgrade(config, "head")
