"""Bringing the tables to the newest version, inside a connection that is open already."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.errors import NewerDatabase

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: Connection, *, search: str) -> None:
    """Run the migrations that are missing, in the transaction of this connection; `search` names the kind of index.

    Raises NewerDatabase when there were migrations this program does not have.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=connection, search=search)
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    made = set(MigrationContext.configure(connection).get_current_heads())
    if not made <= known:
        raise NewerDatabase(
            f"The database is at version {max(made - known)}, this program knows versions up to "
            f"{scripts.get_current_head()}. Run the newer program it was last used with, or restore an older copy."
        )
    command.upgrade(config, "head")
