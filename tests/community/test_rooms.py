import pytest

from community import rooms
from community.rooms import Room
from tests.some import NOW, THURSDAY


def room(*, is_closed: bool = True, is_shared: bool = False, captures: bool = True) -> Room:
    return Room(
        "C1",
        is_closed=is_closed,
        is_shared=is_shared,
        captures=captures,
        switched_by="U1",
        switched_at=NOW,
        looked_at=NOW,
    )


def test_an_open_channel_captures_and_a_closed_or_shared_one_doesnt_by_itself() -> None:
    assert rooms.captures(None, is_closed=False, is_shared=False)
    assert not rooms.captures(None, is_closed=True, is_shared=False)
    assert not rooms.captures(None, is_closed=False, is_shared=True)


@pytest.mark.parametrize(
    ("agreed", "is_closed", "is_shared", "expected"),
    [
        (room(), True, False, True),
        (room(captures=False), True, False, False),
        (room(captures=False), False, False, True),  # it was made public
        (room(), True, True, False),  # other people are here now
        (room(is_closed=False, is_shared=True), False, True, True),
        (room(is_closed=False, is_shared=True), True, True, False),  # it was public when they agreed
        (room(is_shared=True), True, False, True),
        (room(is_shared=True), True, True, True),
    ],
)
def test_what_was_agreed_to_is_agreed_for_the_channel_as_it_was(
    agreed: Room, is_closed: bool, is_shared: bool, expected: bool
) -> None:
    assert rooms.captures(agreed, is_closed=is_closed, is_shared=is_shared) is expected


def test_a_room_opened_to_another_organisation_captures_no_more_not_even_when_that_ends() -> None:
    shared = rooms.seen(room(), "C1", is_closed=True, is_shared=True, now=THURSDAY)
    alone = rooms.seen(shared, "C1", is_closed=True, is_shared=False, now=THURSDAY)

    assert not shared.captures
    assert not alone.captures
    assert alone.looked_at == THURSDAY


def test_a_switch_says_who_and_when_and_what_is_so_already_stays() -> None:
    off = rooms.switch(room(), is_on=False, by="U2", now=THURSDAY)

    assert (off.captures, off.switched_by, off.switched_at) == (False, "U2", THURSDAY)
    assert rooms.switch(room(), is_on=True, by="U2", now=THURSDAY) == room()
