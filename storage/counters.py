"""Numbers that count up in each workspace and are never used again."""

from sqlalchemy import BigInteger, Connection, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from storage.prepared import Prepared
from storage.rows import Row, table


class CounterRow(Row, table=True):
    """The last number given out under a name."""

    __tablename__ = "counter"

    name: str = Field(primary_key=True)
    last: int = Field(sa_type=BigInteger)


counter = table(CounterRow)

# A sequence of the database would not do: SQLite has none beside a single-column key, and on PostgreSQL a lower
# number can be committed after a higher one, which breaks the order of a lane.
# PostgreSQL's INSERT … ON CONFLICT is written the same way on SQLite, and SQLAlchemy renders it for both.
_NEW = insert(counter)
_COUNT_ON = Prepared(
    _NEW.on_conflict_do_update(
        index_elements=[counter.c.workspace_id, counter.c.name], set_={"last": counter.c.last + _NEW.excluded.last}
    ).returning(counter.c.last)
)


def next_number(connection: Connection, workspace_id: str, name: str) -> int:
    """Give the next number under this name; the first is 1."""
    return reserve(connection, workspace_id, name, count=1).start


def reserve(connection: Connection, workspace_id: str, name: str, *, count: int) -> range:
    """Give the next `count` numbers under this name."""
    asked = {"workspace_id": workspace_id, "name": name, "last": count}
    [(last,)] = _COUNT_ON.rows(connection, asked)
    return range(last - count + 1, last + 1)


def last_number(connection: Connection, workspace_id: str, name: str) -> int:
    """Give the last number under this name; 0 when there is none yet."""
    last: int | None = connection.execute(
        select(counter.c.last).where(counter.c.workspace_id == workspace_id, counter.c.name == name)
    ).scalar_one_or_none()
    return last or 0


def count_to(connection: Connection, workspace_id: str, name: str, number: int) -> None:
    """Let the last number under this name be this one; a lower one changes nothing."""
    missing = number - last_number(connection, workspace_id, name)
    if missing > 0:
        reserve(connection, workspace_id, name, count=missing)
