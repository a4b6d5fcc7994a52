import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.finding import Sought
from community.lessons import Found, Lesson, Mark, NewLesson, Source
from community.readers import NO_ROOMS
from community.schedule import Period
from community.spread import Adoption, Answer
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import DAY, HOUR, MINUTE, NOON


def new(
    title: str = "Publish the contract before you deploy",
    *,
    learnt: str = "",
    happened: str = "",
    ts: str | None = None,
    community_id: int | None = None,
    captured_at: datetime = NOON,
    closed_in: str | None = None,
) -> NewLesson:
    return NewLesson(
        title=title,
        learnt=learnt,
        happened=happened,
        author_id=None,
        author_name="Ben",
        captured_by="U1",
        captured_at=captured_at,
        said_at=captured_at - MINUTE,
        source=None if ts is None else Source("C1", ts, "1.0", "https://kestrel.slack.com/archives/C1/p1"),
        community_id=community_id,
        closed_in=closed_in,
    )


async def added(database: Database, *lessons: NewLesson, workspace_id: str = "T1") -> list[Lesson]:
    return await database.write(workspace_id, lambda stores: [stores.lessons.add(lesson) for lesson in lessons])


async def found(database: Database, words: str, *, limit: int = 10, offset: int = 0) -> list[int]:
    page = await database.read(
        "T1", lambda stores: stores.lessons.search(Sought(words=words), rooms=NO_ROOMS, limit=limit, offset=offset)
    )
    return [lesson.number for lesson in page.lessons]


async def test_a_lesson_is_given_as_it_was_added_by_its_number_and_its_message(database: Database) -> None:
    [lesson] = await added(database, new("Grüße 🎉", learnt="Text", happened="Before", ts="1.2", community_id=7))

    by_number = await database.read("T1", lambda stores: stores.lessons.get(lesson.number))
    by_message = await database.read("T1", lambda stores: stores.lessons.at("C1", "1.2"))
    held = await database.write("T1", lambda stores: stores.lessons.hold(lesson.number))

    assert lesson.source == Source("C1", "1.2", "1.0", "https://kestrel.slack.com/archives/C1/p1")
    assert [by_number, by_message, held] == [lesson] * 3


async def test_a_lesson_written_by_hand_has_no_message(database: Database) -> None:
    [lesson] = await added(database, new())

    assert await database.read("T1", lambda stores: stores.lessons.get(lesson.number)) == lesson
    assert lesson.source is None


async def test_lessons_are_numbered_from_one_in_each_workspace(database: Database) -> None:
    here = await added(database, new(), new(), workspace_id="T1")
    there = await added(database, new(), workspace_id="T2")

    assert [lesson.number for lesson in here + there] == [1, 2, 1]


async def test_a_change_is_kept_and_found_by_its_new_words_alone(database: Database) -> None:
    [lesson] = await added(database, new("Publish the contract", ts="1.2"))
    changed = replace(lesson, title="Verify the pact", community_id=3, edited_at=NOON + HOUR, card_ts="3.4")

    await database.write("T1", lambda stores: stores.lessons.update(changed))

    assert await database.read("T1", lambda stores: stores.lessons.get(lesson.number)) == changed
    assert await found(database, "pact") == [lesson.number]
    assert await found(database, "contract") == []


async def test_a_withdrawn_lesson_is_given_by_number_and_message_and_nowhere_else(database: Database) -> None:
    [lesson] = await added(database, new("Publish the contract", ts="1.2", community_id=1))
    withdrawn = replace(lesson, withdrawn_at=NOON + HOUR, withdrawn_by="U1")

    await database.write("T1", lambda stores: stores.lessons.update(withdrawn))

    today = Period(NOON, NOON + DAY)
    assert await database.read("T1", lambda stores: stores.lessons.get(lesson.number)) == withdrawn
    assert await database.read("T1", lambda stores: stores.lessons.at("C1", "1.2")) == withdrawn
    assert await found(database, "contract") == []
    assert await database.read("T1", lambda stores: stores.lessons.recent(rooms=NO_ROOMS, limit=9)) == []
    assert await database.read("T1", lambda stores: stores.lessons.captured(today, rooms=NO_ROOMS, limit=9)) == []
    assert (
        await database.read("T1", lambda stores: stores.lessons.captured_in({1: today}, rooms=NO_ROOMS, limit=9)) == {}
    )


async def test_a_restored_lesson_is_found_again(database: Database) -> None:
    [lesson] = await added(database, new("Publish the contract"))
    await database.write("T1", lambda stores: stores.lessons.update(replace(lesson, withdrawn_at=NOON)))

    await database.write("T1", lambda stores: stores.lessons.update(lesson))

    assert await found(database, "contract") == [lesson.number]


