"""What every call passes: the method, the token, the scopes, the arguments, the rate, the planned faults."""

from typing import Any

import pytest

from sandbox.faults import Fault, parse
from tests.sandbox.rooms import SCOPES, Caller


@pytest.fixture
def slack() -> Caller:
    return Caller()


def test_a_method_slack_does_not_have_is_unknown(slack: Caller) -> None:
    assert slack.answer("chat.shout").body == {"ok": False, "error": "unknown_method", "req_method": "chat.shout"}


def test_a_method_only_slack_has_says_so(slack: Caller) -> None:
    body = slack.answer("canvases.create").body

    assert body["error"] == "unknown_method"
    assert "canvases.create" in body["response_metadata"]["messages"][0]


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", None, "not_authed"),
        ("auth.test", "", "not_authed"),
        ("auth.test", "xoxb-other", "invalid_auth"),
        ("auth.test", "xapp-local", "not_allowed_token_type"),
        ("apps.connections.open", "xoxb-local", "not_allowed_token_type"),
    ],
)
def test_a_wrong_token_is_refused(slack: Caller, method: str, token: str | None, error: str) -> None:
    assert slack.answer(method, token=token).body == {"ok": False, "error": error}


def test_the_right_tokens_are_taken(slack: Caller) -> None:
    bot = slack.answer("auth.test", token="xoxb-local").body
    app = slack.answer("apps.connections.open", token="xapp-local").body

    assert bot["user_id"] == slack.workspace.bot_user_id
    assert app["url"].startswith("ws://127.0.0.1:")


def test_a_missing_scope_is_named_with_those_the_app_has() -> None:
    slack = Caller(scopes=frozenset({"chat:write", "users:read"}))

    body = slack.answer("pins.add", channel="CBIRDS", timestamp="1.0").body

    assert body == {"ok": False, "error": "missing_scope", "needed": "pins:write", "provided": "chat:write,users:read"}


@pytest.mark.parametrize(
    ("method", "arguments", "needed"),
    [
        ("conversations.history", {"channel": "CNEST"}, "groups:history"),
        ("conversations.info", {"channel": "CNEST"}, "groups:read"),
        ("conversations.list", {"types": "public_channel,private_channel"}, "groups:read"),
        ("conversations.create", {"name": "new", "is_private": True}, "groups:write"),
        ("conversations.open", {"users": "UANA,UBEN"}, "mpim:write"),
        ("chat.postMessage", {"channel": "CBIRDS", "text": "x", "username": "Robin"}, "chat:write.customize"),
    ],
)
def test_private_things_need_scopes_of_their_own(method: str, arguments: dict[str, Any], needed: str) -> None:
    public = frozenset(s for s in SCOPES if not s.startswith(("groups:", "mpim:")))
    slack = Caller(scopes=public)
    slack.workspace.channels["CNEST"].members.append(slack.workspace.bot_user_id)

    body = slack.answer(method, **arguments).body

    assert (body["error"], body["needed"]) == ("missing_scope", needed)


def test_a_finer_scope_is_enough_for_what_it_is_for() -> None:
    slack = Caller(scopes=frozenset({"channels:write.topic"}))

    slack.call("conversations.setTopic", channel="CBIRDS", topic="Finches")

    assert slack.refused("conversations.archive", channel="CBIRDS") == "missing_scope"


def test_a_misspelt_argument_is_an_error_with_a_hint(slack: Caller) -> None:
    body = slack.answer("chat.postMessage", chanel="CBIRDS", text="x").body

    assert body["error"] == "invalid_arg_name"
    assert body["response_metadata"]["messages"] == ["[ERROR] unknown argument: chanel; did you mean channel?"]


def test_missing_arguments_are_named(slack: Caller) -> None:
    body = slack.answer("reactions.add", channel="CBIRDS").body

    assert body["error"] == "invalid_arguments"
    assert body["response_metadata"]["messages"] == [
        "[ERROR] missing required field: name",
        "[ERROR] missing required field: timestamp",
    ]


@pytest.mark.parametrize("limit", ["many", "1.5", -1, True, "", 1001])
def test_a_limit_that_is_none_is_refused(slack: Caller, limit: object) -> None:
    error = slack.refused("conversations.list", limit=limit)

    assert error in {"invalid_arguments", "invalid_limit"}


