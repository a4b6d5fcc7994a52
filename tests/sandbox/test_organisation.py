"""The invented organisation that the page opens with."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox import organisation
from sandbox.emoji import standard_names
from sandbox.workspace import Workspace

MONDAY_MORNING = datetime(2026, 11, 23, 0, 5, tzinfo=UTC)


@pytest.fixture
def workspace() -> Workspace:
    return organisation.build(lambda: MONDAY_MORNING)


def test_six_teams_of_four_people_live_in_zones_around_the_world(workspace: Workspace) -> None:
    people = [user for user in workspace.users.values() if not user.is_bot]

    assert len(people) == 24
    assert len({person.team for person in people}) == 6
    assert len({person.tz for person in people}) >= 12
    assert all(ZoneInfo(person.tz) for person in people)
    assert all(person.email.endswith(".example") for person in people)


def test_general_comes_first_and_everyone_and_the_bot_are_in_it(workspace: Workspace) -> None:
    first = next(iter(workspace.channels.values()))

    assert first.name == "general"
    assert first.is_general
    assert set(first.members) == set(workspace.users)


def test_there_is_a_private_channel_an_archived_one_and_one_without_the_bot(workspace: Workspace) -> None:
    channels = workspace.channels.values()

    assert [c.name for c in channels if c.is_private] == ["kestrel-retro"]
    assert [c.name for c in channels if c.is_archived] == ["old-ticketing"]
    assert "accessibility" in [c.name for c in channels if workspace.bot_user_id not in c.members]


def test_everything_was_said_in_the_past_and_in_order(workspace: Workspace) -> None:
    for channel in workspace.channels.values():
        stamps = list(channel.messages)
        assert stamps == sorted(stamps)
        assert float(stamps[-1]) <= (MONDAY_MORNING - timedelta(minutes=10)).timestamp() + 1


def test_only_members_speak_and_react_and_every_reply_has_its_thread(workspace: Workspace) -> None:
    for channel in workspace.channels.values():
        for message in channel.messages.values():
            assert message.user in channel.members
            assert all(user in channel.members for reaction in message.reactions for user in reaction.users)
            if message.thread_ts is not None:
                assert channel.messages[message.thread_ts].thread_ts is None
                assert message.thread_ts < message.ts


def test_no_message_carries_the_reaction_that_captures_a_lesson(workspace: Workspace) -> None:
    names = {
        reaction.name
        for channel in workspace.channels.values()
        for message in channel.messages.values()
        for reaction in message.reactions
    }

    assert "bulb" not in names


def test_every_reaction_is_an_emoji_that_slack_has(workspace: Workspace) -> None:
    for channel in workspace.channels.values():
        for message in channel.messages.values():
            for reaction in message.reactions:
                assert reaction.name in standard_names(), reaction.name


def test_mentions_are_written_with_ids(workspace: Workspace) -> None:
    texts = [m.text for c in workspace.channels.values() for m in c.messages.values()]

    assert any("<@U0" in text for text in texts)
    assert not any("{" in text for text in texts)


def test_a_seed_gives_the_same_workspace_again_and_none_gives_another() -> None:
    first = organisation.build(lambda: MONDAY_MORNING, seed="x")
    second = organisation.build(lambda: MONDAY_MORNING, seed="x")
    third = organisation.build(lambda: MONDAY_MORNING)

    assert first.team_id == second.team_id
    assert list(first.users) == list(second.users)
    assert third.team_id != first.team_id
