import asyncio
import os
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from community.people import Person
from storage.database import Database
from storage.errors import DatabaseClosed, DatabaseInUse, NoDatabase, OlderDatabase, UnsupportedDatabase
from storage.stores import Stores
from tests.storage.times import NOON


def meet(stores: Stores, user_id: str) -> str:
    stores.people.save(Person(user_id, f"Name of {user_id}", "Europe/Berlin"), now=NOON)
    return user_id


def met(stores: Stores) -> list[str]:
    found = stores.connection.execute(text("SELECT user_id FROM person WHERE workspace_id = 'T1' ORDER BY user_id"))
    return list(found.scalars())


class Gate:
    """Work that stays inside its transaction until it is let out, so that other work has to wait."""

    def __init__(self) -> None:
        self._is_in = threading.Event()
        self._out = threading.Event()

    def work(self, stores: Stores) -> None:
        self._is_in.set()
        assert self._out.wait(10)

    async def entered(self) -> None:
        await asyncio.to_thread(self._is_in.wait, 10)

    def open(self) -> None:
        self._out.set()


async def test_what_is_written_is_read(database: Database) -> None:
    given = await database.write("T1", lambda stores: meet(stores, "U1"))

    assert given == "U1"
    assert await database.read("T1", met) == ["U1"]


async def test_what_fails_is_told_to_its_caller_and_leaves_nothing(database: Database) -> None:
    def fail(stores: Stores) -> None:
        meet(stores, "U1")
        raise LookupError("no such community")

    with pytest.raises(LookupError, match="no such community"):
        await database.write("T1", fail)

    assert await database.read("T1", met) == []


async def test_one_that_fails_among_many_waiting_fails_alone(database: Database) -> None:
    gate = Gate()

    def meet_unless_odd(stores: Stores, number: int) -> str:
        meet(stores, f"U{number:02}")
        if number % 2:
            raise LookupError(number)
        return f"U{number:02}"

    first = asyncio.create_task(database.write("T1", gate.work))
    await gate.entered()
    waiting = [
        asyncio.create_task(database.write("T1", partial(meet_unless_odd, number=number))) for number in range(20)
    ]
    await asyncio.sleep(0)
    gate.open()
    outcomes = await asyncio.gather(first, *waiting, return_exceptions=True)

    expected = [f"U{number:02}" for number in range(0, 20, 2)]
    assert [given for given in outcomes[1:] if isinstance(given, str)] == expected
    assert sum(isinstance(given, LookupError) for given in outcomes) == 10
    assert await database.read("T1", met) == expected


async def test_counting_by_many_at_once_loses_no_count(database: Database) -> None:
    def count(stores: Stores) -> None:
        person = stores.people.get("U1")
        counted = int(person.name) if person else 0
        stores.people.save(Person("U1", str(counted + 1), "UTC"), now=NOON)

    await asyncio.gather(*(database.write("T1", count) for _ in range(50)))

    person = await database.read("T1", lambda stores: stores.people.get("U1"))
    assert person is not None
    assert person.name == "50"


class NoOrdinaryError(BaseException):
    """As the ones that test tools and interpreters raise."""


@pytest.mark.parametrize(
    ("error", "told"), [(StopIteration("none left"), RuntimeError), (NoOrdinaryError(), NoOrdinaryError)]
)
async def test_even_what_is_no_ordinary_error_is_told_and_lets_the_others_go_on(
    database: Database, error: BaseException, told: type[BaseException]
) -> None:
    def fail(stores: Stores) -> None:
        raise error

    failing = asyncio.create_task(database.write("T1", fail))
    other = await database.write("T1", lambda stores: meet(stores, "U1"))

    assert other == "U1"
    with pytest.raises(told):
        await failing


async def test_a_caller_who_is_cancelled_hinders_nobody(database: Database) -> None:
    gate = Gate()
    busy = asyncio.create_task(database.write("T1", gate.work))
    await gate.entered()
    waiting = [asyncio.create_task(database.write("T1", partial(meet, user_id=f"U{number}"))) for number in range(4)]
    await asyncio.sleep(0)

    busy.cancel()
    waiting[0].cancel()
    gate.open()
    outcomes = await asyncio.gather(busy, *waiting, return_exceptions=True)

    assert [type(outcome) for outcome in outcomes[:2]] == [asyncio.CancelledError, asyncio.CancelledError]
    assert outcomes[2:] == ["U1", "U2", "U3"]
    assert (await database.read("T1", met))[-3:] == ["U1", "U2", "U3"]


