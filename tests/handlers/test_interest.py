"""Of all messages, only what may concern somebody is ever kept."""

from typing import Any

import pytest

from handlers.interest import is_wanted, kept


def said(text: str = "", **more: Any) -> dict[str, Any]:
    own = {"type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "ts": "1.2", "text": text}
    return own | more


def changed(now: dict[str, Any], before: dict[str, Any] | None) -> dict[str, Any]:
    previous = {} if before is None else {"previous_message": before}
    return {"type": "message", "subtype": "message_changed", "channel": "C1", "message": now} | previous


@pytest.mark.parametrize(
    "event",
    [
        said("Does anybody know how to test this?"),
        said("Does #12 help?", channel_type="group"),
        said("See #12"),
        said("See <https://aviary.slack.com/archives/C1/p1785000000000100>"),
        said("How is that done?", subtype="thread_broadcast"),
        said("What is this?", subtype="file_share"),
        changed({"text": "b"}, {"text": "a"}),
        changed({"text": ""}, {"text": "a"}),
        changed({"text": "b"}, None),
        changed({"subtype": "tombstone", "text": "This message was deleted."}, {"text": "a"}),
        {"type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": "1.2"},
        said("made this channel private", subtype="channel_convert_to_private", channel_type="group"),
        said("made this channel public", subtype="channel_convert_to_public"),
        {"type": "reaction_added"},
        {"type": "user_change", "user": {"id": "U1", "is_bot": False}},
    ],
)
def test_what_may_concern_somebody_is_kept(event: dict[str, Any]) -> None:
    assert is_wanted(event)


@pytest.mark.parametrize(
    "event",
    [
        said("Good morning"),
        said("Why? That is between us", channel_type="group"),  # questions are looked up for everybody's channels only
        said("Why? That is between us", channel_type="im"),
        said("Is this a question of an app?", bot_id="B1"),
        said("Is this a webhook's?", user=None),
        said("See #12", subtype="bot_message"),
        said("joined #12", subtype="channel_join"),
        changed({"text": "a", "attachments": [{"title": "unfolded"}]}, {"text": "a"}),
        changed({"text": "a", "reply_count": 2}, {"text": "a"}),
        {"type": "message", "subtype": "message_replied"},
        {"type": "user_change", "user": {"id": "U1", "is_bot": True}},
    ],
)
def test_what_concerns_nobody_is_not(event: dict[str, Any]) -> None:
    assert not is_wanted(event)


@pytest.mark.parametrize("more", [{}, {"thread_ts": "1.1"}, {"subtype": "file_share"}, {"subtype": "thread_broadcast"}])
def test_of_other_words_in_a_channel_for_everybody_only_who_wrote_where_and_when_is_kept(more: dict[str, Any]) -> None:
    event = said(
        "Good morning", blocks=[{"type": "rich_text"}], files=[{"name": "plan.pdf"}], client_msg_id="x", **more
    )

    assert kept(event) == {
        "type": "message",
        "channel": "C1",
        "channel_type": "channel",
        "user": "U1",
        "ts": "1.2",
        **more,
    }


@pytest.mark.parametrize(
    "event",
    [
        said("Good morning", channel_type="group"),
        said("Good morning", channel_type="im"),
        said("Good morning", bot_id="B1"),
        said("Good morning", user=None),
        said("joined", subtype="channel_join"),
        said("Good morning", subtype="bot_message"),
        changed({"text": "a", "reply_count": 2}, {"text": "a"}),
        {"type": "message", "subtype": "message_replied", "channel_type": "channel", "user": "U1"},
    ],
)
def test_of_what_is_said_elsewhere_by_apps_or_by_slack_nothing_is_kept(event: dict[str, Any]) -> None:
    assert kept(event) is None


def test_what_is_wanted_is_kept_as_it_came() -> None:
    event = said("Does #12 help?", client_msg_id="x")

    assert kept(event) == event
