"""Conversations over the Web API."""

import pytest

from tests.sandbox.rooms import Caller


@pytest.fixture
def slack() -> Caller:
    return Caller()


def names(slack: Caller, method: str, **arguments: object) -> list[list[str]]:
    """Follow the cursors of a list; give the names of each page."""
    pages, cursor = [], ""
    while True:
        page = slack.call(method, cursor=cursor, **arguments)
        pages.append([channel.get("name", "im") for channel in page["channels"]])
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            return pages


def test_a_channel_is_made_with_the_bot_in_it(slack: Caller) -> None:
    channel = slack.call("conversations.create", name="cop-testing")["channel"]

    assert (channel["name"], channel["is_member"], channel["creator"]) == (
        "cop-testing",
        True,
        slack.workspace.bot_user_id,
    )
    assert channel["id"].startswith("C0")


def test_name_taken_carries_no_id(slack: Caller) -> None:
    assert slack.answer("conversations.create", name="birds").body == {"ok": False, "error": "name_taken"}


def test_a_list_knows_public_channels_and_what_the_bot_is_in(slack: Caller) -> None:
    slack.workspace.direct_message("UANA", "UBEN")
    slack.workspace.direct_message("UANA", slack.workspace.bot_user_id)
    every = "public_channel,private_channel,im"

    assert names(slack, "conversations.list") == [["general", "birds", "quiet"]]
    assert names(slack, "conversations.list", types=every) == [["general", "birds", "quiet", "im"]]
    slack.workspace.channels["CNEST"].members.append(slack.workspace.bot_user_id)
    assert names(slack, "conversations.list", types="private_channel") == [["nest"]]


def test_filters_act_on_pages_already_cut_so_one_can_be_empty(slack: Caller) -> None:
    slack.workspace.archive("UANA", "CBIRDS")

    assert names(slack, "conversations.list", limit=1, exclude_archived=True) == [["general"], [], ["quiet"]]


def test_someones_conversations_are_those_the_bot_may_know_of(slack: Caller) -> None:
    slack.workspace.leave("UBEN", "CBIRDS")

    of_ben = names(slack, "users.conversations", user="UBEN", types="public_channel,private_channel")

    assert of_ben == [["general", "quiet"]]
    assert names(slack, "users.conversations") == [["general", "birds"]]


def test_members_are_counted_only_when_asked(slack: Caller) -> None:
    without = slack.call("conversations.info", channel="CBIRDS")["channel"]
    with_them = slack.call("conversations.info", channel="CBIRDS", include_num_members=True)["channel"]

    assert "num_members" not in without
    assert with_them["num_members"] == 4


def test_members_come_in_pages(slack: Caller) -> None:
    first = slack.call("conversations.members", channel="CBIRDS", limit=3)
    second = slack.call(
        "conversations.members", channel="CBIRDS", limit=3, cursor=first["response_metadata"]["next_cursor"]
    )

    assert first["members"] + second["members"] == ["UANA", "UBEN", "UCARO", slack.workspace.bot_user_id]


def test_joining_twice_is_a_warning(slack: Caller) -> None:
    first = slack.call("conversations.join", channel="CQUIET")
    again = slack.call("conversations.join", channel="CQUIET")

    assert "warning" not in first
    assert again["warning"] == "already_in_channel"


def test_leaving_what_one_is_not_in_is_no_error(slack: Caller) -> None:
    assert slack.call("conversations.leave", channel="CQUIET") == {"ok": True, "not_in_channel": True}


@pytest.mark.parametrize("users", ["UBEN,UCARO", ["UBEN", "UCARO"], "UBEN, UCARO"])
def test_people_are_invited_together(slack: Caller, users: object) -> None:
    room = slack.call("conversations.create", name="finches")["channel"]["id"]

    slack.call("conversations.invite", channel=room, users=users)

    assert slack.workspace.channels[room].members == [slack.workspace.bot_user_id, "UBEN", "UCARO"]


def test_an_invitation_that_fails_says_for_whom(slack: Caller) -> None:
    body = slack.answer("conversations.invite", channel="CBIRDS", users="UBEN,UNOBODY").body

    assert body["error"] == "already_in_channel"
    assert body["errors"] == [
        {"user": "UBEN", "ok": False, "error": "already_in_channel"},
        {"user": "UNOBODY", "ok": False, "error": "user_not_found"},
    ]


def test_a_direct_message_is_opened_once(slack: Caller) -> None:
    first = slack.call("conversations.open", users="UANA")
    again = slack.call("conversations.open", users="UANA", return_im=True)

    assert first["channel"] == {"id": again["channel"]["id"]}
    assert "already_open" not in first
    assert (again["already_open"], again["channel"]["user"]) == (True, "UANA")


def test_an_archived_channel_cannot_be_brought_back_by_a_bot(slack: Caller) -> None:
    room = slack.call("conversations.create", name="finches")["channel"]["id"]
    slack.call("conversations.archive", channel=room)

    assert slack.refused("conversations.unarchive", channel=room) == "not_in_channel"


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("conversations.info", {"channel": "CNEST"}, "channel_not_found"),
        ("conversations.members", {"channel": "CBIRDS", "limit": 1001}, "invalid_limit"),
        ("conversations.list", {"types": "public"}, "invalid_types"),
        ("conversations.list", {"limit": 1001}, "invalid_limit"),
        ("conversations.list", {"cursor": "???"}, "invalid_cursor"),
        ("conversations.create", {"name": "Birds of a feather"}, "invalid_name_specials"),
        ("conversations.join", {"channel": "CNEST"}, "channel_not_found"),
        ("conversations.invite", {"channel": "CQUIET", "users": "UBEN"}, "not_in_channel"),
        ("conversations.kick", {"channel": "CGENERAL", "user": "UBEN"}, "cant_kick_from_general"),
        ("conversations.leave", {"channel": "CGENERAL"}, "cant_leave_general"),
        ("conversations.rename", {"channel": "CBIRDS", "name": "finches"}, "not_authorized"),
        ("conversations.setTopic", {"channel": "CBIRDS", "topic": "x" * 251}, "too_long"),
        ("conversations.setPurpose", {"channel": "CQUIET", "purpose": "x"}, "not_in_channel"),
        ("conversations.unarchive", {"channel": "CBIRDS"}, "not_archived"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"users": "UNOBODY"}, "user_not_found"),
        ("conversations.open", {"users": ",".join(f"U{n}" for n in range(9))}, "too_many_users"),
        ("conversations.open", {"channel": "CBIRDS"}, "method_not_supported_for_channel_type"),
        ("users.conversations", {"user": "UNOBODY"}, "user_not_found"),
    ],
)
def test_what_slack_would_not_do_is_refused(
    slack: Caller, method: str, arguments: dict[str, object], error: str
) -> None:
    assert slack.refused(method, **arguments) == error


def test_a_workspace_that_forbids_it_answers_restricted_action(slack: Caller) -> None:
    slack.workspace.channel_creation_restricted = True

    assert slack.refused("conversations.create", name="finches") == "restricted_action"


def test_a_topic_is_cleared_by_an_empty_one(slack: Caller) -> None:
    slack.call("conversations.setTopic", channel="CBIRDS", topic="Finches")

    assert slack.call("conversations.setTopic", channel="CBIRDS", topic="")["channel"]["topic"]["value"] == ""
