"""What open pages are told, and what is kept from them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.models import Change, Channel, User
from sandbox.page_state import Reader, ReadMarks
from sandbox.page_stream import MAX_WAITING, Stream, Streams, seen
from sandbox.workspace import Workspace


@pytest.fixture
def workspace() -> Workspace:
    made = Workspace(lambda: datetime(2026, 3, 26, 14, 0, tzinfo=UTC), seed="stream")
    for name in ("ana", "ben"):
        made.add_user(User(id=f"U{name.upper()}", name=name, real_name=name.title(), display_name=name))
    made.channels["CBIRDS"] = Channel("CBIRDS", "birds", "UANA", 0, is_general=True, members=["UANA", "UBEN"])
    made.channels["CNEST"] = Channel("CNEST", "nest", "UANA", 0, is_private=True, members=["UANA"])
    return made


class Watcher:
    """Keeps what each person's page is told."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self.reader = Reader(workspace, ReadMarks(workspace), workspace.users[user_id])
        self.told: list[dict[str, Any]] = []
        workspace.subscribe(lambda change: self.told.extend(seen(self.reader, change)))

    def kinds(self) -> list[str]:
        return [event["kind"] for event in self.told]


def test_a_message_is_told_with_the_unread_mark_it_makes(workspace: Workspace) -> None:
    ben = Watcher(workspace, "UBEN")

    sent = workspace.post("UANA", "CBIRDS", text="<@UBEN> look")

    [event] = ben.told
    assert (event["kind"], event["message"]["ts"], event["unread"], event["mentions"]) == ("message", sent.ts, 1, 1)


def test_a_reply_is_told_together_with_its_first_message(workspace: Workspace) -> None:
    first = workspace.post("UANA", "CBIRDS", text="first")
    ben = Watcher(workspace, "UBEN")

    reply = workspace.post("UANA", "CBIRDS", text="reply", thread_ts=first.ts)

    assert [event["message"]["ts"] for event in ben.told] == [reply.ts, first.ts]
    assert ben.told[1]["message"]["reply_count"] == 1


def test_reactions_edits_and_deletions_are_told(workspace: Workspace) -> None:
    sent = workspace.post("UANA", "CBIRDS", text="a")
    ben = Watcher(workspace, "UBEN")

    workspace.react("UANA", "CBIRDS", sent.ts, "bulb")
    workspace.edit("UANA", "CBIRDS", sent.ts, text="b")
    workspace.pin("UANA", "CBIRDS", sent.ts)
    workspace.delete("UANA", "CBIRDS", sent.ts)

    assert [kind for kind in ben.kinds() if kind.startswith("message")] == ["message"] * 3 + ["message_gone"]
    assert ben.told[0]["message"]["reactions"] == [{"name": "bulb", "users": ["UANA"]}]
    assert ben.told[1]["message"]["is_edited"] is True


def test_nothing_of_a_private_channel_reaches_a_stranger(workspace: Workspace) -> None:
    ben, ana = Watcher(workspace, "UBEN"), Watcher(workspace, "UANA")

    sent = workspace.post("UANA", "CNEST", text="secret")
    workspace.react("UANA", "CNEST", sent.ts, "bulb")

    assert ben.told == []
    assert ana.kinds() == ["message", "message"]


def test_ephemerals_and_modals_reach_their_reader_only(workspace: Workspace) -> None:
    ben, ana = Watcher(workspace, "UBEN"), Watcher(workspace, "UANA")

    shown = workspace.post_ephemeral("UBEN", "CBIRDS", text="only you")
    workspace.delete_ephemeral("UBEN", shown.ts)
    workspace.open_view("UBEN", {"type": "modal", "title": {"type": "plain_text", "text": "Hi"}, "blocks": []})

    assert ana.told == []
    assert ben.kinds() == ["ephemeral", "ephemeral_gone", "surfaces"]
    assert [view["payload"]["title"]["text"] for view in ben.told[-1]["views"]] == ["Hi"]


def test_a_channel_made_private_makes_everyones_page_look_again(workspace: Workspace) -> None:
    workspace.channels["COTHER"] = Channel("COTHER", "other", "UANA", 0, members=["UANA"])
    ben = Watcher(workspace, "UBEN")

    workspace.make_private("UANA", "COTHER")

    assert ben.kinds()[-1] == "state"


async def test_a_page_that_falls_behind_is_told_to_load_again(workspace: Workspace) -> None:
    stream = Stream(Reader(workspace, ReadMarks(workspace), workspace.users["UBEN"]))
    for number in range(MAX_WAITING + 1):
        stream.send({"kind": "message", "number": number})

    events = stream.events()
    assert [await anext(events), await anext(events)] == [
        b'data: {"kind": "hello"}\n\n',
        b'data: {"kind": "reload"}\n\n',
    ]
    await events.aclose()


def test_a_closed_page_is_told_nothing_more(workspace: Workspace) -> None:
    streams = Streams()
    reader = Reader(workspace, ReadMarks(workspace), workspace.users["UBEN"])
    with streams.opened(reader) as stream:
        pass

    streams.tell(Change("user_change", {"user_id": "UBEN"}))

    assert stream.is_idle
