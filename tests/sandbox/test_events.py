"""What happens in the workspace reaches the app as Slack's events, if it subscribed and may know."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.events import Events
from sandbox.manifest import Manifest
from sandbox.models import User
from sandbox.workspace import Workspace
from tests.sandbox.incoming import is_known, problem_with
from tests.sandbox.running import MANIFEST, MONDAY, small_workspace


class Told:
    """A workspace and what the app was told of it."""

    def __init__(self, *, subscribed: frozenset[str] | None = None, scopes: frozenset[str] | None = None) -> None:
        manifest = Manifest.read(MANIFEST)
        if subscribed is not None:
            manifest = replace(manifest, bot_events=subscribed)
        if scopes is not None:
            manifest = replace(manifest, bot_scopes=scopes)
        self.payloads: list[dict[str, Any]] = []
        self.workspace = small_workspace(Clock(MONDAY))
        self.events = Events(self.workspace, manifest, self.payloads.append)

    @property
    def seen(self) -> list[dict[str, Any]]:
        return [payload["event"] for payload in self.payloads]

    def types(self) -> list[str]:
        return [".".join(filter(None, [event["type"], event.get("subtype")])) for event in self.seen]

    def user(self, name: str) -> str:
        return person(self.workspace, name)

    def channel(self, name: str) -> str:
        return room(self.workspace, name)


def person(workspace: Workspace, name: str) -> str:
    found = workspace.find_user(name)
    assert found is not None
    return found.id


def room(workspace: Workspace, name: str) -> str:
    found = workspace.find_channel(name)
    assert found is not None
    return found.id


def test_an_event_comes_in_slacks_wrapping() -> None:
    told = Told()
    workspace = told.workspace

    message = workspace.post(told.user("ana"), told.channel("birds"), text="hello")

    [payload] = told.payloads
    assert payload["team_id"] == workspace.team_id
    assert payload["api_app_id"] == workspace.app_id
    assert payload["event_id"].startswith("Ev")
    assert payload["event_time"] == int(float(message.ts))
    assert payload["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": workspace.team_id,
            "user_id": workspace.bot_user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]


def test_a_message_tells_who_said_what_where() -> None:
    told = Told()

    message = told.workspace.post(told.user("ana"), told.channel("birds"), text="hello")

    [event] = told.seen
    assert {key: event[key] for key in ("type", "user", "text", "ts", "event_ts", "channel", "channel_type")} == {
        "type": "message",
        "user": told.user("ana"),
        "text": "hello",
        "ts": message.ts,
        "event_ts": message.ts,
        "channel": told.channel("birds"),
        "channel_type": "channel",
    }
    assert "subtype" not in event


def test_nothing_is_told_of_channels_the_bot_is_not_in() -> None:
    told = Told()
    ana, quiet = told.user("ana"), told.channel("quiet")

    message = told.workspace.post(ana, quiet, text="psst")
    told.workspace.react(ana, quiet, message.ts, "eyes")
    told.workspace.edit(ana, quiet, message.ts, text="psst!")
    told.workspace.delete(ana, quiet, message.ts)

    assert told.seen == []


def test_a_private_channel_and_a_direct_message_have_their_own_kind() -> None:
    told = Told()
    ana = told.user("ana")

    told.workspace.post(ana, told.channel("nest"), text="between us")
    direct = told.workspace.direct_message(ana, told.workspace.bot_user_id)
    told.workspace.post(ana, direct.id, text="only you")

    assert [event.get("channel_type") for event in told.seen if event["type"] == "message"] == ["group", "im"]


def test_only_what_is_subscribed_to_is_told() -> None:
    told = Told(subscribed=frozenset({"message.groups"}))

    told.workspace.post(told.user("ana"), told.channel("birds"), text="public")
    told.workspace.post(told.user("ana"), told.channel("nest"), text="private")

    assert [event["text"] for event in told.seen] == ["private"]


def test_without_the_scope_a_subscription_brings_nothing() -> None:
    told = Told(scopes=frozenset({"channels:history"}))
    ana, birds = told.user("ana"), told.channel("birds")

    message = told.workspace.post(ana, birds, text="hello")
    told.workspace.react(ana, birds, message.ts, "bulb")

    assert told.types() == ["message"]


@pytest.mark.parametrize(("scopes", "heard"), [({"channels:read"}, []), ({"groups:read"}, ["member_joined_channel"])])
def test_who_comes_into_a_private_channel_takes_a_scope_of_its_own(scopes: set[str], heard: list[str]) -> None:
    told = Told(scopes=frozenset(scopes))

    told.workspace.invite(told.user("ana"), told.channel("nest"), [told.user("caro")])

    assert told.types() == heard


def test_a_reaction_tells_the_message_and_its_author_but_no_text() -> None:
    told = Told()
    ana, ben, birds = told.user("ana"), told.user("ben"), told.channel("birds")
    message = told.workspace.post(ana, birds, text="a find")

    told.workspace.react(ben, birds, message.ts, ":bulb:")
    told.workspace.unreact(ben, birds, message.ts, "bulb")

    added, removed = told.seen[1:]
    assert added == {
        "type": "reaction_added",
        "user": ben,
        "reaction": "bulb",
        "item": {"type": "message", "channel": birds, "ts": message.ts},
        "item_user": ana,
        "event_ts": added["event_ts"],
    }
    assert removed["type"] == "reaction_removed"


def test_an_edit_brings_the_message_before_and_after() -> None:
    told = Told()
    ana, birds = told.user("ana"), told.channel("birds")
    message = told.workspace.post(ana, birds, text="helo")

    told.workspace.edit(ana, birds, message.ts, text="hello")

    event = told.seen[1]
    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert (event["message"]["text"], event["message"]["ts"]) == ("hello", message.ts)
    assert event["message"]["edited"]["user"] == ana
    assert event["previous_message"]["text"] == "helo"
    assert event["ts"] != message.ts


def test_a_deletion_brings_what_was_there() -> None:
    told = Told()
    ana, birds = told.user("ana"), told.channel("birds")
    message = told.workspace.post(ana, birds, text="oops")

    told.workspace.delete(ana, birds, message.ts)

    event = told.seen[1]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", message.ts)
    assert event["previous_message"]["text"] == "oops"


def test_a_deleted_first_message_of_a_thread_becomes_a_tombstone() -> None:
    told = Told()
    ana, birds = told.user("ana"), told.channel("birds")
    message = told.workspace.post(ana, birds, text="oops")
    told.workspace.post(ana, birds, text="indeed", thread_ts=message.ts)

    told.workspace.delete(ana, birds, message.ts)

    event = told.seen[2]
    assert event["subtype"] == "message_changed"
    assert event["message"]["subtype"] == "tombstone"
    assert event["message"]["ts"] == message.ts
    assert event["previous_message"]["text"] == "oops"


def test_a_reply_names_its_thread_and_who_began_it() -> None:
    told = Told()
    ana, ben, birds = told.user("ana"), told.user("ben"), told.channel("birds")
    message = told.workspace.post(ana, birds, text="a question")

    told.workspace.post(ben, birds, text="an answer", thread_ts=message.ts)

    event = told.seen[1]
    assert (event["thread_ts"], event["parent_user_id"]) == (message.ts, ana)


def test_naming_the_bot_is_a_mention_besides_the_message() -> None:
    told = Told()
    bot = told.workspace.bot_user_id

    told.workspace.post(told.user("ana"), told.channel("birds"), text=f"hey <@{bot}>, look")
    told.workspace.post(bot, told.channel("birds"), text=f"I am <@{bot}>")
    direct = told.workspace.direct_message(told.user("ana"), bot)
    told.workspace.post(told.user("ana"), direct.id, text=f"<@{bot}>?")

    assert told.types() == ["message", "app_mention", "message", "im_created", "message"]
    assert len({payload["event_id"] for payload in told.payloads}) == 5


def test_the_apps_own_message_comes_back_with_its_bot_id() -> None:
    told = Told()

    told.workspace.post(told.workspace.bot_user_id, told.channel("birds"), text="I am here")

    [event] = told.seen
    assert (event["user"], event["bot_id"]) == (told.workspace.bot_user_id, told.workspace.bot_id)
    assert event["bot_profile"]["app_id"] == told.workspace.app_id


def test_joining_and_leaving_are_told_with_the_notice_in_the_channel() -> None:
    told = Told()
    caro, birds = told.user("caro"), told.channel("birds")

    told.workspace.leave(caro, birds)
    told.workspace.invite(told.user("ana"), birds, [caro])

    assert told.types() == [
        "message.channel_leave",
        "member_left_channel",
        "message.channel_join",
        "member_joined_channel",
    ]
    assert told.seen[1]["user"] == caro
    assert (told.seen[3]["user"], told.seen[3]["inviter"]) == (caro, told.user("ana"))


def test_the_bot_hears_that_it_was_let_in_and_put_out() -> None:
    told = Told()
    ana, bot, quiet = told.user("ana"), told.workspace.bot_user_id, told.channel("quiet")

    told.workspace.invite(ana, quiet, [bot])
    told.workspace.kick(ana, quiet, bot)

    assert told.types() == [
        "message.channel_join",
        "member_joined_channel",
        "message.channel_leave",
        "channel_left",
        "member_left_channel",
    ]


def test_public_channels_are_told_wherever_the_bot_is_and_private_ones_only_where_it_is() -> None:
    told = Told()
    ana = told.user("ana")

    created = told.workspace.create_channel(ana, "seeds")
    told.workspace.create_channel(ana, "secret", is_private=True)
    told.workspace.rename(ana, created.id, "grain")
    told.workspace.archive(ana, created.id)
    told.workspace.unarchive(ana, created.id)
    told.workspace.rename(ana, told.channel("nest"), "burrow")

    assert told.types() == [
        "channel_created",
        "channel_rename",
        "channel_archive",
        "channel_unarchive",
        "message.channel_name",
        "group_rename",
    ]
    assert told.seen[1]["channel"]["name"] == "grain"


def test_a_channel_made_private_is_told_as_a_notice_from_then_on_of_the_other_kind() -> None:
    told = Told()

    told.workspace.make_private(told.user("ana"), told.channel("birds"))

    [event] = told.seen
    assert (event["subtype"], event["channel_type"]) == ("channel_convert_to_private", "group")


def test_a_channel_made_public_is_told_as_a_notice_from_then_on_of_the_other_kind() -> None:
    told = Told()

    told.workspace.make_public(told.user("ana"), told.channel("nest"))

    [event] = told.seen
    assert (event["subtype"], event["channel_type"]) == ("channel_convert_to_public", "channel")


def test_a_channel_shared_with_another_organisation_is_told_and_so_is_its_end() -> None:
    told = Told()
    birds = told.channel("birds")

    told.workspace.share(birds)
    told.workspace.share(birds, is_shared=False)

    assert [(event["type"], event["channel"]) for event in told.seen] == [
        ("channel_shared", birds),
        ("channel_unshared", birds),
    ]
    assert told.seen[1]["is_ext_shared"] is False


def test_people_who_come_back_or_change_their_name_are_told() -> None:
    told = Told()
    ben = told.user("ben")

    told.workspace.deactivate(ben)
    told.workspace.reactivate(ben)
    told.workspace.change_name(ben, "Benno")

    assert [event["user"]["deleted"] for event in told.seen] == [True, False, False]
    assert told.seen[2]["user"]["profile"]["display_name"] == "Benno"


def test_people_who_come_and_go_are_told() -> None:
    told = Told()
    dora = User(id=told.workspace.ids.make("U"), name="dora", real_name="Dora", display_name="dora")

    told.workspace.add_person(dora)
    told.workspace.deactivate(told.user("ben"))

    assert told.types() == ["team_join", "message.channel_join", "member_joined_channel", "user_change"]
    assert told.seen[3]["user"]["deleted"] is True


def test_a_pin_is_told_with_its_message() -> None:
    told = Told()
    ana, birds = told.user("ana"), told.channel("birds")
    message = told.workspace.post(ana, birds, text="keep this")

    told.workspace.pin(ana, birds, message.ts)

    event = told.seen[-1]
    assert (event["type"], event["channel_id"], event["item"]["message"]["ts"]) == ("pin_added", birds, message.ts)


def test_an_opened_home_is_told_with_the_view_that_is_there() -> None:
    told = Told()
    ana = told.user("ana")

    told.events.home_opened(ana)
    told.workspace.publish_home(ana, {"type": "home", "blocks": [{"type": "divider", "block_id": "d"}]})
    told.events.home_opened(ana)

    opened = [event for event in told.seen if event["type"] == "app_home_opened"]
    assert "view" not in opened[0]
    assert opened[1]["view"]["blocks"] == [{"type": "divider", "block_id": "d"}]
    assert [event["tab"] for event in opened] == ["home", "home"]


Doing = Callable[[Told], object]


def _said(told: Told, **content: Any) -> str:
    return told.workspace.post(told.user("ana"), told.channel("birds"), text="hello", **content).ts


DOINGS: dict[str, Doing] = {
    "a message": _said,
    "a reply": lambda told: _said(told, thread_ts=_said(told)),
    "a reply to the channel too": lambda told: _said(told, thread_ts=_said(told), is_broadcast=True),
    "an edit": lambda told: told.workspace.edit(told.user("ana"), told.channel("birds"), _said(told), text="hm"),
    "an edited reply": lambda told: told.workspace.edit(
        told.user("ana"), told.channel("birds"), _said(told, thread_ts=_said(told)), text="hm"
    ),
    "a deletion": lambda told: told.workspace.delete(told.user("ana"), told.channel("birds"), _said(told)),
    "a reaction": lambda told: told.workspace.react(told.user("ben"), told.channel("birds"), _said(told), "bulb"),
    "the app's message": lambda told: told.workspace.post(
        told.workspace.bot_user_id,
        told.channel("birds"),
        text="hi",
        blocks=[{"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": "hi"}}],
        metadata={"event_type": "said", "event_payload": {"id": 1}},
    ),
    "a mention": lambda told: told.workspace.post(
        told.user("ana"), told.channel("birds"), text=f"<@{told.workspace.bot_user_id}> hey"
    ),
    "a topic": lambda told: told.workspace.set_topic(told.user("ana"), told.channel("birds"), "Owls"),
    "a purpose": lambda told: told.workspace.set_purpose(told.user("ana"), told.channel("birds"), "Birds of prey"),
    "a new name": lambda told: told.workspace.rename(told.user("ana"), told.channel("birds"), "owls"),
    "an invitation": lambda told: told.workspace.invite(
        told.user("ana"), told.channel("quiet"), [told.workspace.bot_user_id]
    ),
    "a farewell": lambda told: told.workspace.leave(told.user("caro"), told.channel("birds")),
    "an archived channel": lambda told: told.workspace.archive(told.user("ana"), told.channel("birds")),
    "an opened home": lambda told: told.events.home_opened(told.user("ana")),
}


@pytest.mark.parametrize("doing", DOINGS)
def test_everything_sent_has_the_shape_that_slacks_own_types_give_it(doing: str) -> None:
    told = Told()

    DOINGS[doing](told)

    known = [payload for payload in told.payloads if is_known(payload)]
    assert known
    assert [problem for payload in known if (problem := problem_with(payload))] == []


def test_a_shared_file_has_the_shape_that_slacks_own_types_give_it() -> None:
    told = Told()
    workspace, bot, birds = told.workspace, told.workspace.bot_user_id, told.channel("birds")
    file = workspace.begin_upload(bot, name="owls.png", size=3)
    workspace.receive_upload(file.ticket, b"abc")

    workspace.complete_upload(bot, [(file.id, "Owls")], channel_id=birds, text="look")

    assert told.types() == ["message.file_share", "file_shared"]
    assert problem_with(told.payloads[0]) is None
    assert told.seen[0]["files"][0]["name"] == "owls.png"


def test_the_app_hears_of_a_deleted_public_channel_and_of_no_private_one() -> None:
    told = Told(subscribed=frozenset({"channel_deleted"}))
    birds, nest = told.channel("birds"), told.channel("nest")

    told.workspace.delete_channel(told.user("ben"), nest)
    told.workspace.delete_channel(told.user("ben"), birds)

    assert [(event["type"], event["channel"]) for event in told.seen] == [("channel_deleted", birds)]
    assert told.workspace.find_channel("birds") is None


def test_the_app_hears_of_the_new_id_of_a_channel_it_is_in_and_of_no_other() -> None:
    told = Told(subscribed=frozenset({"channel_id_changed"}))
    birds, quiet = told.channel("birds"), told.channel("quiet")

    told.workspace.change_id(quiet)
    changed = told.workspace.change_id(birds)

    [event] = told.seen
    assert (event["type"], event["old_channel_id"], event["new_channel_id"]) == (
        "channel_id_changed",
        birds,
        changed.id,
    )
    assert told.channel("birds") == changed.id != birds
