"""Posting, editing, deleting, reacting and pinning."""

import pytest

from sandbox.models import SlackError
from tests.sandbox.rooms import Rooms


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


def refusal(error: pytest.ExceptionInfo[SlackError]) -> str:
    return error.value.code


def test_two_posts_at_one_moment_have_two_times_in_order(rooms: Rooms) -> None:
    first = rooms.workspace.post("UANA", "CBIRDS", text="one")
    second = rooms.workspace.post("UANA", "CBIRDS", text="two")

    assert first.ts == "1774854000.000000"
    assert second.ts == "1774854000.000001"


def test_a_clock_set_back_still_gives_later_times(rooms: Rooms) -> None:
    first = rooms.workspace.post("UANA", "CBIRDS", text="one")
    rooms.hands.advance(-3600)

    assert rooms.workspace.post("UANA", "CBIRDS", text="two").ts > first.ts


def test_a_stranger_to_a_private_channel_cannot_tell_that_it_exists(rooms: Rooms) -> None:
    with pytest.raises(SlackError) as error:
        rooms.workspace.post("UCARO", "CNEST", text="hello?")

    assert refusal(error) == "channel_not_found"


def test_a_deactivated_person_says_nothing_more(rooms: Rooms) -> None:
    rooms.workspace.deactivate("UBEN")

    with pytest.raises(SlackError) as error:
        rooms.workspace.post("UBEN", "CBIRDS", text="still here?")

    assert refusal(error) == "account_inactive"
    assert "UBEN" not in rooms.workspace.channels["CBIRDS"].members


def test_a_reply_needs_the_first_message_of_a_thread(rooms: Rooms) -> None:
    first = rooms.workspace.post("UANA", "CBIRDS", text="Why red?")
    reply = rooms.workspace.post("UBEN", "CBIRDS", text="The cache.", thread_ts=first.ts)

    with pytest.raises(SlackError) as to_reply:
        rooms.workspace.post("UBEN", "CBIRDS", text="nested", thread_ts=reply.ts)
    with pytest.raises(SlackError) as to_nothing:
        rooms.workspace.post("UBEN", "CBIRDS", text="lost", thread_ts="1.000000")

    assert refusal(to_reply) == "cannot_reply_to_message"
    assert refusal(to_nothing) == "thread_not_found"
    assert rooms.texts("CBIRDS") == ["Why red?", "The cache."]


def test_only_its_author_edits_a_message(rooms: Rooms) -> None:
    message = rooms.workspace.post("UANA", "CBIRDS", text="tpyo")

    rooms.workspace.edit("UANA", "CBIRDS", message.ts, text="typo")
    with pytest.raises(SlackError) as error:
        rooms.workspace.edit("UBEN", "CBIRDS", message.ts, text="mine now")

    assert refusal(error) == "cant_update_message"
    assert rooms.texts("CBIRDS") == ["typo"]
    assert rooms.changes[-1].data["previous"].text == "tpyo"


def test_nobody_edits_what_slack_itself_said(rooms: Rooms) -> None:
    rooms.workspace.set_topic("UANA", "CBIRDS", "Finches")
    (notice,) = rooms.workspace.channels["CBIRDS"].messages.values()

    with pytest.raises(SlackError) as error:
        rooms.workspace.edit("UANA", "CBIRDS", notice.ts, text="something else")

    assert refusal(error) == "cant_update_message"


def test_a_deleted_first_message_leaves_a_tombstone_under_which_the_thread_lives_on(rooms: Rooms) -> None:
    first = rooms.workspace.post("UANA", "CBIRDS", text="Why red?")
    rooms.workspace.post("UBEN", "CBIRDS", text="The cache.", thread_ts=first.ts)

    rooms.workspace.delete("UANA", "CBIRDS", first.ts)
    rooms.workspace.post("UBEN", "CBIRDS", text="It was the cache.", thread_ts=first.ts)

    assert rooms.workspace.channels["CBIRDS"].messages[first.ts].subtype == "tombstone"
    assert rooms.texts("CBIRDS") == ["This message was deleted.", "The cache.", "It was the cache."]
    assert rooms.kinds() == ["message", "message", "message_changed", "message"]


