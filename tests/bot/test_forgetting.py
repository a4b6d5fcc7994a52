"""Forgetting as the process and an operator do it."""

from pathlib import Path

import pytest

from bot.operating import forget, tell_of
from bot.pruning import clear
from bot.settings import Settings
from storage.database import Database
from storage.errors import DatabaseInUse
from tests.bot.processes import finished
from tests.storage.test_forgetting import NAME, NOON, WORDS, ZOE, everything, fill


async def filled(url: str) -> None:
    database = await Database(url).open()
    await database.write("T1", fill)
    await database.close()


def held_in(folder: Path) -> list[str]:
    """Give what the database's files hold of Zoë."""
    content = b"".join(path.read_bytes() for path in folder.rglob("*.db*"))
    return [mark for mark in (ZOE, *WORDS) if mark[:12].encode() in content]


async def test_the_file_is_freed_once_after_somebody_was_forgotten(sqlite_database: Database, tmp_path: Path) -> None:
    await sqlite_database.write("T1", fill)
    assert not await clear(sqlite_database, "T1")
    await sqlite_database.write("T1", lambda stores: stores.forgetting.erase(ZOE, with_words=True, now=NOON))

    assert await clear(sqlite_database, "T1")
    assert not await clear(sqlite_database, "T1")
    assert held_in(tmp_path) == []


async def test_what_was_due_when_the_process_ended_is_done_by_the_next(sqlite_url: str, tmp_path: Path) -> None:
    await filled(sqlite_url)
    database = await Database(sqlite_url).open()
    await database.write("T1", lambda stores: stores.forgetting.erase(ZOE, with_words=True, now=NOON))
    await database.close()

    again = await Database(sqlite_url).open()
    assert await clear(again, "T1")
    await again.close()

    assert held_in(tmp_path) == []


async def test_an_operator_sees_what_is_stored_and_forgets_somebody(database_url: str) -> None:
    await filled(database_url)
    told: list[str] = []
    settings = Settings(database_url=database_url)

    assert await tell_of(settings, "T1", ZOE, told.append)
    await forget(settings, "T1", ZOE, with_words=True, say=told.append)
    assert not await tell_of(settings, "T1", ZOE, told.append)

    assert {"Lessons they wrote: 1", "Their team: 1", "Older lessons I showed them, with their answers: 1"} <= set(told)
    assert f"{ZOE} is forgotten; 1 of their lessons were emptied." in told
    assert "The file holds nothing of it any more." in told
    assert told[-1] == f"Nothing is stored about {ZOE}."
    database = await Database(database_url).open()
    left = await database.read("T1", everything)
    await database.close()
    assert ZOE not in left.replace(f"{NAME} said so.", "")


async def test_while_the_bot_has_the_file_nobody_is_forgotten(sqlite_url: str) -> None:
    await filled(sqlite_url)
    database = await Database(sqlite_url).open()

    with pytest.raises(DatabaseInUse):
        await forget(Settings(database_url=sqlite_url), "T1", ZOE, with_words=True, say=print)
    await database.close()


@pytest.mark.process
async def test_the_command_asks_first_and_then_leaves_no_byte(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    await filled(url)

    unsure = await finished(tmp_path, "forget", ZOE, "--workspace", "T1", DATABASE_URL=url)
    assert unsure[0] == 1
    assert "Lessons they wrote: 1" in unsure[1]
    assert ZOE in held_in(tmp_path)

    sure = await finished(tmp_path, "forget", ZOE, "--workspace", "T1", "--yes", DATABASE_URL=url)
    nobody = await finished(tmp_path, "forget", "Zoë", "--workspace", "T1", DATABASE_URL=url)

    assert sure[0] == 0
    assert held_in(tmp_path) == []
    assert nobody[0] == 2
