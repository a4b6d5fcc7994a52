"""Creating, joining, inviting, renaming and archiving."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.channels import check_name
from sandbox.models import SlackError, User
from tests.sandbox.rooms import Rooms


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


@pytest.mark.parametrize("name", ["cop-contract-testing", "a", "2fa_help", "prüfung", "テスト", "x" * 80])
def test_a_name_in_lower_case_is_taken(rooms: Rooms, name: str) -> None:
    channel = rooms.workspace.create_channel("UBEN", name)

    assert channel.name == name
    assert channel.members == ["UBEN"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("   ", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("---", "invalid_name_punctuation"),
        ("Birds", "invalid_name_specials"),
        ("two words", "invalid_name_specials"),
        ("a.b", "invalid_name_specials"),
        ("#birds", "invalid_name_specials"),
        ("birds", "name_taken"),
        ("nest", "name_taken"),
    ],
)
def test_a_name_slack_refuses_is_refused_with_its_error(rooms: Rooms, name: str, error: str) -> None:
    with pytest.raises(SlackError) as refusal:
        rooms.workspace.create_channel("UBEN", name)

    assert refusal.value.code == error
    assert rooms.kinds() == []


@given(st.text(max_size=100))
def test_every_name_is_taken_or_refused_in_slacks_words(name: str) -> None:
    error = ""
    try:
        check_name(name)
    except SlackError as refusal:
        error = refusal.code

    assert error.startswith("invalid_name") or (0 < len(name) <= 80 and name == name.lower())


def test_the_name_of_an_archived_channel_stays_taken(rooms: Rooms) -> None:
    rooms.workspace.archive("UANA", "CBIRDS")

    with pytest.raises(SlackError) as refusal:
        rooms.workspace.create_channel("UBEN", "birds")

    assert refusal.value.code == "name_taken"


def test_a_workspace_may_leave_creating_channels_to_its_admins(rooms: Rooms) -> None:
    rooms.workspace.channel_creation_restricted = True

    with pytest.raises(SlackError) as refusal:
        rooms.workspace.create_channel(rooms.workspace.bot_user_id, "new")
    rooms.workspace.create_channel("UANA", "new")

    assert refusal.value.code == "restricted_action"


def test_joining_twice_changes_nothing_the_second_time(rooms: Rooms) -> None:
    bot = rooms.workspace.bot_user_id

    assert rooms.workspace.join(bot, "CQUIET") is True
    assert rooms.workspace.join(bot, "CQUIET") is False

    assert rooms.workspace.channels["CQUIET"].members.count(bot) == 1
    assert rooms.kinds() == ["message", "member_joined_channel"]


def test_nobody_joins_a_private_channel_on_their_own(rooms: Rooms) -> None:
    with pytest.raises(SlackError) as of_stranger:
        rooms.workspace.join("UCARO", "CNEST")
    with pytest.raises(SlackError) as of_member:
        rooms.workspace.join("UBEN", "CNEST")

    assert of_stranger.value.code == "channel_not_found"
    assert of_member.value.code == "method_not_supported_for_channel_type"


def test_an_invitation_is_for_all_or_for_nobody(rooms: Rooms) -> None:
    room = rooms.workspace.create_channel("UANA", "finches")
    rooms.changes.clear()

    with pytest.raises(SlackError) as refusal:
        rooms.workspace.invite("UANA", room.id, ["UBEN", "UNOBODY", "UANA"])

    assert refusal.value.code == "user_not_found"
    assert refusal.value.details["errors"] == [
        {"user": "UNOBODY", "ok": False, "error": "user_not_found"},
        {"user": "UANA", "ok": False, "error": "cant_invite_self"},
    ]
    assert room.members == ["UANA"]
    assert rooms.kinds() == []


def test_a_forced_invitation_takes_whom_it_can(rooms: Rooms) -> None:
    room = rooms.workspace.create_channel("UANA", "finches")

    rooms.workspace.invite("UANA", room.id, ["UBEN", "UNOBODY", "UBEN"], is_forced=True)

    assert room.members == ["UANA", "UBEN"]
    assert rooms.changes[-1].data == {"channel_id": room.id, "user_id": "UBEN", "inviter": "UANA"}


@pytest.mark.parametrize(
    ("user_ids", "error"),
    [
        ([], "no_user"),
        (["UBEN"], "already_in_channel"),
        (["UGUEST"], "user_is_restricted"),
        (["UGONE"], "cant_invite"),
        ([f"U{n}" for n in range(101)], "invalid_arguments"),
    ],
)
def test_who_cannot_be_invited_is_said(rooms: Rooms, user_ids: list[str], error: str) -> None:
    rooms.workspace.add_user(User(id="UGUEST", name="guest", real_name="G", display_name="G", is_restricted=True))
    rooms.workspace.add_user(User(id="UGONE", name="gone", real_name="G", display_name="G", deleted=True))

    with pytest.raises(SlackError) as refusal:
        rooms.workspace.invite("UANA", "CBIRDS", user_ids)

    assert refusal.value.code == error
    assert rooms.kinds() == []


def test_everyone_stays_in_general(rooms: Rooms) -> None:
    with pytest.raises(SlackError) as leaving:
        rooms.workspace.leave("UBEN", "CGENERAL")
    with pytest.raises(SlackError) as kicking:
        rooms.workspace.kick("UANA", "CGENERAL", "UBEN")
    with pytest.raises(SlackError) as archiving:
        rooms.workspace.archive("UANA", "CGENERAL")

    assert [e.value.code for e in (leaving, kicking, archiving)] == [
        "cant_leave_general",
        "cant_kick_from_general",
        "cant_archive_general",
    ]


def test_an_archived_channel_can_only_be_read(rooms: Rooms) -> None:
    message = rooms.workspace.post("UANA", "CBIRDS", text="last words")
    rooms.workspace.archive("UANA", "CBIRDS")
    rooms.changes.clear()
    codes = []

    for attempt in (
        lambda: rooms.workspace.post("UBEN", "CBIRDS", text="more"),
        lambda: rooms.workspace.react("UBEN", "CBIRDS", message.ts, "bulb"),
        lambda: rooms.workspace.edit("UANA", "CBIRDS", message.ts, text="others"),
        lambda: rooms.workspace.join("UCARO", "CBIRDS"),
        lambda: rooms.workspace.leave("UBEN", "CBIRDS"),
        lambda: rooms.workspace.rename("UANA", "CBIRDS", "finches"),
        lambda: rooms.workspace.set_topic("UANA", "CBIRDS", "none"),
    ):
        with pytest.raises(SlackError) as refusal:
            attempt()
        codes.append(refusal.value.code)

    assert set(codes) == {"is_archived"}
    assert rooms.kinds() == []


def test_a_channel_comes_back_from_the_archive_with_its_history(rooms: Rooms) -> None:
    rooms.workspace.post("UANA", "CBIRDS", text="first words")
    rooms.workspace.archive("UANA", "CBIRDS")

    rooms.workspace.unarchive("UANA", "CBIRDS")

    assert not rooms.workspace.channels["CBIRDS"].is_archived
    assert rooms.texts("CBIRDS")[0] == "first words"


def test_a_rename_keeps_the_id_and_the_old_name(rooms: Rooms) -> None:
    rooms.workspace.rename("UANA", "CBIRDS", "finches")

    channel = rooms.workspace.channels["CBIRDS"]
    assert (channel.name, channel.previous_names) == ("finches", ["birds"])
    assert rooms.workspace.find_channel("#finches") is channel
    assert rooms.workspace.find_channel("birds") is None


def test_a_channel_made_private_is_hidden_from_those_outside(rooms: Rooms) -> None:
    rooms.workspace.leave("UCARO", "CBIRDS")
    rooms.workspace.make_private("UANA", "CBIRDS")

    channel = rooms.workspace.channels["CBIRDS"]
    assert not rooms.workspace.can_see("UCARO", channel)
    assert rooms.workspace.can_see("UBEN", channel)
    assert rooms.changes[-1].kind == "channel_converted_to_private"


@pytest.mark.parametrize("words", ["x" * 251, "x" * 400])
def test_a_topic_and_a_purpose_have_an_end(rooms: Rooms, words: str) -> None:
    with pytest.raises(SlackError) as topic:
        rooms.workspace.set_topic("UANA", "CBIRDS", words)
    with pytest.raises(SlackError) as purpose:
        rooms.workspace.set_purpose("UANA", "CBIRDS", words)

    assert topic.value.code == purpose.value.code == "too_long"


def test_setting_the_same_topic_again_says_nothing_again(rooms: Rooms) -> None:
    rooms.workspace.set_topic("UANA", "CBIRDS", "Finches")
    rooms.workspace.set_topic("UANA", "CBIRDS", "Finches")

    assert rooms.kinds() == ["message", "channel_topic"]


def test_two_people_have_one_direct_message(rooms: Rooms) -> None:
    first = rooms.workspace.direct_message("UANA", "UBEN")
    again = rooms.workspace.direct_message("UBEN", "UANA")

    assert first is again
    assert first.kind == "im"
    assert not rooms.workspace.can_see("UCARO", first)


def test_a_new_colleague_arrives_in_general(rooms: Rooms) -> None:
    rooms.workspace.add_person(User(id="UDANA", name="dana", real_name="Dana", display_name="Dana"))

    assert "UDANA" in rooms.workspace.channels["CGENERAL"].members
    assert rooms.kinds() == ["team_join", "message", "member_joined_channel"]
