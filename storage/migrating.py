"""Bringing the tables to the newest version, inside a connection that is open already.

Alembic runs the migrations, and is loaded only when some are missing: it takes 11 MB and a fifth of a second, and as a
rule a bot starts with its tables as they should be.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.errors import NewerDatabase, OlderDatabase

_MIGRATIONS = Path(__file__).parent / "migrations"
# Each file is named for its revision, which goes on from the one before; tests/storage/test_migrations.py holds it.
KNOWN = sorted(path.name[:4] for path in _MIGRATIONS.glob("versions/[0-9]*.py"))
HEAD = KNOWN[-1]


def migrate(connection: Connection, *, search: str) -> None:
    """Run the migrations that are missing, in the transaction of this connection; `search` names the kind of index.

    Raises NewerDatabase when there were migrations this program does not have.
    """
    if _made(connection) == {HEAD}:
        return
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=connection, search=search)
    command.upgrade(config, "head")


def check_version(connection: Connection) -> None:
    """Raise NewerDatabase or OlderDatabase when the tables are not of this program's version."""
    made = _made(connection)
    if made != {HEAD}:
        raise OlderDatabase(
            f"The database is at version {max(made, default='0')}, this program needs {HEAD}. "
            "Start the bot once with this program, which brings it there, or run `yokoten init-db`."
        )


def _made(connection: Connection) -> set[str]:
    """Give the newest migrations that were run, all of them known to this program: NewerDatabase otherwise."""
    if not inspect(connection).has_table("alembic_version"):
        return set()
    made = set(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())
    if not made <= set(KNOWN):
        raise NewerDatabase(
            f"The database is at version {max(made - set(KNOWN))}, this program knows versions up to "
            f"{HEAD}. Run the newer program it was last used with, or restore an older copy."
        )
    return made
