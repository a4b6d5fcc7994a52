"""Bringing the tables to the newest version, inside a connection that is open already."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.errors import NewerDatabase, OlderDatabase

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: Connection, *, search: str) -> None:
    """Run the migrations that are missing, in the transaction of this connection; `search` names the kind of index.

    Raises NewerDatabase when there were migrations this program does not have.
    """
    config = _config()
    config.attributes.update(connection=connection, search=search)
    _made(connection, ScriptDirectory.from_config(config))
    command.upgrade(config, "head")


def check_version(connection: Connection) -> None:
    """Raise NewerDatabase or OlderDatabase when the tables are not of this program's version."""
    scripts = ScriptDirectory.from_config(_config())
    made = _made(connection, scripts)
    if made != {scripts.get_current_head()}:
        raise OlderDatabase(
            f"The database is at version {max(made, default='0')}, this program needs {scripts.get_current_head()}. "
            "Start the bot once with this program, which brings it there, or run `yokoten init-db`."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _made(connection: Connection, scripts: ScriptDirectory) -> set[str]:
    """Give the newest migrations that were run, all of them known to this program: NewerDatabase otherwise."""
    made = set(MigrationContext.configure(connection).get_current_heads())
    known = {script.revision for script in scripts.walk_revisions()}
    if not made <= known:
        raise NewerDatabase(
            f"The database is at version {max(made - known)}, this program knows versions up to "
            f"{scripts.get_current_head()}. Run the newer program it was last used with, or restore an older copy."
        )
    return made
