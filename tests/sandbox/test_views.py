"""Modals and Homes."""

from typing import Any

import pytest

from sandbox.models import SlackError
from tests.sandbox.rooms import Rooms


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


def modal(**fields: Any) -> dict[str, Any]:
    return {"type": "modal", "title": {"type": "plain_text", "text": "A title"}, "blocks": []} | fields


def home(**fields: Any) -> dict[str, Any]:
    return {"type": "home", "blocks": []} | fields


def test_modals_are_stacked_three_high_and_know_each_other(rooms: Rooms) -> None:
    first = rooms.workspace.open_view("UANA", modal())
    second = rooms.workspace.push_view("UANA", modal())
    third = rooms.workspace.push_view("UANA", modal())

    with pytest.raises(SlackError) as refusal:
        rooms.workspace.push_view("UANA", modal())

    assert refusal.value.code == "push_limit_reached"
    assert rooms.workspace.views["UANA"] == [first, second, third]
    assert (third.root_view_id, third.previous_view_id) == (first.id, second.id)
    assert (first.root_view_id, first.previous_view_id) == (first.id, None)


def test_nothing_is_pushed_where_nothing_is_open(rooms: Rooms) -> None:
    with pytest.raises(SlackError) as refusal:
        rooms.workspace.push_view("UANA", modal())

    assert refusal.value.code == "not_found"


def test_a_stale_hash_changes_nothing(rooms: Rooms) -> None:
    view = rooms.workspace.open_view("UANA", modal(callback_id="a"))
    seen = view.hash
    rooms.workspace.update_view(view.id, modal(callback_id="b"), view_hash=seen)

    with pytest.raises(SlackError) as refusal:
        rooms.workspace.update_view(view.id, modal(callback_id="c"), view_hash=seen)

    assert refusal.value.code == "hash_conflict"
    assert view.callback_id == "b"


def test_what_was_typed_stays_where_its_block_stays(rooms: Rooms) -> None:
    view = rooms.workspace.open_view("UANA", modal())
    view.values = {"title": {"value": {"value": "Caches"}}, "gone": {"value": {"value": "x"}}}

    rooms.workspace.update_view(view.id, modal(blocks=[{"type": "divider", "block_id": "title"}]))

    assert list(view.values) == ["title"]


def test_closing_takes_what_lies_above_too(rooms: Rooms) -> None:
    first = rooms.workspace.open_view("UANA", modal())
    second = rooms.workspace.push_view("UANA", modal())
    third = rooms.workspace.push_view("UANA", modal())

    closed = rooms.workspace.close_view(second.id)

    assert closed == [third, second]
    assert rooms.workspace.views["UANA"] == [first]


def test_clearing_closes_the_whole_stack(rooms: Rooms) -> None:
    rooms.workspace.open_view("UANA", modal())
    second = rooms.workspace.push_view("UANA", modal())

    rooms.workspace.close_view(second.id, is_whole_stack=True)

    assert "UANA" not in rooms.workspace.views
    assert rooms.kinds() == ["view_opened", "view_opened", "view_closed", "view_closed"]


def test_a_home_keeps_its_id_from_one_publishing_to_the_next(rooms: Rooms) -> None:
    first = rooms.workspace.publish_home("UANA", home())
    first_hash = first.hash
    again = rooms.workspace.publish_home("UANA", home(callback_id="new"))

    assert again.id == first.id
    assert again.hash != first_hash
    assert rooms.workspace.homes["UANA"].callback_id == "new"


def test_an_external_id_is_used_once_at_a_time(rooms: Rooms) -> None:
    rooms.workspace.open_view("UANA", modal(external_id="one"))

    with pytest.raises(SlackError) as refusal:
        rooms.workspace.open_view("UBEN", modal(external_id="one"))

    assert refusal.value.code == "duplicate_external_id"


def test_a_trigger_opens_once_and_for_three_seconds(rooms: Rooms) -> None:
    triggers = rooms.workspace.triggers
    used, late = triggers.issue("UANA"), triggers.issue("UBEN")

    assert triggers.use(used).user_id == "UANA"
    with pytest.raises(SlackError) as twice:
        triggers.use(used)
    rooms.hands.advance(3.1)
    with pytest.raises(SlackError) as expired:
        triggers.use(late)
    with pytest.raises(SlackError) as unknown:
        triggers.use("12345.12345.abc")

    assert [e.value.code for e in (twice, expired, unknown)] == [
        "exchanged_trigger_id",
        "expired_trigger_id",
        "invalid_trigger_id",
    ]


def test_moving_the_workspaces_clock_leaves_a_click_in_flight_alone(rooms: Rooms) -> None:
    trigger = rooms.workspace.triggers.issue("UANA")
    rooms.hands.now = rooms.hands.now.replace(year=2027)

    assert rooms.workspace.triggers.use(trigger).user_id == "UANA"
