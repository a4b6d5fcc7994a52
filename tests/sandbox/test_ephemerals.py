"""Messages that only one person sees."""

import pytest

from sandbox.models import SlackError
from tests.sandbox.rooms import Rooms


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


def test_an_ephemeral_can_be_replaced_and_dismissed(rooms: Rooms) -> None:
    shown = rooms.workspace.post_ephemeral("UBEN", "CBIRDS", text="Only you see this.")

    rooms.workspace.replace_ephemeral("UBEN", shown.ts, text="Done.")
    assert [e.text for e in rooms.workspace.ephemerals["UBEN"]] == ["Done."]
    rooms.workspace.delete_ephemeral("UBEN", shown.ts)

    assert rooms.workspace.ephemerals["UBEN"] == []
    assert rooms.kinds() == ["ephemeral", "ephemeral_replaced", "ephemeral_deleted"]
    assert rooms.texts("CBIRDS") == []


def test_nobody_else_can_touch_it(rooms: Rooms) -> None:
    shown = rooms.workspace.post_ephemeral("UBEN", "CBIRDS", text="Only you see this.")

    with pytest.raises(SlackError) as refusal:
        rooms.workspace.delete_ephemeral("UANA", shown.ts)

    assert refusal.value.code == "message_not_found"
    assert [e.text for e in rooms.workspace.ephemerals["UBEN"]] == ["Only you see this."]
