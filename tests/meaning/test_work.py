from collections.abc import Sequence

import pytest

from meaning import work
from meaning.work import Change, Wanted

CONTRACTS = "Publish the contract before you deploy"
CACHES = "Cache keys without dates make the pipeline faster"


@pytest.fixture(autouse=True)
def new_process() -> None:
    work._held.clear()


def made(point: int, number: int, text: str | None, room: str | None = None) -> Change:
    return Change(point, number, None if text is None else work.vectors([text])[0], room)


def found(after: int, *changes: Change, text: str = "contracts", rooms: Sequence[str] = ()) -> Sequence[int] | None:
    return work.near("T1", text, set(rooms), 9, after, changes).numbers


def test_changes_are_taken_and_the_nearest_found() -> None:
    answer = work.near("T1", "contracts", set(), 9, 0, [made(1, 10, CACHES), made(2, 11, CONTRACTS)])

    assert (answer.point, answer.numbers) == (2, [11, 10])


def test_later_changes_come_on_top() -> None:
    found(0, made(1, 10, CACHES), made(2, 11, CONTRACTS))

    assert found(2, made(3, 11, None), made(4, 12, CONTRACTS)) == [12, 10]


def test_the_same_changes_twice_do_no_harm() -> None:
    found(0, made(1, 10, CACHES), made(2, 10, None), made(3, 11, CONTRACTS))

    assert found(0, made(1, 10, CACHES), made(2, 10, None), made(3, 11, CONTRACTS)) == [11]


def test_a_process_that_was_replaced_asks_for_everything_again() -> None:
    found(0, made(1, 10, CACHES), made(2, 11, CONTRACTS))
    work._held.clear()  # what a new process holds

    answer = work.near("T1", "contracts", set(), 9, 2, [made(3, 12, CONTRACTS)])

    assert (answer.point, answer.numbers) == (0, None)


def test_without_a_text_changes_are_only_taken() -> None:
    answer = work.near("T1", None, set(), 9, 0, [made(5, 10, CACHES)])

    assert (answer.point, answer.numbers) == (5, ())


def test_workspaces_and_closed_rooms_are_kept_apart() -> None:
    found(0, made(1, 10, CONTRACTS, "C0SECRET"), made(2, 11, CONTRACTS))
    work.near("T2", None, set(), 9, 0, [made(1, 99, CONTRACTS)])

    assert found(2) == [11]
    assert sorted(found(2, rooms=["C0SECRET"]) or ()) == [10, 11]


def fitting(*wanted: Wanted, among: Sequence[int] = (10, 11), after: int = 2) -> list[list[int]] | None:
    fits = work.fitting("T1", after, wanted, among, 9).found
    return None if fits is None else [[number for number, _ in one] for one in fits]


def test_for_each_reader_what_means_what_they_are_about_is_found() -> None:
    found(0, made(1, 10, CACHES), made(2, 11, CONTRACTS))

    contracts, caches = Wanted("When to publish a contract", (), ()), Wanted("Slow pipelines and cache keys", (), ())

    assert fitting(contracts, caches, Wanted("Bird watching", (), ())) == [[11], [10], []]
    assert fitting(contracts, among=[10]) == [[]]


def test_how_close_it_is_lies_between_nothing_and_the_same() -> None:
    found(0, made(1, 10, CACHES), made(2, 11, CONTRACTS))

    [[(number, closeness)]] = work.fitting("T1", 2, [Wanted(CONTRACTS, (), ())], [11], 9).found or ()

    assert (number, closeness) == (11, 1.0)


def test_what_is_wanted_more_draws_its_like_near_and_what_is_wanted_less_pushes_it_away() -> None:
    found(0, made(1, 10, CACHES), made(2, 11, "The pipeline is faster with good cache keys"))

    assert fitting(Wanted("Team work", (), ())) == [[]]
    assert fitting(Wanted("Team work", (10,), ())) == [[10, 11]]
    assert fitting(Wanted("Faster pipelines with cache keys", (), ())) == [[11, 10]]
    assert fitting(Wanted("Faster pipelines", (), ())) == [[11, 10]]
    assert fitting(Wanted("Faster pipelines", (), (10, 11))) == [[]]


def test_what_was_said_in_a_closed_room_fits_nobody() -> None:
    found(0, made(1, 10, CACHES), made(2, 11, CONTRACTS, "C0SECRET"))

    assert fitting(Wanted(CONTRACTS, (11,), ())) == [[]]


def test_a_process_that_was_replaced_finds_no_fits_before_it_was_given_everything() -> None:
    assert fitting(Wanted(CONTRACTS, (), ())) is None
