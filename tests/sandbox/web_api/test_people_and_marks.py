"""People, the workspace, reactions, pins and bookmarks over the Web API."""

import pytest

from tests.sandbox.rooms import SCOPES, Caller


@pytest.fixture
def slack() -> Caller:
    return Caller()


def test_a_person_has_the_zone_and_offset_of_now(slack: Caller) -> None:
    person = slack.call("users.info", user="UANA")["user"]

    assert (person["tz"], person["tz_offset"], person["is_admin"]) == ("Europe/Berlin", 7200, True)
    slack.rooms.hands.now = slack.rooms.hands.now.replace(month=1)
    assert slack.call("users.info", user="UANA")["user"]["tz_offset"] == 3600


def test_an_address_is_shown_only_with_the_scope_for_it() -> None:
    without = Caller(scopes=SCOPES - {"users:read.email"})

    assert "email" not in without.call("users.info", user="UANA")["user"]["profile"]
    assert without.refused("users.lookupByEmail", email="ana@example.org") == "missing_scope"
    assert Caller().call("users.lookupByEmail", email="Ana@Example.org")["user"]["id"] == "UANA"


def test_a_deactivated_person_is_found_by_id_but_not_by_address(slack: Caller) -> None:
    slack.workspace.deactivate("UBEN")

    assert slack.call("users.info", user="UBEN")["user"]["deleted"] is True
    assert slack.refused("users.lookupByEmail", email="ben@example.org") == "users_not_found"
    assert slack.refused("users.info", user="UNOBODY") == "user_not_found"


def test_everyone_is_listed_in_pages_bots_too(slack: Caller) -> None:
    first = slack.call("users.list", limit=3)
    second = slack.call("users.list", limit=3, cursor=first["response_metadata"]["next_cursor"])

    ids = [member["id"] for member in first["members"] + second["members"]]
    assert ids == [slack.workspace.bot_user_id, "UANA", "UBEN", "UCARO"]


def test_the_workspace_and_the_bot_introduce_themselves(slack: Caller) -> None:
    assert slack.call("team.info")["team"]["id"] == slack.workspace.team_id
    assert slack.call("bots.info", bot=slack.workspace.bot_id)["bot"]["user_id"] == slack.workspace.bot_user_id
    assert slack.call("emoji.list")["emoji"] == {}
    assert slack.refused("team.info", team="T0") == "team_not_found"
    assert slack.refused("bots.info", bot="B0") == "bot_not_found"


def test_a_reaction_is_put_seen_and_taken_back(slack: Caller) -> None:
    ts = slack.workspace.post("UANA", "CBIRDS", text="look").ts
    where = {"channel": "CBIRDS", "timestamp": ts}

    slack.call("reactions.add", **where, name="eyes")
    shown = slack.call("reactions.get", **where)["message"]
    slack.call("reactions.remove", **where, name="eyes")

    assert shown["reactions"] == [{"name": "eyes", "users": [slack.workspace.bot_user_id], "count": 1}]
    assert shown["permalink"].endswith("/archives/CBIRDS/p1774854000000000")
    assert slack.refused("reactions.remove", **where, name="eyes") == "no_reaction"


def test_a_pin_is_listed_with_who_put_it_there(slack: Caller) -> None:
    ts = slack.workspace.post("UANA", "CBIRDS", text="welcome").ts

    slack.call("pins.add", channel="CBIRDS", timestamp=ts)
    (item,) = slack.call("pins.list", channel="CBIRDS")["items"]
    slack.call("pins.remove", channel="CBIRDS", timestamp=ts)

    assert (item["created_by"], item["message"]["ts"]) == (slack.workspace.bot_user_id, ts)
    assert slack.call("pins.list", channel="CBIRDS")["items"] == []


def test_a_bookmark_is_a_link(slack: Caller) -> None:
    added = slack.call(
        "bookmarks.add", channel_id="CBIRDS", title="Charter", type="link", link="https://example.org/charter"
    )["bookmark"]

    assert slack.call("bookmarks.list", channel_id="CBIRDS")["bookmarks"] == [added]


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("reactions.add", {"name": "eyes", "timestamp": "1.000000"}, "message_not_found"),
        ("reactions.add", {"name": "eyes", "timestamp": "noon"}, "bad_timestamp"),
        ("reactions.add", {"name": "no_such_emoji"}, "invalid_name"),
        ("reactions.add", {"name": "eyes", "channel": "CQUIET"}, "not_in_channel"),
        ("pins.add", {"timestamp": "1.000000"}, "message_not_found"),
        ("pins.add", {"channel": "CQUIET"}, "not_in_channel"),
        ("pins.remove", {}, "no_pin"),
    ],
)
def test_a_mark_on_nothing_is_refused(slack: Caller, method: str, arguments: dict[str, object], error: str) -> None:
    ts = slack.workspace.post("UANA", "CBIRDS", text="look").ts
    slack.workspace.post("UANA", "CQUIET", text="look")
    where = {"channel": "CBIRDS", "timestamp": ts}

    if arguments.get("channel") == "CQUIET":
        where["timestamp"] = next(iter(slack.workspace.channels["CQUIET"].messages))

    assert slack.refused(method, **(where | arguments)) == error


def test_a_bookmark_of_another_kind_is_refused(slack: Caller) -> None:
    assert slack.refused("bookmarks.add", channel_id="CBIRDS", title="x", type="file") == "invalid_bookmark_type"
    assert slack.refused("bookmarks.add", channel_id="CBIRDS", title="x", type="link", link="x") == "invalid_link"
