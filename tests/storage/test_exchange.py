"""What is brought in at once is kept and found as if it came one by one."""

from dataclasses import replace

from sqlalchemy import select

from community.exchange import brought_by, fingerprint
from storage.database import Database
from storage.search_tables import index_table, indexed_table, posting_table
from storage.stores import Stores
from tests.storage.test_forgetting import NOON, OF_BEN, lesson

SOME = [
    replace(OF_BEN, title=f"Pact {number}", learnt="deploy " * (number % 5 + 1) + f"word{number % 7}")
    for number in range(150)
]
SECRET = replace(OF_BEN, title="Pelican", closed_in="G1")


def index(stores: Stores) -> list[object]:
    """Give all that the search index of this workspace holds."""
    return [
        sorted(
            tuple(row[1:])
            for row in stores.connection.execute(select(rows).where(rows.c.workspace_id == stores.workspace_id))
        )
        for rows in (posting_table, indexed_table, index_table)
    ]


async def test_many_at_once_are_kept_and_indexed_as_one_by_one(database: Database) -> None:
    def one_by_one(stores: Stores) -> list[int]:
        return [stores.lessons.add(new).number for new in [*SOME, SECRET]]

    def at_once(stores: Stores) -> list[int]:
        first = stores.lessons.add(SOME[0])
        added = [*stores.lessons.add_all(SOME[1:90]), *stores.lessons.add_all([*SOME[90:], SECRET])]
        return [first.number, *(lesson.number for lesson in added)]

    assert await database.write("T1", one_by_one) == await database.write("T2", at_once) == list(range(1, 152))
    kept = [await database.read(workspace, lambda stores: stores.lessons.get(77)) for workspace in ("T1", "T2")]
    assert kept[0] == kept[1]
    assert await database.read("T1", index) == await database.read("T2", index)


async def test_nothing_at_once_is_nothing(database: Database) -> None:
    assert await database.write("T1", lambda stores: stores.lessons.add_all([])) == []


async def test_what_is_here_is_known_by_key_place_and_words_of_now_and_before(database: Database) -> None:
    def work(stores: Stores) -> None:
        own = stores.lessons.add(lesson())
        stores.versions.keep(own, changed_by="U1", now=NOON)
        stores.lessons.update(replace(own, title="New", withdrawn_at=NOON))
        stores.lessons.add(replace(OF_BEN, captured_by=brought_by("a.md")))

    await database.write("T1", work)

    known = await database.read("T1", lambda stores: stores.exchange.known())
    assert known.keys == {brought_by("a.md")}
    assert known.numbers == {1, 2}
    assert known.places == {("C1", "1.2")}
    for title in (lesson().title, "New"):
        assert fingerprint(title, lesson().learnt) in known.sayings
