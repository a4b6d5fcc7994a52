import csv
import io
import json
from dataclasses import replace

from handlers.answers import Answer, Replace, Say
from handlers.payloads import pack
from tests.handlers.acting import opened, typed
from tests.handlers.room import Room


def said(answer: Answer) -> str:
    assert isinstance(answer, Say | Replace)
    return f"{answer.message.text} {answer.message.blocks}"


async def lessons(room: Room) -> None:
    """Keep one for everybody and one for who is in #nest: Ana and Ben."""
    await room.react("ana", room.say("ben", "Publish the contract before you deploy."))
    await room.react("ana", room.say("ben", "Whisper about the pelican."))
    nest = room.channel("nest").id
    await room.write(lambda stores: stores.lessons.update(replace(stores.lessons.some([2])[2], closed_in=nest)))


def rows(room: Room) -> list[dict[str, str]]:
    [file] = room.workspace.files.values()
    assert file.content is not None
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))


async def test_without_lessons_there_is_nothing_to_send(room: Room) -> None:
    assert "no lessons to export yet" in said(await room.command("ana", "export"))
    assert "no lessons to export yet" in said(await room.click("ana", "export.csv"))
    assert room.workspace.files == {}


async def test_who_is_not_in_a_closed_room_gets_nothing_of_it(room: Room) -> None:
    await lessons(room)

    offered = said(await room.command("caro", "export"))
    sent = said(await room.click("caro", "export.csv"))

    assert "1 lesson is for you to see" in offered
    assert "private" not in offered
    assert "1 lesson in a file" in sent
    assert [row["title"] for row in rows(room)] == ["Publish the contract before you deploy"]


async def test_who_is_in_it_gets_it_marked_as_such(room: Room) -> None:
    await lessons(room)

    offered = said(await room.command("ana", "export"))
    await room.click("ana", "export.csv")

    assert "2 lessons are for you to see" in offered
    assert "1 lesson of private channels you are in" in offered
    assert [row["closed_in"] for row in rows(room)] == ["", room.channel("nest").id]


async def test_a_person_slack_takes_no_file_for_is_told(room: Room) -> None:
    await lessons(room)
    room.workspace.users[room.person("caro")].deleted = True

    assert "nothing was sent" in said(await room.click("caro", "export.csv"))


async def test_a_person_gets_what_is_kept_about_them_and_nothing_about_others(room: Room) -> None:
    community = await opened(room, members=("ben",))
    for name in ("ana", "ben"):
        await typed(room, name, "/community step-up")
        await room.click(name, "practising.works.most")
    await room.click("ana", "seat.support", f"{community.id} {room.person('ben')}")
    await room.click("ben", "seat.support", f"{community.id} {room.person('ana')}")
    await room.click("ana", "carrying.silence")
    metadata = pack(community_id=community.id)
    await room.submit("ana", "seat.note", metadata, words="Ask the night shift.", where="kept")

    told = said(await room.click("ana", "export.own"))

    assert "What I keep about you is in a file" in told
    [file] = room.workspace.files.values()
    assert file.content is not None
    own = json.loads(file.content)
    assert [row["community_id"] for row in own["communities you coordinate, or did"]] == [community.id]
    assert [row["works"] for row in own["what you said of working in a team"]] == ["most"]
    assert [row["is_silent"] for row in own["questions I asked you, or you want no more"]] == [True]
    assert own["notes you left for the next coordinator"] == [{"words": "Ask the night shift."}]
    assert len(own["coordinators you support"]) == 1
    assert room.person("ben") not in file.content.decode()  # neither whom they support, nor who supports them


async def test_who_is_not_known_at_all_gets_no_file(room: Room) -> None:
    assert "there is no file to send" in said(await room.click("caro", "export.own"))
    assert room.workspace.files == {}