async def test_closing_finishes_what_waits_and_takes_no_more(database: Database, database_url: str) -> None:
    gate = Gate()
    busy = asyncio.create_task(database.write("T1", gate.work))
    await gate.entered()
    waiting = [asyncio.create_task(database.write("T1", partial(meet, user_id=f"U{number}"))) for number in range(4)]
    await asyncio.sleep(0)

    closing = asyncio.create_task(database.close())
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(busy, *waiting, closing)

    with pytest.raises(DatabaseClosed):
        await database.write("T1", lambda stores: meet(stores, "U9"))
    with pytest.raises(DatabaseClosed):
        await database.read("T1", met)
    again = await Database(database_url).open()
    kept = await again.read("T1", met)
    await again.close()
    assert kept == ["U0", "U1", "U2", "U3"]


async def test_a_read_sees_one_state_and_can_change_nothing(database: Database) -> None:
    with pytest.raises(Exception, match=r"readonly|read-only"):
        await database.read("T1", lambda stores: meet(stores, "U1"))

    assert await database.read("T1", met) == []


async def test_reads_go_on_while_something_is_written(database: Database) -> None:
    gate = Gate()
    busy = asyncio.create_task(database.write("T1", gate.work))
    await gate.entered()

    found = await database.read("T1", met)

    gate.open()
    await busy
    assert found == []


async def test_when_the_commit_fails_everybody_is_told_and_the_next_one_is_well(sqlite_database: Database) -> None:
    def break_a_promise_only_the_commit_checks(stores: Stores) -> str:
        meet(stores, "U2")
        stores.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        stores.connection.exec_driver_sql("INSERT INTO member VALUES ('T1', 404, 'U2', '2026-03-02 12:00:00')")
        return "U2"

    gate = Gate()
    busy = asyncio.create_task(sqlite_database.write("T1", gate.work))
    await gate.entered()
    together = [
        asyncio.create_task(sqlite_database.write("T1", lambda stores: meet(stores, "U1"))),
        asyncio.create_task(sqlite_database.write("T1", break_a_promise_only_the_commit_checks)),
    ]
    await asyncio.sleep(0)
    gate.open()
    _, *outcomes = await asyncio.gather(busy, *together, return_exceptions=True)
    afterwards = await sqlite_database.write("T1", lambda stores: meet(stores, "U3"))

    assert [type(outcome).__name__ for outcome in outcomes] == ["IntegrityError", "IntegrityError"]
    assert afterwards == "U3"
    assert await sqlite_database.read("T1", met) == ["U3"]


async def test_the_file_is_set_up_to_survive_a_power_cut_and_to_forget(sqlite_database: Database) -> None:
    def settings(stores: Stores) -> list[object]:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        return [stores.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]

    assert await sqlite_database.write("T1", settings) == ["wal", 2, 1, 1]


async def test_a_file_and_its_folder_are_made_when_they_are_missing(tmp_path: Path) -> None:
    database = await Database(f"sqlite:///{tmp_path}/deep/er/yokoten.db").open()

    await database.write("T1", lambda stores: meet(stores, "U1"))
    await database.close()

    assert (tmp_path / "deep/er/yokoten.db").stat().st_size > 0


async def test_a_second_process_is_kept_from_the_file_and_told_why(sqlite_database: Database, sqlite_url: str) -> None:
    program = (
        "import asyncio, sys\n"
        "from storage.database import Database\n"
        "from storage.errors import DatabaseInUse\n"
        "try:\n"
        "    asyncio.run(Database(sys.argv[1]).open())\n"
        "except DatabaseInUse as error:\n"
        "    print(error)\n"
    )

    second = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program, sqlite_url], capture_output=True, text=True, timeout=60
    )

    assert "is in use by another process (number " in second.stdout
    assert "give this one another DATABASE_URL" in second.stdout