@pytest.mark.parametrize(
    "words",
    [
        "contract",
        "CONTRACTS",
        "contr",
        "deploy the contract",
        "c++",
        "C#",
        "snake_case",
        "snakecase",
        "e-mail",
        "email",
        "its",
        "it's",
        "grusse",
        "GRÜSSE",
        "queries",
        "query",
        "契約",
        "#c#",
        "contract AND deploy",
        "why contract",
    ],
)
async def test_a_lesson_is_found_by_its_words_however_they_are_written(database: Database, words: str) -> None:
    other = new("Something else", learnt="that nobody looks for")
    lesson = new(
        "Contract before deploy", learnt="It's c++, C#, snake_case and e-mail. Grüße! A query. 契約", happened="Why?"
    )
    _, wanted = await added(database, other, lesson)

    assert await found(database, words) == [wanted.number]


@pytest.mark.parametrize("words", ["", " ", "!?", "\x00", '"', "'", "*", "()", ":*", "\\", "&|!<->", "🎉", "c", "-"])
async def test_what_has_no_word_or_no_such_word_finds_nothing(database: Database, words: str) -> None:
    await added(database, new("Contract tests"))

    assert await database.read(
        "T1", lambda stores: stores.lessons.search(Sought(words=words), rooms=NO_ROOMS, limit=9)
    ) == Found([], 0)


@pytest.mark.parametrize(
    "words",
    [
        "contract AND",
        "contract NOT deploy",
        'contract"',
        "contract'",
        "contract:*",
        "contract*",
        "title:contract",
        "NEAR(contract deploy)",
        "contract & !",
        "contract <-> x",
        "{contract}",
        "^contract",
        "contract\\",
        "contract);--",
    ],
)
async def test_what_would_be_an_order_to_a_database_is_words(database: Database, words: str) -> None:
    [lesson] = await added(database, new("Title of a contract"))

    assert await found(database, words) == [lesson.number]


async def test_all_words_come_before_some_and_the_title_before_the_text_before_the_context(database: Database) -> None:
    filler = "It was a long week and we learnt this"
    in_context, in_text, in_title, some = await added(
        database,
        new("Learnt this", learnt=filler, happened="contract tests"),
        new("Learnt this", learnt=f"contract tests. {filler}"),
        new("Contract tests", learnt=filler),
        new("Contract", learnt=filler),
    )

    assert await found(database, "contract tests") == [in_title.number, in_text.number, in_context.number]
    best, second, *others = await found(database, "contract nonsense")
    assert {best, second} == {in_title.number, some.number}
    assert others == [in_text.number, in_context.number]


