import asyncio
import random  # noqa: TID251  # with a seed
from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from community.finding import Sought
from community.lessons import Found, Kind, Lesson, NewLesson
from community.readers import NO_ROOMS
from community.spread import Adoption, Answer
from storage.database import Database
from storage.search_tables import posting_table
from storage.stores import Stores
from tests.storage.test_lessons import added, new
from tests.storage.times import DAY, NOON


async def numbers(database: Database, words: str = "", *, rooms: Set[str] = NO_ROOMS, **more: Any) -> list[int]:
    found = await database.read(
        "T1", lambda stores: stores.lessons.search(Sought(words=words, **more), rooms=rooms, limit=50)
    )
    assert found.total == len(found.lessons)
    return [lesson.number for lesson in found.lessons]


PLAIN = new("Contract", captured_at=NOON)
MARKED: NewLesson = replace(
    PLAIN, kind=Kind.TOOL, team_id=3, community_id=4, author_id="U7", tags=("pacts", "ci"), captured_at=NOON - 40 * DAY
)


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ({"kind": Kind.TOOL}, [1, 3]),
        ({"kind": Kind.VISIT}, []),
        ({"team_id": 3}, [1, 3]),
        ({"community_id": 4}, [1, 3]),
        ({"author_id": "U7"}, [1]),  # the other one's name is not shown
        ({"author_id": "U7\x00 \ud800"}, []),
        ({"tags": ("pacts",)}, [1, 3]),
        ({"tags": ("pacts", "ci")}, [1, 3]),
        ({"tags": ("pacts", "other")}, []),
        ({"tags": ("pact",)}, []),
        ({"since": date(2026, 3, 2)}, [2]),
        ({"since": date(2026, 3, 1)}, [2]),
        ({"since": date(2026, 3, 3)}, []),
        ({"since": date(2026, 1, 21)}, [1, 2, 3]),
        ({"since": date(2026, 1, 22)}, [2]),
        ({"since": date(2025, 12, 31)}, [1, 2, 3]),
        ({"since": date(1, 1, 1)}, [1, 2, 3]),
        ({"kind": Kind.TOOL, "since": date(2026, 3, 1)}, []),
        ({"words": "contract", "team_id": 3}, [1, 3]),
        ({"words": "nonsense", "team_id": 3}, []),
        ({"words": "pacts"}, [1, 3]),
        ({"without": ("ci",)}, [2]),
        ({"without": ("ci", "contract")}, []),
        ({"without": ("nonsense",)}, [1, 2, 3]),
    ],
)
async def test_everything_that_is_asked_for_must_hold(
    database: Database, sought: dict[str, Any], expected: list[int]
) -> None:
    await added(database, MARKED, PLAIN, replace(MARKED, author_name=""))

    assert sorted(await numbers(database, **sought)) == expected


@pytest.mark.parametrize(
    "sought",
    [
        {},
        {"words": "  "},
        {"words": "🎉", "kind": Kind.TOOL},
        {"phrases": ("!?",), "kind": Kind.TOOL},
        {"without": ("!",)},
    ],
)
async def test_nothing_to_look_for_finds_nothing(database: Database, sought: dict[str, Any]) -> None:
    await added(database, MARKED)

    assert await numbers(database, **sought) == []


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("before you deploy", [1]),
        ("Deploy the contracts", [2]),
        ("you deploy the", []),  # what ends one part and begins the next is no phrase
        ("contract before deploy", []),
        ("pre-commit hook", [1]),
        ("pre commit", [1]),
        ("precommit", [1]),
        ("commit hook", [1]),
        ("contract", [2, 1]),
    ],
)
async def test_a_phrase_stands_as_it_is(database: Database, phrase: str, expected: list[int]) -> None:
    await added(
        database,
        new("Publish the contract before you deploy", learnt="the pre-commit hook"),
        new("Deploy the contract", learnt="you publish before"),
    )

    assert await numbers(database, phrases=(phrase,)) == expected
    assert sorted(await numbers(database, without=(phrase,))) == sorted({1, 2} - set(expected))


async def test_every_part_is_found_the_title_first_and_what_happened_last(database: Database) -> None:
    filler = " ".join(f"word{place}" for place in range(30))
    parts: list[dict[str, Any]] = [
        {"happened": f"contract {filler}"},
        {"to_try": f"contract {filler}", "learnt": filler},
        {"tags": ("contract",)},
        {"title": "Contract"},
    ]
    await added(database, *[replace(new("Another"), **part) for part in parts])

    assert await numbers(database, "contract") == [4, 3, 2, 1]


