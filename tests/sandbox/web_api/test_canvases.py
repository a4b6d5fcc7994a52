"""Channel canvases over the Web API: what they take, what a plan allows, and how they are refused."""

from typing import Any

import pytest

from tests.sandbox.rooms import SCOPES, Caller

CREATE, EDIT = "conversations.canvases.create", "canvases.edit"


@pytest.fixture
def slack() -> Caller:
    return Caller(scopes=SCOPES | {"canvases:write"})


def content(markdown: str) -> dict[str, Any]:
    return {"type": "markdown", "markdown": markdown}


def made(slack: Caller, markdown: str = "# Charter") -> str:
    answer = slack.call(CREATE, channel_id="CBIRDS", title="Charter", document_content=content(markdown))
    return str(answer["canvas_id"])


def test_a_channel_gets_one_canvas_which_its_info_tells_of(slack: Caller) -> None:
    assert "properties" not in slack.call("conversations.info", channel="CBIRDS")["channel"]

    canvas_id = made(slack)

    assert canvas_id.startswith("F")
    told = slack.call("conversations.info", channel="CBIRDS")["channel"]["properties"]["canvas"]
    assert (told["file_id"], told["is_empty"]) == (canvas_id, False)
    assert slack.refused(CREATE, channel_id="CBIRDS") == "channel_canvas_already_exists"


def test_a_free_workspace_has_no_channel_canvases(slack: Caller) -> None:
    slack.workspace.plan = "free"

    assert slack.refused(CREATE, channel_id="CBIRDS") == "team_tier_cannot_create_channel_canvases"


def test_canvases_need_their_scope() -> None:
    assert Caller().refused(CREATE, channel_id="CBIRDS") == "missing_scope"
    assert Caller().refused(EDIT, canvas_id="F1", changes=[]) == "missing_scope"


def test_a_canvas_is_made_where_the_app_is_in(slack: Caller) -> None:
    slack.rooms.add("gone", bot=True, is_archived=True)

    for channel_id in ("CQUIET", "CNEST", "CGONE", "CNOWHERE"):
        assert slack.refused(CREATE, channel_id=channel_id) == "channel_canvas_creation_failed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "html", "markdown": "a"},
        {"type": "markdown"},
        {"type": "markdown", "markdown": 1},
        {"type": "markdown", "markdown": "a" * 1_048_577},
        {"type": "markdown", "markdown": "a", "more": "b"},
    ],
)
def test_its_content_is_markdown_of_at_most_a_mebibyte(slack: Caller, wrong: dict[str, Any]) -> None:
    assert slack.refused(CREATE, channel_id="CBIRDS", document_content=wrong) == "invalid_arguments"


@pytest.mark.parametrize(
    ("operation", "expected"),
    [("replace", "New"), ("insert_at_start", "New\nOld"), ("insert_at_end", "Old\nNew")],
)
def test_a_canvas_is_edited_by_one_operation(slack: Caller, operation: str, expected: str) -> None:
    canvas_id = made(slack, "Old")

    slack.call(EDIT, canvas_id=canvas_id, changes=[{"operation": operation, "document_content": content("New")}])

    assert slack.workspace.canvases[canvas_id].markdown == expected


def test_a_canvas_is_renamed(slack: Caller) -> None:
    canvas_id = made(slack)

    slack.call(EDIT, canvas_id=canvas_id, changes=[{"operation": "rename", "title_content": content("Ours")}])

    assert slack.workspace.canvases[canvas_id].title == "Ours"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ([], "invalid_arguments"),
        ([{"operation": "replace", "document_content": content("a")}] * 2, "invalid_arguments"),
        ([{"operation": "burn", "document_content": content("a")}], "invalid_arguments"),
        ([{"operation": "replace"}], "invalid_arguments"),
        ([{"operation": "replace", "document_content": content("a"), "where": "b"}], "invalid_arguments"),
        ([{"operation": "delete", "section_id": "temp:C:A"}], "canvas_editing_failed"),
    ],
)
def test_what_is_no_change_is_refused(slack: Caller, changes: list[dict[str, Any]], error: str) -> None:
    canvas_id = made(slack, "Old")

    assert slack.refused(EDIT, canvas_id=canvas_id, changes=changes) == error
    assert slack.workspace.canvases[canvas_id].markdown == "Old"


def test_a_canvas_that_is_gone_or_of_a_channel_the_app_left_is_not_edited(slack: Caller) -> None:
    change = [{"operation": "replace", "document_content": content("a")}]
    canvas_id = made(slack)
    slack.workspace.leave(slack.workspace.bot_user_id, "CBIRDS")
    assert slack.refused(EDIT, canvas_id=canvas_id, changes=change) == "restricted_action"

    slack.workspace.delete_canvas("CBIRDS")

    assert slack.refused(EDIT, canvas_id=canvas_id, changes=change) == "canvas_not_found"


def test_a_canvas_goes_with_its_channel_and_follows_its_id(slack: Caller) -> None:
    canvas_id = made(slack)

    moved = slack.workspace.change_id("CBIRDS")
    assert slack.workspace.canvases[canvas_id].channel_id == moved.id
    slack.workspace.delete_channel("UANA", moved.id)

    assert slack.workspace.canvases == {}
