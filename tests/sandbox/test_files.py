"""Uploads in their three steps."""

import pytest

from sandbox.files import MAX_BYTES
from sandbox.models import SlackError
from tests.sandbox.rooms import Rooms


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


def test_two_files_are_shared_in_one_message_once_both_are_there(rooms: Rooms) -> None:
    bot = rooms.workspace.bot_user_id
    one = rooms.workspace.begin_upload(bot, name="a.png", size=2)
    two = rooms.workspace.begin_upload(bot, name="b.csv", size=3)
    rooms.workspace.receive_upload(one.ticket, b"12")

    with pytest.raises(SlackError) as early:
        rooms.workspace.complete_upload(bot, [(one.id, "A"), (two.id, None)], channel_id="CBIRDS")
    rooms.workspace.receive_upload(two.ticket, b"123")
    message = rooms.workspace.complete_upload(bot, [(one.id, "A"), (two.id, None)], channel_id="CBIRDS")

    assert early.value.code == "file_not_found"
    assert message is not None
    assert message.files == [one.id, two.id]
    assert (one.title, two.title, one.mimetype) == ("A", "b.csv", "image/png")
    assert rooms.kinds() == ["message", "file_shared", "file_shared"]


def test_bytes_come_once_and_as_many_as_announced(rooms: Rooms) -> None:
    file = rooms.workspace.begin_upload(rooms.workspace.bot_user_id, name="a.png", size=2)

    with pytest.raises(SlackError) as short:
        rooms.workspace.receive_upload(file.ticket, b"1")
    rooms.workspace.receive_upload(file.ticket, b"12")
    with pytest.raises(SlackError) as twice:
        rooms.workspace.receive_upload(file.ticket, b"12")
    with pytest.raises(SlackError) as unknown:
        rooms.workspace.receive_upload("guess", b"12")

    assert [e.value.code for e in (short, twice, unknown)] == [
        "file_size_mismatch",
        "file_not_found",
        "file_not_found",
    ]


@pytest.mark.parametrize("size", [0, -1, MAX_BYTES + 1])
def test_a_size_out_of_bounds_is_refused(rooms: Rooms, size: int) -> None:
    with pytest.raises(SlackError) as refusal:
        rooms.workspace.begin_upload(rooms.workspace.bot_user_id, name="a.png", size=size)

    assert refusal.value.code == "invalid_arguments"


def test_a_file_is_not_shared_where_its_sender_is_not(rooms: Rooms) -> None:
    bot = rooms.workspace.bot_user_id
    file = rooms.workspace.begin_upload(bot, name="a.png", size=2)
    rooms.workspace.receive_upload(file.ticket, b"12")

    with pytest.raises(SlackError) as refusal:
        rooms.workspace.complete_upload(bot, [(file.id, None)], channel_id="CQUIET")
    with pytest.raises(SlackError) as thread:
        rooms.workspace.complete_upload(bot, [(file.id, None)], channel_id="CBIRDS", thread_ts="1.000000")

    assert (refusal.value.code, thread.value.code) == ("not_in_channel", "thread_not_found")
    assert not file.is_complete


def test_a_file_that_a_person_gave_is_theirs_and_deleted_by_nobody_else(rooms: Rooms) -> None:
    file = rooms.workspace.take_upload("UANA", name="roster.csv", content=b"E-Mail\n")

    with pytest.raises(SlackError) as refusal:
        rooms.workspace.delete_file(rooms.workspace.bot_user_id, file.id)
    rooms.workspace.delete_file("UANA", file.id)
    with pytest.raises(SlackError) as gone:
        rooms.workspace.delete_file("UANA", file.id)

    assert (refusal.value.code, gone.value.code) == ("cant_delete_file", "file_not_found")
    assert rooms.kinds() == []
