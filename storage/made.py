"""What models made of lessons, as rows: apart from the store, so that the lessons can let go of what is out of date."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, Connection, Index, LargeBinary
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.lessons import Lesson, words_of
from storage.counters import reserve
from storage.rows import Row, table


class MeaningRow(Row, table=True):
    """One lesson's vector; without one the lesson waits for it, or is not to be found any more.

    `point` counts the changes of a workspace, so that whoever holds vectors in memory reads only what is new.
    """

    __tablename__ = "meaning"
    __table_args__ = (Index("ix_meaning_point", "workspace_id", "point"),)

    number: int = Field(primary_key=True, sa_type=BigInteger)
    model: str | None
    vector: bytes | None = Field(sa_type=LargeBinary)
    point: int = Field(sa_type=BigInteger)


meaning_table = table(MeaningRow)
POINTS = "meaning"

_NEW = insert(meaning_table)
_PUT = _NEW.on_conflict_do_update(
    index_elements=list(meaning_table.primary_key),
    set_={name: _NEW.excluded[name] for name in ("model", "vector", "point")},
)


def put(
    connection: Connection, workspace_id: str, model: str | None, vectors: Sequence[tuple[int, bytes | None]]
) -> None:
    """Keep these (number, vector) of one model, or of none when they are out of date."""
    if not vectors:
        return
    points = reserve(connection, workspace_id, POINTS, count=len(vectors))
    connection.execute(
        _PUT,
        [
            {"workspace_id": workspace_id, "number": number, "model": model, "vector": vector, "point": point}
            for point, (number, vector) in zip(points, vectors, strict=True)
        ],
    )


def forget(connection: Connection, workspace_id: str, numbers: Sequence[int]) -> None:
    """Keep nothing of what was made of these lessons: they changed, or are not to be found any more."""
    put(connection, workspace_id, None, [(number, None) for number in numbers])


def is_out_of_date(before: Lesson, after: Lesson) -> bool:
    """Tell whether a change of the lesson is one of what it says, of who may find it, or of whether it can be found."""
    return (words_of(before), before.closed_in, before.withdrawn_at) != (
        words_of(after),
        after.closed_in,
        after.withdrawn_at,
    )