def test_a_message_without_replies_is_gone_once_deleted(rooms: Rooms) -> None:
    message = rooms.workspace.post("UANA", "CBIRDS", text="oops")

    rooms.workspace.delete("UANA", "CBIRDS", message.ts)

    assert rooms.texts("CBIRDS") == []
    assert rooms.kinds() == ["message", "message_deleted"]


def test_another_person_cannot_delete_a_message_but_an_admin_can(rooms: Rooms) -> None:
    message = rooms.workspace.post("UBEN", "CBIRDS", text="hm")

    with pytest.raises(SlackError) as error:
        rooms.workspace.delete("UCARO", "CBIRDS", message.ts)
    rooms.workspace.delete("UANA", "CBIRDS", message.ts)

    assert refusal(error) == "cant_delete_message"
    assert rooms.texts("CBIRDS") == []


def test_a_reaction_counts_once_a_person_and_goes_with_the_last_one(rooms: Rooms) -> None:
    message = rooms.workspace.post("UANA", "CBIRDS", text="look")

    rooms.workspace.react("UBEN", "CBIRDS", message.ts, ":bulb:")
    rooms.workspace.react("UCARO", "CBIRDS", message.ts, "bulb")
    with pytest.raises(SlackError) as error:
        rooms.workspace.react("UBEN", "CBIRDS", message.ts, "bulb")

    assert refusal(error) == "already_reacted"
    assert [(r.name, r.users) for r in message.reactions] == [("bulb", ["UBEN", "UCARO"])]
    rooms.workspace.unreact("UBEN", "CBIRDS", message.ts, "bulb")
    rooms.workspace.unreact("UCARO", "CBIRDS", message.ts, "bulb")
    assert message.reactions == []


def test_taking_back_a_reaction_that_is_not_there_is_refused(rooms: Rooms) -> None:
    message = rooms.workspace.post("UANA", "CBIRDS", text="look")

    with pytest.raises(SlackError) as error:
        rooms.workspace.unreact("UBEN", "CBIRDS", message.ts, "bulb")

    assert refusal(error) == "no_reaction"


@pytest.mark.parametrize("name", ["bulb", "thumbsup", "+1", "thumbsup::skin-tone-2", "e-mail"])
def test_emoji_are_known_by_every_name_and_tone(rooms: Rooms, name: str) -> None:
    message = rooms.workspace.post("UANA", "CBIRDS", text="look")

    rooms.workspace.react("UBEN", "CBIRDS", message.ts, name)

    assert [r.name for r in message.reactions] == [name]


@pytest.mark.parametrize("name", ["", "no_such_emoji", "BULB", "bulb::skin-tone-9", "💡"])
def test_what_is_no_emoji_is_refused(rooms: Rooms, name: str) -> None:
    message = rooms.workspace.post("UANA", "CBIRDS", text="look")

    with pytest.raises(SlackError) as error:
        rooms.workspace.react("UBEN", "CBIRDS", message.ts, name)

    assert refusal(error) == "invalid_name"


def test_a_permalink_of_a_reply_names_its_thread(rooms: Rooms) -> None:
    first = rooms.workspace.post("UANA", "CBIRDS", text="Why red?")
    reply = rooms.workspace.post("UBEN", "CBIRDS", text="The cache.", thread_ts=first.ts)

    assert rooms.workspace.permalink("CBIRDS", first.ts) == "https://aviary.slack.com/archives/CBIRDS/p1774854000000000"
    assert rooms.workspace.permalink("CBIRDS", reply.ts) == (
        "https://aviary.slack.com/archives/CBIRDS/p1774854000000001?thread_ts=1774854000.000000&cid=CBIRDS"
    )


def test_pins_are_kept_once_newest_first(rooms: Rooms) -> None:
    one = rooms.workspace.post("UANA", "CBIRDS", text="one")
    two = rooms.workspace.post("UANA", "CBIRDS", text="two")

    rooms.workspace.pin("UANA", "CBIRDS", one.ts)
    rooms.workspace.pin("UBEN", "CBIRDS", two.ts)
    with pytest.raises(SlackError) as error:
        rooms.workspace.pin("UBEN", "CBIRDS", two.ts)

    assert refusal(error) == "already_pinned"
    assert rooms.workspace.channels["CBIRDS"].pins == [two.ts, one.ts]
