"""Statements that go straight to the driver say the same as those that go through SQLAlchemy."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, delete, insert, select

from storage.communities import community_table
from storage.database import Database
from storage.outbox import delivery_table
from storage.prepared import Prepared
from storage.stores import Stores

NOON = datetime(2026, 3, 30, 12, 0, 0, 123_456, tzinfo=UTC)

DELIVERY = {
    "workspace_id": "T1",
    "id": 7,
    "lane": "C1",
    "state": "waiting",
    "tries": 0,
    "next_try_at": NOON,
    "method": "chat.postMessage",
    "arguments": {"text": "a 100% \"quoted\" 'text' with ünïcode 💡 and :colons", "blocks": []},
    "purpose": "",
    "subject": "",
    "put_at": NOON,
}

KEEP = Prepared(insert(delivery_table))
FIND = Prepared(
    select(delivery_table).where(
        delivery_table.c.workspace_id == bindparam("workspace_id"), delivery_table.c.state == "waiting"
    )
)
FORGET = Prepared(
    delete(delivery_table).where(
        delivery_table.c.workspace_id == bindparam("workspace_id"), delivery_table.c.id == bindparam("wanted")
    )
)
NAMES = Prepared(select(community_table.c.name).where(community_table.c.workspace_id == bindparam("workspace_id")))


async def within(database: Database, work: Any) -> Any:
    def run(stores: Stores) -> Any:
        return work(stores.connection)

    return await database.write("T1", run)


async def test_what_is_written_prepared_is_read_the_ordinary_way_with_its_types(database: Database) -> None:
    def work(connection: Connection) -> Any:
        KEEP.count(connection, DELIVERY)
        return connection.execute(select(delivery_table)).one()._asdict()

    found = await within(database, work)

    assert {name: found[name] for name in DELIVERY} == DELIVERY


async def test_what_is_written_the_ordinary_way_is_read_prepared_with_its_types(database: Database) -> None:
    def work(connection: Connection) -> Any:
        connection.execute(insert(delivery_table).values(DELIVERY))
        return FIND.row(connection, {"workspace_id": "T1"})

    found = dict(zip((column.name for column in delivery_table.c), await within(database, work), strict=True))

    assert {name: found[name] for name in DELIVERY} == DELIVERY


async def test_it_counts_what_it_changed(database: Database) -> None:
    def work(connection: Connection) -> Any:
        KEEP.count(connection, DELIVERY)
        wanted = {"workspace_id": "T1", "wanted": 7}
        return FORGET.count(connection, wanted), FORGET.count(connection, wanted)

    assert await within(database, work) == (1, 0)


async def test_a_row_that_is_not_there_is_none_and_several_are_a_mistake(database: Database) -> None:
    def work(connection: Connection) -> Any:
        nothing = NAMES.row(connection, {"workspace_id": "T1"}), NAMES.rows(connection, {"workspace_id": "T1"})
        KEEP.count(connection, DELIVERY)
        KEEP.count(connection, DELIVERY | {"id": 8})
        with pytest.raises(ValueError, match="got 2"):
            FIND.row(connection, {"workspace_id": "T1"})
        return nothing

    assert await within(database, work) == (None, [])


async def test_a_refusal_of_the_database_undoes_the_use_case_and_reaches_the_caller(database: Database) -> None:
    def work(connection: Connection) -> Any:
        KEEP.count(connection, DELIVERY)
        KEEP.count(connection, DELIVERY)

    with pytest.raises(Exception, match=r"(?i)unique"):
        await within(database, work)

    assert await within(database, lambda connection: FIND.rows(connection, {"workspace_id": "T1"})) == []
