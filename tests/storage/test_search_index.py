import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, func, select, text

import storage
from community.lessons import Kind, NewLesson
from community.spread import Adoption, Answer
from storage.building import build
from storage.database import Database
from storage.search_tables import index_table, indexed_table, posting_table
from storage.stores import Stores
from tests.storage.test_lessons import added, found, new
from tests.storage.times import NOON

FULL: NewLesson = replace(
    new("Zebrafinch", learnt="Kingfisher", happened="Bittern", ts="1.2", community_id=4),
    to_try="Goldcrest",
    tags=("nuthatch",),
    kind=Kind.TOOL,
    team_id=3,
    author_id="U7",
)
BIRDS = [b"zebrafinch", b"kingfisher", b"bittern", b"goldcrest", b"nuthatch"]


def index_of(stores: Stores) -> Sequence[object]:
    """Give all that is kept for searching."""
    return [
        stores.connection.execute(select(rows).order_by(*rows.primary_key)).all()
        for rows in (posting_table, indexed_table, index_table)
    ]


async def sizes(database: Database) -> Sequence[int]:
    return await database.read(
        "T1",
        lambda stores: [
            stores.connection.execute(select(func.count()).select_from(rows)).scalar_one()
            for rows in (posting_table, indexed_table)
        ],
    )


async def test_what_is_taken_back_leaves_no_word_in_the_file(sqlite_database: Database, tmp_path: Path) -> None:
    lesson, *_ = await added(sqlite_database, FULL, *[new("Other")] * 3)
    gone = replace(lesson, title="", learnt="", happened="", to_try="", tags=(), withdrawn_at=NOON)

    await sqlite_database.write("T1", lambda stores: stores.lessons.update(gone))
    await sqlite_database.close()

    kept = (tmp_path / "yokoten.db").read_bytes().lower()
    assert b"other" in kept
    assert [bird for bird in BIRDS if bird in kept] == []


async def test_a_lesson_whose_words_stay_is_not_indexed_again(database: Database) -> None:
    [lesson] = await added(database, FULL)

    assert not await database.write("T1", lambda stores: stores.lessons.index.put(replace(lesson, card_ts="3.4")))
    assert await database.write("T1", lambda stores: stores.lessons.index.put(replace(lesson, kind=Kind.VISIT)))


async def test_an_index_is_empty_once_every_lesson_is_taken_back(database: Database) -> None:
    lessons = await added(database, FULL, replace(FULL, source=None, closed_in="G1"))

    def take_back(stores: Stores) -> None:
        for lesson in lessons:
            stores.lessons.update(replace(lesson, withdrawn_at=NOON))

    await database.write("T1", take_back)

    assert await sizes(database) == [0, 0]


async def test_changes_one_by_one_and_building_anew_make_the_same_index(database: Database) -> None:
    lessons = await added(
        database, *[replace(FULL, source=None, title=f"Bird {number % 3} of {number}") for number in range(600)]
    )

    def change(stores: Stores) -> None:
        stores.lessons.update(replace(lessons[0], withdrawn_at=NOON))
        stores.lessons.update(replace(lessons[1], closed_in="G1"))
        stores.lessons.update(replace(lessons[2], title="Another", captured_at=NOON + timedelta(days=40)))
        stores.lessons.rename_author("U7", "")
        stores.spread.answer(Adoption(4, 1, Answer.ADOPTED, "", "U1", NOON))

    await database.write("T1", change)
    before = await database.read("T1", index_of)
    await database.write("T1", lambda stores: build(stores.connection, "T1"))

    assert await database.read("T1", index_of) == before


async def test_an_index_of_another_version_is_built_anew_at_the_start(database_url: str) -> None:
    database = await Database(database_url).open()
    await added(database, new("Contract"))
    await added(database, new("Contract"), workspace_id="T2")
    expected = await database.read("T1", index_of)

    def spoil(stores: Stores) -> None:
        stores.connection.execute(index_table.update().where(index_table.c.workspace_id == "T1").values(version=0))
        stores.connection.execute(posting_table.delete())

    await database.write("T1", spoil)
    await database.close()

    opened = await Database(database_url).open()
    own = [row for row in expected[0] if row.workspace_id == "T1"]  # type: ignore[attr-defined]
    assert (await opened.read("T1", index_of))[0] == own, "the other one was of this version, so it was left alone"
    assert await found(opened, "contract") == [1]
    await opened.close()


def _migrated_to(url: str, revision: str, kind: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
        config.set_main_option("path_separator", "os")
        config.attributes.update(connection=connection, search=kind)
        command.upgrade(config, revision)
        connection.execute(
            text(
                "INSERT INTO lesson (workspace_id, number, title, text, context, author_name, captured_by, captured_at,"
                " said_at) VALUES ('T1', 7, 'Zebrafinch', 'Kingfisher', 'Bittern', 'Ben', 'U1', :at, :at)"
            ),
            {"at": "2026-01-05 12:00:00.000000" if kind == "fts5" else NOON},
        )
        connection.execute(text("INSERT INTO counter (workspace_id, name, last) VALUES ('T1', 'lesson', 7)"))
        if kind == "fts5":
            connection.execute(text("INSERT INTO lesson_search (rowid, title) VALUES (4294967303, 't1xwoodpecker')"))
    engine.dispose()


@pytest.mark.parametrize("kind", ["fts5", pytest.param("tsvector", marks=pytest.mark.postgres)])
async def test_lessons_of_the_sixth_version_are_found_and_the_old_index_is_gone(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "old.db"
    url = f"sqlite:///{path}" if kind == "fts5" else request.getfixturevalue("empty_postgres_url")
    await asyncio.to_thread(_migrated_to, url, "0006", kind)

    database = await Database(url).open()

    assert [await found(database, words) for words in ("zebrafinch", "kingfisher", "bittern")] == [[7]] * 3
    await database.close()
    if kind == "fts5":
        assert b"woodpecker" not in path.read_bytes()