async def test_equals_come_newest_first_and_in_pages(database: Database) -> None:
    numbers = [lesson.number for lesson in await added(database, *[new("Contract")] * 5)]

    pages = [await found(database, "contract", limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    total = (
        await database.read(
            "T1", lambda stores: stores.lessons.search(Sought(words="contract"), rooms=NO_ROOMS, limit=2)
        )
    ).total

    assert pages == [[numbers[4], numbers[3]], [numbers[2], numbers[1]], [numbers[0]], []]
    assert total == 5


async def test_search_stays_in_its_workspace(database: Database) -> None:
    await added(database, new("Contract"), new("Contract"), workspace_id="T2")
    await added(database, new("Contract"), workspace_id="T1")
    await added(database, new("Contract"), workspace_id="T12")

    page = await database.read(
        "T1", lambda stores: stores.lessons.search(Sought(words="contract"), rooms=NO_ROOMS, limit=9)
    )

    assert ([lesson.number for lesson in page.lessons], page.total) == ([1], 1)
    assert await database.read(
        "T3", lambda stores: stores.lessons.search(Sought(words="contract"), rooms=NO_ROOMS, limit=9)
    ) == Found([], 0)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(), words=st.text())
def test_any_input_is_safe(searched: "Searched", title: str, words: str) -> None:
    searched.add(title.replace("\x00", "").encode(errors="ignore").decode())

    found = searched.search(words)

    assert found.total >= len(found.lessons)


class Searched:
    """A database that is spoken to from an ordinary test."""

    def __init__(self, url: str, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._database = runner.run(Database(url).open())

    def add(self, title: str) -> None:
        self._runner.run(added(self._database, new(title)))

    def search(self, words: str) -> Found:
        return self._runner.run(
            self._database.read(
                "T1", lambda stores: stores.lessons.search(Sought(words=words), rooms=NO_ROOMS, limit=5)
            )
        )

    def close(self) -> None:
        self._runner.run(self._database.close())


@pytest.fixture
def searched(database_url: str) -> Iterator[Searched]:
    with asyncio.Runner() as runner:
        opened = Searched(database_url, runner)
        yield opened
        opened.close()


async def test_a_lesson_of_the_longest_text_is_kept_and_found(database: Database) -> None:
    text = " ".join(f"word{number}" + "x" * 90 for number in range(5000))

    [lesson] = await added(database, new("Long", learnt=text))

    assert await found(database, "word7xxx") == [lesson.number]


async def test_the_newest_are_given_newest_first(database: Database) -> None:
    old, new_, newest = await added(database, new(captured_at=NOON - DAY), new(captured_at=NOON), new(captured_at=NOON))

    assert await database.read("T1", lambda stores: stores.lessons.recent(rooms=NO_ROOMS, limit=9)) == [
        newest,
        new_,
        old,
    ]
    assert await database.read("T1", lambda stores: stores.lessons.recent(rooms=NO_ROOMS, limit=1)) == [newest]


async def test_what_the_most_teams_use_comes_first_and_the_newest_of_as_many(database: Database) -> None:
    old, unused, used, _, closed = await added(
        database,
        new(captured_at=NOON - DAY, community_id=3),
        new(captured_at=NOON, community_id=3),
        new(captured_at=NOON - DAY, community_id=3),
        new(captured_at=NOON, community_id=4),
        new(captured_at=NOON, community_id=3, closed_in="G1"),
    )

    def work(stores: Stores) -> list[list[int]]:
        stores.spread.answer(Adoption(used.number, 7, Answer.ADOPTED, "", "U1", NOON))
        found = (stores.lessons.most_used(3, rooms=rooms, limit=9) for rooms in (NO_ROOMS, {"G1"}))
        return [[lesson.number for lesson in lessons] for lessons in found]

    assert await database.write("T1", work) == [
        [used.number, unused.number, old.number],
        [used.number, closed.number, unused.number, old.number],
    ]


async def test_a_period_has_its_start_and_not_its_end(database: Database) -> None:
    _, at_start, inside, _ = await added(
        database,
        new(captured_at=NOON - MINUTE),
        new(captured_at=NOON, community_id=1),
        new(captured_at=NOON + DAY - MINUTE),
        new(captured_at=NOON + DAY),
    )
    today = Period(NOON, NOON + DAY)

    assert await database.read("T1", lambda stores: stores.lessons.captured(today, rooms=NO_ROOMS, limit=9)) == [
        inside,
        at_start,
    ]
    assert await database.read("T1", lambda stores: stores.lessons.captured(today, rooms=NO_ROOMS, limit=1)) == [inside]


async def test_each_community_has_the_newest_of_its_own_period_and_how_many_there_were(database: Database) -> None:
    first, second, third, of_another, _, _ = await added(
        database,
        new(captured_at=NOON, community_id=1),
        new(captured_at=NOON + HOUR, community_id=1),
        new(captured_at=NOON + 2 * HOUR, community_id=1),
        new(captured_at=NOON - HOUR, community_id=2),
        new(captured_at=NOON + HOUR, community_id=2),
        new(captured_at=NOON + HOUR, community_id=None),
    )
    periods = {1: Period(NOON, NOON + DAY), 2: Period(NOON - DAY, NOON), 3: Period(NOON, NOON + DAY)}

    found = await database.read("T1", lambda stores: stores.lessons.captured_in(periods, rooms=NO_ROOMS, limit=2))

    assert found == {1: Found([third, second], 3), 2: Found([of_another], 1)}
    assert first.number == 1
    assert await database.read("T1", lambda stores: stores.lessons.captured_in({}, rooms=NO_ROOMS, limit=2)) == {}


def mark(user_id: str = "U1", *, is_on: bool = True, emoji: str = "bulb", at: datetime = NOON) -> Mark:
    return Mark("C1", "1.2", user_id, emoji, is_on, at)


@pytest.mark.parametrize(
    ("marks", "standing"),
    [
        ([mark()], 1),
        ([mark(), mark()], 1),
        ([mark("U1"), mark("U2")], 2),
        ([mark(emoji="bulb"), mark(emoji="memo")], 1),
        ([mark(emoji="bulb"), mark(emoji="memo"), mark(emoji="memo", is_on=False, at=NOON + MINUTE)], 1),
        ([mark(), mark(is_on=False, at=NOON + MINUTE)], 0),
        ([mark(is_on=False, at=NOON + MINUTE), mark()], 0),  # the older word came later
        ([mark(), mark(is_on=False, at=NOON + MINUTE), mark(at=NOON + HOUR)], 1),
    ],
)
async def test_people_whose_marks_stand_are_counted(database: Database, marks: list[Mark], standing: int) -> None:
    counts = await database.write("T1", lambda stores: [stores.marks.put(each) for each in marks])

    assert counts[-1] == standing


async def test_a_mark_is_of_one_message(database: Database) -> None:
    await database.write("T1", lambda stores: stores.marks.put(mark()))

    assert await database.write("T1", lambda stores: stores.marks.put(replace(mark(), ts="9.9"))) == 1