@pytest.mark.parametrize("flag", ["true", "1", 1, True])
def test_a_truth_may_be_written_in_every_way_slack_knows(slack: Caller, flag: object) -> None:
    slack.workspace.archive("UANA", "CBIRDS")

    names = [c["name"] for c in slack.call("conversations.list", exclude_archived=flag)["channels"]]

    assert "birds" not in names


def test_a_tier_two_method_is_taken_twenty_times_a_minute() -> None:
    slack = Caller(has_rates=True)
    for _ in range(20):
        slack.call("users.list")

    refused = slack.answer("users.list")
    slack.rooms.hands.advance(3)

    assert (refused.status, refused.body) == (429, {"ok": False, "error": "ratelimited"})
    assert refused.headers["Retry-After"] == "3"
    slack.call("users.list")


def test_a_channel_takes_a_burst_of_posts_then_one_a_second() -> None:
    slack = Caller(has_rates=True)
    for number in range(10):
        slack.call("chat.postMessage", channel="CBIRDS", text=str(number))

    refused = slack.answer("chat.postMessage", channel="CBIRDS", text="too soon")
    slack.call("chat.postMessage", channel="CGENERAL", text="elsewhere it is fine")
    slack.rooms.hands.advance(1)
    slack.call("chat.postMessage", channel="CBIRDS", text="a second later")

    assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
    assert slack.rooms.texts("CBIRDS") == [*map(str, range(10)), "a second later"]


def test_moving_the_workspaces_clock_lifts_no_rate_limit() -> None:
    slack = Caller(has_rates=True)
    for _ in range(20):
        slack.call("users.list")

    slack.rooms.hands.now = slack.rooms.hands.now.replace(year=2027)

    assert slack.answer("users.list").status == 429


def test_a_fault_before_does_nothing_and_a_fault_after_does_it(slack: Caller) -> None:
    slack.faults.plan(parse({"method": "chat.postMessage", "when": "before", "error": "fatal_error"}))
    slack.faults.plan(parse({"method": "chat.postMessage", "when": "after", "status": 503}))

    before = slack.answer("chat.postMessage", channel="CBIRDS", text="one")
    after = slack.answer("chat.postMessage", channel="CBIRDS", text="two")
    slack.call("chat.postMessage", channel="CBIRDS", text="three")

    assert (before.status, before.body) == (200, {"ok": False, "error": "fatal_error"})
    assert (after.status, after.body) == (503, {"ok": False, "error": "service_unavailable"})
    assert slack.rooms.texts("CBIRDS") == ["two", "three"]


def test_a_fault_meets_its_own_method_as_often_as_planned(slack: Caller) -> None:
    slack.faults.plan(Fault(method="users.list", times=2))

    answers = [slack.answer(method).body["ok"] for method in ("auth.test", *["users.list"] * 3)]

    assert answers == [True, False, False, True]
    assert slack.faults.pending() == []


def test_a_rate_limit_can_be_planned_for_every_method(slack: Caller) -> None:
    slack.faults.plan(parse({"method": "*", "retry_after": 30}))

    answer = slack.answer("auth.test")

    assert (answer.status, answer.headers, answer.body["error"]) == (429, {"Retry-After": "30"}, "ratelimited")


@pytest.mark.parametrize(("when", "is_done"), [("hang", False), ("reset", True)])
def test_a_lost_answer_may_stand_for_a_thing_done(slack: Caller, when: str, is_done: bool) -> None:
    slack.faults.plan(parse({"method": "chat.postMessage", "when": when}))
    slack.faults.plan(parse({"method": "chat.postMessage", "when": when, "done": not is_done}))

    first = slack.answer("chat.postMessage", channel="CBIRDS", text="first")
    second = slack.answer("chat.postMessage", channel="CBIRDS", text="second")

    assert first.ending == second.ending == when
    assert slack.rooms.texts("CBIRDS") == (["first"] if is_done else ["second"])


@pytest.mark.parametrize(
    ("planned", "sentence"),
    [
        ({}, 'needs a "method"'),
        ({"method": "auth.test", "when": "sometimes"}, '"when" is one of before, after, hang, reset'),
        ({"method": "auth.test", "times": 0}, '"times" is a whole number from 1 up'),
        ({"method": "auth.test", "status": "500"}, '"status" is a whole number'),
        ({"method": "auth.test", "colour": "red"}, "a fault has no 'colour'"),
        ({"method": "auth.test", "done": "yes"}, '"done" is true or false'),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused_in_words(planned: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse(planned)