async def test_the_file_is_free_again_once_it_was_closed(sqlite_url: str) -> None:
    first = await Database(sqlite_url).open()
    with pytest.raises(DatabaseInUse):
        await Database(sqlite_url).open()
    await first.close()
    await first.close()

    again = await Database(sqlite_url).open()

    await again.close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://me:secret@host/db", 'DATABASE_URL starts with "mysql"; use sqlite:/// or postgresql+psycopg://'),
        ("postgres://me:secret@host/db", 'DATABASE_URL starts with "postgres"; use sqlite:/// or'),
        ("postgresql+asyncpg://h/db", 'DATABASE_URL starts with "postgresql+asyncpg"; use sqlite:/// or'),
        ("yokoten.db", 'DATABASE_URL starts with "yokoten.db"; use sqlite:/// or'),
        ("", 'DATABASE_URL starts with ""; use sqlite:/// or'),
        ("sqlite://", 'DATABASE_URL is "sqlite://", which names no file; use sqlite:///data/yokoten.db'),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///file:x?mode=memory&uri=true", "names no file"),
    ],
)
def test_an_unsupported_url_is_refused_in_a_sentence_without_its_password(url: str, sentence: str) -> None:
    with pytest.raises(UnsupportedDatabase) as refused:
        Database(url)

    assert sentence in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.postgres
async def test_processes_that_start_at_once_migrate_once(empty_postgres_url: str) -> None:
    databases = [Database(empty_postgres_url) for _ in range(3)]

    await asyncio.gather(*(database.open() for database in databases))

    await databases[0].write("T1", lambda stores: meet(stores, "U1"))
    found = await databases[1].read("T1", met)
    await asyncio.gather(*(database.close() for database in databases))
    assert found == ["U1"]


@pytest.mark.postgres
async def test_two_processes_that_count_at_once_lose_no_count(postgres_url: str) -> None:
    databases = [await Database(postgres_url).open() for _ in range(2)]

    def count(stores: Stores) -> None:
        person = stores.people.get("U1")
        counted = int(person.name) if person else 0
        stores.people.save(Person("U1", str(counted + 1), "UTC"), now=NOON)

    await asyncio.gather(*(database.write("T1", count) for _ in range(20) for database in databases))

    person = await databases[0].read("T1", lambda stores: stores.people.get("U1"))
    await asyncio.gather(*(database.close() for database in databases))
    assert person is not None
    assert person.name == "40"


@pytest.mark.postgres
async def test_a_deadlock_is_tried_again(postgres_url: str) -> None:
    database = await Database(postgres_url).open()
    both_hold_one = threading.Barrier(2)
    has_met: set[str] = set()

    def crosswise(stores: Stores, first: str, second: str) -> None:
        lock = text("SELECT pg_advisory_xact_lock(hashtext(:name))")
        stores.connection.execute(lock, {"name": first})
        if stores.workspace_id not in has_met:
            has_met.add(stores.workspace_id)
            both_hold_one.wait(10)
        stores.connection.execute(lock, {"name": second})
        meet(stores, "U1")

    await asyncio.gather(
        database.write("T1", lambda stores: crosswise(stores, "a", "b")),
        database.write("T2", lambda stores: crosswise(stores, "b", "a")),
    )

    found = [await database.read(workspace_id, lambda stores: stores.people.get("U1")) for workspace_id in ("T1", "T2")]
    await database.close()
    assert None not in found


async def test_a_database_that_is_open_elsewhere_can_be_read_and_not_written(
    database: Database, database_url: str
) -> None:
    await database.write("T1", lambda stores: stores.people.save(Person("U1", "Lea", "UTC"), now=NOON))

    beside = await Database(database_url).open_for_reading()

    assert await beside.read("T1", lambda stores: stores.people.get("U1")) == Person("U1", "Lea", "UTC")
    with pytest.raises(DatabaseClosed, match=r"for (reading|writing)"):
        await beside.write("T1", lambda stores: stores.people.save(Person("U1", "Mia", "UTC"), now=NOON))
    await database.write("T1", lambda stores: stores.people.save(Person("U2", "Ola", "UTC"), now=NOON))
    assert await beside.read("T1", lambda stores: stores.people.get("U2")) == Person("U2", "Ola", "UTC")
    await beside.close()


async def test_a_database_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(NoDatabase, match="run the bot once"):
        await Database(f"sqlite:///{tmp_path}/none.db").open_for_reading()

    assert os.listdir(tmp_path) == []  # noqa: PTH208  # pathlib has none that an event loop may call


async def test_a_database_of_an_earlier_version_is_not_changed_by_reading(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    with pytest.raises(OlderDatabase, match="at version 0001, this program needs 0"):
        await Database(database_url).open_for_reading()

    with engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "0001"
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": version})
    engine.dispose()
