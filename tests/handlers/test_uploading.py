import pytest

from handlers import uploading
from handlers.uploading import upload
from tests.handlers.room import Room


async def test_a_file_arrives_where_only_its_person_and_the_bot_are(room: Room) -> None:
    data = b"number,title\r\n1,Publish the contract\r\n"

    assert await upload(room.deps(), room.person("ana"), name="lessons.csv", data=data, title="Lessons", alt="A list")

    [file] = room.workspace.files.values()
    assert (file.name, file.title, file.content, file.alt_text) == ("lessons.csv", "Lessons", data, "A list")
    [place] = file.shares
    assert set(room.workspace.channels[place].members) == {room.person("ana"), room.workspace.bot_user_id}


async def test_a_file_slack_takes_not_is_told_and_leaves_nothing(room: Room) -> None:
    assert not await upload(room.deps(), "U0NOBODY", name="lessons.csv", data=b"1", title="Lessons")

    assert room.workspace.files == {}


async def test_an_empty_file_is_refused_before_slack_is_asked(room: Room) -> None:
    with pytest.raises(ValueError, match="empty"):
        await upload(room.deps(), room.person("ana"), name="lessons.csv", data=b"", title="Lessons")


@pytest.mark.parametrize(
    "address", ["https://files.slack.com/upload/v1/abc", "http://127.0.0.1:8080/upload/abc", "http://localhost/upload"]
)
def test_a_file_goes_where_nobody_on_the_way_reads_it(address: str) -> None:
    assert uploading._closed(address) == address


@pytest.mark.parametrize("address", ["http://files.slack.com/upload", "ftp://127.0.0.1/x", "//evil", "", "file:///x"])
def test_a_file_goes_nowhere_else(address: str) -> None:
    with pytest.raises(uploading.OpenAddress):
        uploading._closed(address)
