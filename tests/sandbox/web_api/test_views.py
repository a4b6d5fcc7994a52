"""Modals and Homes over the Web API."""

import json
from typing import Any

import pytest

from tests.sandbox.rooms import Caller


@pytest.fixture
def slack() -> Caller:
    return Caller()


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def modal(**fields: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Start"), "blocks": [{"type": "divider"}]} | fields


def test_a_modal_opens_for_who_did_something(slack: Caller) -> None:
    trigger = slack.workspace.triggers.issue("UBEN")

    view = slack.call("views.open", trigger_id=trigger, view=modal(callback_id="start"))["view"]

    (opened,) = slack.workspace.views["UBEN"]
    assert (view["id"], view["callback_id"], view["state"]) == (opened.id, "start", {"values": {}})
    assert len(view["blocks"][0]["block_id"]) == 5


def test_a_view_may_come_as_text(slack: Caller) -> None:
    trigger = slack.workspace.triggers.issue("UBEN")

    slack.call("views.open", trigger_id=trigger, view=json.dumps(modal()))

    assert len(slack.workspace.views["UBEN"]) == 1


@pytest.mark.parametrize(
    ("view", "message"),
    [
        (modal(title=plain("x" * 25)), "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"),
        ({"type": "modal", "title": plain("x")}, "[ERROR] missing required field: blocks [json-pointer:/view]"),
        ({"type": "home", "blocks": []}, "[ERROR] must be a modal view [json-pointer:/view/type]"),
        (modal(colour="red"), "[ERROR] invalid additional property: colour [json-pointer:/view]"),
        (
            modal(blocks=[{"type": "input", "label": plain("x"), "element": {"type": "plain_text_input"}}]),
            "[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view]",
        ),
    ],
)
def test_a_modal_slack_would_not_open_is_refused_and_leaves_the_trigger(
    slack: Caller, view: dict[str, Any], message: str
) -> None:
    trigger = slack.workspace.triggers.issue("UBEN")

    body = slack.answer("views.open", trigger_id=trigger, view=view).body

    assert body["error"] == "invalid_arguments"
    assert message in body["response_metadata"]["messages"]
    slack.call("views.open", trigger_id=trigger, view=modal())


def test_a_trigger_is_needed_and_is_used_up(slack: Caller) -> None:
    trigger = slack.workspace.triggers.issue("UBEN")
    slack.call("views.open", trigger_id=trigger, view=modal())
    late = slack.workspace.triggers.issue("UBEN")
    slack.rooms.hands.advance(4)

    assert slack.refused("views.open", view=modal()) == "invalid_arguments"
    assert slack.refused("views.open", trigger_id=trigger, view=modal()) == "exchanged_trigger_id"
    assert slack.refused("views.push", trigger_id=late, view=modal()) == "expired_trigger_id"
    assert slack.refused("views.open", trigger_id="1.2.x", view=modal()) == "invalid_trigger_id"


def test_a_view_is_updated_by_either_id_and_only_if_unchanged(slack: Caller) -> None:
    trigger = slack.workspace.triggers.issue("UBEN")
    view = slack.call("views.open", trigger_id=trigger, view=modal(external_id="mine"))["view"]

    second = slack.call("views.update", external_id="mine", view=modal(external_id="mine", callback_id="b"))["view"]

    assert second["id"] == view["id"]
    assert slack.refused("views.update", view_id=view["id"], hash=view["hash"], view=modal()) == "hash_conflict"
    assert slack.refused("views.update", view_id="V0", view=modal()) == "not_found"
    assert slack.refused("views.update", view=modal()) == "invalid_arguments"


def test_a_home_is_published_for_a_person(slack: Caller) -> None:
    home = {"type": "home", "blocks": [{"type": "header", "text": plain("Hello")}]}

    view = slack.call("views.publish", user_id="UCARO", view=home)["view"]

    assert slack.workspace.homes["UCARO"].id == view["id"]
    assert slack.refused("views.publish", user_id="UNOBODY", view=home) == "invalid_arguments"
    assert slack.refused("views.publish", user_id="UCARO", view=home, hash="0.old") == "hash_conflict"


def test_without_a_home_tab_nothing_is_published() -> None:
    slack = Caller(has_home_tab=False)

    assert slack.refused("views.publish", user_id="UCARO", view={"type": "home", "blocks": []}) == "not_enabled"


def test_a_view_of_a_quarter_megabyte_is_too_large(slack: Caller) -> None:
    trigger = slack.workspace.triggers.issue("UBEN")
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}} for _ in range(90)]

    assert slack.refused("views.open", trigger_id=trigger, view=modal(blocks=blocks)) == "view_too_large"