async def test_of_near_equal_matches_the_one_that_more_teams_use_comes_first(database: Database) -> None:
    await added(database, *[new("Contract tests", learnt=f"Number {number}") for number in range(4)])
    await added(database, new("Something", happened="contract tests"))

    def adopt(stores: Stores) -> None:
        for number, team_id in ((2, 1), (2, 2), (3, 1), (5, 1), (5, 2), (5, 3)):
            stores.spread.answer(Adoption(number, team_id, Answer.ADAPTED, "", "U1", NOON))

    await database.write("T1", adopt)
    assert await numbers(database, "contract tests") == [2, 3, 4, 1, 5]

    await database.write(
        "T1", lambda stores: stores.spread.answer(Adoption(2, 2, Answer.NOT_NOW, "", "U1", NOON + DAY))
    )
    await database.write(
        "T1", lambda stores: stores.spread.answer(Adoption(2, 1, Answer.NOT_NOW, "", "U1", NOON + DAY))
    )
    assert await numbers(database, "contract tests") == [3, 4, 2, 1, 5]


async def test_those_with_most_of_the_words_come_after_those_with_all(database: Database) -> None:
    await added(
        database, new("Cache keys without dates"), new("Cache keys"), new("Dates"), new("Cache of keys and dates")
    )

    assert await numbers(database, "how do cache keys have dates") == [1, 4, 2]


async def test_where_enough_have_all_the_words_no_others_come(database: Database) -> None:
    await added(database, new("Cache keys"), *[new("Cache keys and dates")] * 5)

    assert 1 not in await numbers(database, "cache keys dates")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("contrct", [1]),
        ("cnotract", [1]),
        ("contractt", [1]),
        ("xontract", [1]),
        ("deploymnet", [2]),
        ("deplyomnet", [2]),  # two mistakes in a long word
        ("contract deploymnet", [2, 1]),  # no lesson has both
        ("kubernets", []),
        ("tset", []),  # short words are near too many others
        ("patc", [3]),
        ("cot", []),
    ],
)
async def test_a_mistyped_word_finds_what_was_meant(database: Database, typed: str, expected: list[int]) -> None:
    await added(database, new("Contract"), new("Deployment"), new("Patch"))
    await added(database, new("Kubernetes"), workspace_id="T2")

    assert sorted(await numbers(database, typed)) == sorted(expected)


async def test_a_word_that_is_there_is_taken_as_it_is(database: Database) -> None:
    await added(database, new("Contract"), new("Contrast"))

    assert await numbers(database, "contrast") == [2]


@pytest.mark.parametrize("rooms", [NO_ROOMS, frozenset({"G2"})])
@pytest.mark.parametrize(
    "sought",
    [
        {"words": "zebrafinch"},
        {"words": "zebra"},
        {"words": "zebrafnich"},
        {"words": "other zebrafinch"},
        {"phrases": ("zebrafinch sings",)},
        {"tags": ("secret",)},
        {"kind": Kind.FAILURE},
        {"team_id": 9},
        {"author_id": "U9"},
        {"since": date(2026, 3, 5)},
    ],
)
async def test_a_closed_room_is_not_even_read_by_who_is_not_in_it(
    database: Database, sought: dict[str, Any], rooms: Set[str]
) -> None:
    closed = replace(
        new("Zebrafinch sings", captured_at=NOON + 4 * DAY),
        tags=("secret",),
        kind=Kind.FAILURE,
        team_id=9,
        author_id="U9",
        closed_in="G1",
    )
    await added(database, new("Other"), closed)

    assert 2 not in await numbers(database, rooms=rooms, **sought)
    assert 2 in await numbers(database, rooms=rooms | {"G1"}, **sought)
    assert (
        await database.read("T1", lambda stores: stores.lessons.alike("zebrafinch sings secret", rooms=rooms, limit=9))
        == ()
    )


async def test_what_is_closed_or_opened_again_is_found_by_others_at_once(database: Database) -> None:
    [lesson] = await added(database, new("Contract", ts="1.2"))

    await database.write("T1", lambda stores: stores.lessons.close("C1", is_closed=True))
    assert (await numbers(database, "contract"), await numbers(database, "contract", rooms={"C1"})) == ([], [1])
    kept = await database.read(
        "T1", lambda stores: stores.connection.execute(select(posting_table.c.room).distinct()).scalars().all()
    )
    assert kept == ["C1"]

    await database.write("T1", lambda stores: stores.lessons.close("C1", is_closed=False))
    assert await numbers(database, "contract") == [lesson.number]


async def test_who_only_narrows_down_sees_the_newest_first_in_pages(database: Database) -> None:
    await added(database, *[replace(new(f"Lesson {number}"), kind=Kind.TOOL) for number in range(7)])

    def page(offset: int) -> Any:
        return lambda stores: stores.lessons.search(Sought(kind=Kind.TOOL), rooms=NO_ROOMS, limit=3, offset=offset)

    pages = [await database.read("T1", page(offset)) for offset in (0, 3, 6, 9)]

    assert [[lesson.number for lesson in found.lessons] for found in pages] == [[7, 6, 5], [4, 3, 2], [1], []]
    assert [found.total for found in pages[:3]] == [7, 7, 7]


