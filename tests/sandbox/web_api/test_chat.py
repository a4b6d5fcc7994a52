"""Posting, updating and deleting over the Web API."""

from typing import Any

import pytest

from tests.sandbox.rooms import SCOPES, Caller


@pytest.fixture
def slack() -> Caller:
    return Caller()


def section(text: str = "hello", **fields: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}} | fields


def test_a_post_answers_with_the_message_as_slack_shows_it(slack: Caller) -> None:
    body = slack.call("chat.postMessage", channel="CBIRDS", text="hello", blocks=[section()])

    message = body["message"]
    assert (body["channel"], body["ts"]) == ("CBIRDS", message["ts"])
    assert (message["type"], message["text"], message["user"]) == ("message", "hello", slack.workspace.bot_user_id)
    assert (message["bot_id"], message["app_id"]) == (slack.workspace.bot_id, slack.workspace.app_id)
    assert len(message["blocks"][0]["block_id"]) == 5


def test_a_post_to_a_person_goes_to_the_direct_message_with_them(slack: Caller) -> None:
    first = slack.call("chat.postMessage", channel="UANA", text="hello")
    again = slack.call("chat.postMessage", channel="UANA", text="again")

    assert first["channel"] == again["channel"]
    assert set(slack.workspace.channels[first["channel"]].members) == {"UANA", slack.workspace.bot_user_id}


def test_a_channel_may_still_be_named(slack: Caller) -> None:
    assert slack.call("chat.postMessage", channel="#birds", text="hello")["channel"] == "CBIRDS"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "CNOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "CNEST", "text": "x"}, "channel_not_found"),
        ({"channel": "CQUIET", "text": "x"}, "not_in_channel"),
        ({"channel": "CBIRDS"}, "no_text"),
        ({"channel": "CBIRDS", "text": ""}, "no_text"),
        ({"channel": "CBIRDS", "text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"channel": "CBIRDS", "text": "x", "thread_ts": "soon"}, "invalid_thread_ts"),
        ({"channel": "CBIRDS", "text": "x", "blocks": "{"}, "invalid_blocks_format"),
        ({"channel": "CBIRDS", "text": "x", "blocks": '{"a": 1}'}, "invalid_blocks_format"),
        ({"channel": "CBIRDS", "text": "x", "blocks": [{"type": "sektion"}]}, "invalid_blocks"),
        ({"channel": "CBIRDS", "text": "x", "attachments": [{"colour": "red"}]}, "invalid_attachments"),
        ({"channel": "CBIRDS", "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"channel": "CBIRDS", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": "CBIRDS", "text": "x", "metadata": "{"}, "invalid_metadata_format"),
        ({"channel": "CBIRDS", "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        (
            {"channel": "CBIRDS", "text": "x", "metadata": {"event_type": "a b", "event_payload": {}}},
            "invalid_metadata_schema",
        ),
        (
            {"channel": "CBIRDS", "text": "x", "metadata": {"event_type": "a", "event_payload": {"b": "c" * 9000}}},
            "metadata_too_large",
        ),
    ],
)
def test_what_slack_would_not_post_is_refused(slack: Caller, arguments: dict[str, Any], error: str) -> None:
    assert slack.refused("chat.postMessage", **arguments) == error


def test_an_archived_channel_takes_no_posts(slack: Caller) -> None:
    slack.workspace.archive("UANA", "CBIRDS")

    assert slack.refused("chat.postMessage", channel="CBIRDS", text="x") == "is_archived"


def test_with_the_scope_for_it_the_bot_posts_in_every_public_channel() -> None:
    slack = Caller(scopes=SCOPES | {"chat:write.public"})

    slack.call("chat.postMessage", channel="CQUIET", text="hello")

    assert slack.refused("chat.postMessage", channel="CNEST", text="x") == "channel_not_found"


def test_twelve_thousand_characters_of_blocks_are_too_many(slack: Caller) -> None:
    blocks = [section("x" * 3000) for _ in range(4)]

    slack.call("chat.postMessage", channel="CBIRDS", text="x", blocks=blocks)

    assert (
        slack.refused("chat.postMessage", channel="CBIRDS", text="x", blocks=[*blocks, section("y")])
        == "msg_blocks_too_long"
    )


def test_a_very_long_text_is_cut_as_slack_does(slack: Caller) -> None:
    body = slack.call("chat.postMessage", channel="CBIRDS", text="x" * 50_000)

    assert len(body["message"]["text"]) == 40_000


def test_metadata_comes_back_only_to_those_who_ask(slack: Caller) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "7"}}
    slack.call("chat.postMessage", channel="CBIRDS", text="x", metadata=metadata)

    (without,) = slack.call("conversations.history", channel="CBIRDS")["messages"]
    (with_it,) = slack.call("conversations.history", channel="CBIRDS", include_all_metadata=True)["messages"]

    assert "metadata" not in without
    assert with_it["metadata"] == metadata