async def test_pages_of_a_search_are_one_order_cut_up(database: Database) -> None:
    chance = random.Random(7)  # noqa: S311
    words = ["contract", "deploy", "cache", "pact", "key"]
    await added(
        database,
        *[new(" ".join(chance.choices(words, k=3)), learnt=" ".join(chance.choices(words, k=9))) for _ in range(60)],
    )

    def page(offset: int, limit: int) -> Any:
        return lambda stores: stores.lessons.search(
            Sought(words="contract cache"), rooms=NO_ROOMS, limit=limit, offset=offset
        )

    whole = await database.read("T1", page(0, 100))
    parts = [await database.read("T1", page(offset, 5)) for offset in range(0, whole.total, 5)]

    assert [lesson for part in parts for lesson in part.lessons] == list(whole.lessons)
    assert {part.total for part in parts} == {whole.total}


async def test_ten_thousand_characters_of_anything_are_no_trouble(database: Database) -> None:
    await added(database, new("Contract", learnt="a b c"))
    long = "contract a b c " * 700

    assert await numbers(database, long) == [1]
    assert await numbers(database, phrases=(long,) * 50, without=("nonsense " * 1200,) * 50) == []
    assert await numbers(database, "contract", tags=("x" * 10_000,)) == []


class Both:
    """The same lessons on SQLite and on PostgreSQL, spoken to from an ordinary test."""

    def __init__(self, runner: asyncio.Runner, urls: list[str]) -> None:
        self._runner = runner
        self._databases = [runner.run(Database(url).open()) for url in urls]

    def add(self, *lessons: NewLesson) -> None:
        for database in self._databases:
            self._runner.run(added(database, *lessons))

    def search(self, sought: Sought, rooms: Set[str]) -> list[Found]:
        return [
            self._runner.run(
                database.read("T1", lambda stores: stores.lessons.search(sought, rooms=rooms, limit=5, offset=0))
            )
            for database in self._databases
        ]

    def close(self) -> None:
        for database in self._databases:
            self._runner.run(database.close())


WORDS = "contract contracts deploy deployment cache key keys pact test tests c++ it's pre-commit 契約 the of"
VOCABULARY = WORDS.split()
SAID = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12).map(" ".join)


def some_lessons() -> list[NewLesson]:
    chance = random.Random(2069)  # noqa: S311

    def said(most: int) -> str:
        return " ".join(chance.choices(VOCABULARY, k=chance.randint(1, most)))

    return [
        replace(
            new(said(4), learnt=said(20), happened=said(9), captured_at=NOON + timedelta(days=number % 90)),
            kind=chance.choice([None, *Kind]),
            tags=tuple({chance.choice(["ci", "db"])}),
            closed_in=chance.choice([None, None, "G1", "G2"]),
        )
        for number in range(120)
    ]


@pytest.fixture(scope="module")
def both(sqlite_template: Any, postgres_database: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    from tests import postgres

    postgres.empty(postgres_database)
    path = tmp_path_factory.mktemp("both") / "yokoten.db"
    path.write_bytes(sqlite_template.read_bytes())
    with asyncio.Runner() as runner:
        opened = Both(runner, [f"sqlite:///{path}", postgres_database.render_as_string(hide_password=False)])
        opened.add(*some_lessons())
        yield opened
        opened.close()
        postgres.empty(postgres_database)


ANY_TEXT = st.text() | SAID | st.just("word " * 2000)
SOUGHT = st.builds(
    Sought,
    words=ANY_TEXT,
    phrases=st.lists(ANY_TEXT, max_size=2).map(tuple),
    without=st.lists(ANY_TEXT, max_size=2).map(tuple),
    community_id=st.none() | st.just(1),
    team_id=st.none() | st.just(2**62),
    kind=st.none() | st.sampled_from(Kind),
    author_id=st.none() | st.text(),
    tags=st.lists(st.sampled_from(["ci", "db"]) | st.text(), max_size=2).map(tuple),
    since=st.none() | st.dates(),
)


def keeps_to(sought: Sought, rooms: Set[str], lesson: Lesson) -> bool:
    return (
        (lesson.closed_in is None or lesson.closed_in in rooms)
        and (sought.kind is None or lesson.kind is sought.kind)
        and set(sought.tags) <= set(lesson.tags)
        and (sought.since is None or lesson.captured_at.date() >= sought.since)
    )


@pytest.mark.postgres
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sought=SOUGHT, rooms=st.sets(st.sampled_from(["G1", "G2"])))
def test_any_input_is_safe_keeps_to_what_was_asked_and_is_answered_alike_by_both(
    both: Both, sought: Sought, rooms: Set[str]
) -> None:
    here, there = both.search(sought, rooms)

    assert [lesson.number for lesson in here.lessons] == [lesson.number for lesson in there.lessons]
    assert here.total == there.total >= len(here.lessons)
    assert [lesson.number for lesson in here.lessons if not keeps_to(sought, rooms, lesson)] == []


@pytest.mark.postgres
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=SAID, kind=st.none() | st.sampled_from(Kind), rooms=st.sets(st.sampled_from(["G1", "G2"])))
def test_what_is_found_by_real_words_is_the_same_on_both(
    both: Both, words: str, kind: Kind | None, rooms: Set[str]
) -> None:
    here, there = both.search(Sought(words=words, kind=kind), rooms)

    assert ([lesson.number for lesson in here.lessons], here.total) == (
        [lesson.number for lesson in there.lessons],
        there.total,
    )