def test_a_broadcast_reply_is_seen_in_the_channel_too(slack: Caller) -> None:
    first = slack.workspace.post("UANA", "CBIRDS", text="Why red?")
    slack.call("chat.postMessage", channel="CBIRDS", text="quietly", thread_ts=first.ts)
    slack.call("chat.postMessage", channel="CBIRDS", text="loudly", thread_ts=first.ts, reply_broadcast=True)

    shown = slack.call("conversations.history", channel="CBIRDS")["messages"]

    assert [m["text"] for m in shown] == ["loudly", "Why red?"]
    assert shown[0]["subtype"] == "thread_broadcast"
    assert (shown[1]["reply_count"], shown[1]["reply_users_count"]) == (2, 1)


def test_an_ephemeral_is_for_a_member_and_stands_in_no_history(slack: Caller) -> None:
    body = slack.call("chat.postEphemeral", channel="CBIRDS", user="UBEN", text="psst")

    assert [e.ts for e in slack.workspace.ephemerals["UBEN"]] == [body["message_ts"]]
    assert slack.call("conversations.history", channel="CBIRDS")["messages"] == []
    slack.workspace.leave("UBEN", "CBIRDS")
    assert slack.refused("chat.postEphemeral", channel="CBIRDS", user="UBEN", text="psst") == "user_not_in_channel"


def test_an_update_keeps_the_blocks_it_does_not_mention(slack: Caller) -> None:
    ts = slack.call("chat.postMessage", channel="CBIRDS", text="one", blocks=[section("block")])["ts"]

    kept = slack.call("chat.update", channel="CBIRDS", ts=ts, text="two")["message"]
    gone = slack.call("chat.update", channel="CBIRDS", ts=ts, text="three", blocks=[])["message"]

    assert kept["text"] == "two"
    assert kept["blocks"][0]["text"]["text"] == "block"
    assert "blocks" not in gone
    assert gone["edited"]["user"] == slack.workspace.bot_user_id


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"ts": "1.000000", "text": "x"}, "message_not_found"),
        ({"ts": "when", "text": "x"}, "message_not_found"),
        ({"text": "x" * 4001}, "msg_too_long"),
        ({}, "no_text"),
    ],
)
def test_an_update_slack_would_not_make_is_refused(slack: Caller, arguments: dict[str, Any], error: str) -> None:
    ts = slack.call("chat.postMessage", channel="CBIRDS", text="one")["ts"]

    assert slack.refused("chat.update", **({"channel": "CBIRDS", "ts": ts} | arguments)) == error


def test_the_bot_touches_only_its_own_messages(slack: Caller) -> None:
    ts = slack.workspace.post("UANA", "CBIRDS", text="mine").ts

    assert slack.refused("chat.update", channel="CBIRDS", ts=ts, text="yours") == "cant_update_message"
    assert slack.refused("chat.delete", channel="CBIRDS", ts=ts) == "cant_delete_message"


def test_a_post_can_be_taken_back(slack: Caller) -> None:
    ts = slack.call("chat.postMessage", channel="CBIRDS", text="oops")["ts"]

    slack.call("chat.delete", channel="CBIRDS", ts=ts)

    assert slack.rooms.texts("CBIRDS") == []
    assert slack.refused("chat.delete", channel="CBIRDS", ts=ts) == "message_not_found"


def test_without_a_messages_tab_nobody_gets_a_direct_message() -> None:
    slack = Caller(has_messages_tab=False)

    assert slack.refused("chat.postMessage", channel="UANA", text="x") == "messages_tab_disabled"
