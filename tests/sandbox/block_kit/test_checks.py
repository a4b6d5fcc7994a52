"""The blocks and views Slack refuses, and those it takes."""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.block_kit import check_blocks, problems_of_blocks, problems_of_view, with_ids_in_blocks
from sandbox.ids import Ids
from sandbox.models import SlackError

SCHEMAS = Path(__file__).parents[2] / "data" / "slack-schemas"

Blocks = list[dict[str, Any]]


def plain(text: str = "text") -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "text") -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def option(number: int = 1) -> dict[str, Any]:
    return {"text": plain(f"Option {number}"), "value": f"v{number}"}


def button(**fields: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain("Go"), "action_id": "go", "value": "1"} | fields


def select(**fields: Any) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "pick", "options": [option(1), option(2)]} | fields


def field(element: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": "field", "label": plain("A field"), "element": element} | fields


def section(**fields: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn()} | fields


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def line_chart(**fields: Any) -> dict[str, Any]:
    data = [{"label": "May", "value": 3}, {"label": "June", "value": 5.5}]
    chart = {
        "type": "line",
        "series": [{"name": "Kestrel", "data": data}],
        "axis_config": {"categories": ["May", "June"], "y_label": "Lessons"},
    } | fields
    return {"type": "data_visualization", "title": "Lessons a month", "chart": chart}


def one_of_each() -> Blocks:
    """A message with everything the bot may use, all within the limits."""
    confirm = {"title": plain("Sure?"), "text": mrkdwn("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
    return [
        {"type": "header", "text": plain("x" * 150)},
        section(text=mrkdwn("x" * 3000), accessory=button(confirm=confirm, style="danger")),
        {"type": "section", "fields": [mrkdwn("x" * 100) for _ in range(10)], "block_id": "b" * 255},
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn(), plain(), {"type": "image", "image_url": "https://example.org/a.png",
                                                              "alt_text": "a bird"}]},
        actions(button(text=plain("x" * 75), value="v" * 2000), select(), *[button(action_id=f"{n}") for n in "abc"]),
        actions({"type": "overflow", "action_id": "more", "options": [option(n) for n in range(5)]}),
        {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a bird", "title": plain()},
        field(select(initial_option=option(2), placeholder=plain("x" * 150)), hint=plain("why"), optional=True),
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}]]},
        line_chart(),
    ]  # fmt: skip


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("A title"), "submit": plain("Send"), "blocks": list(blocks)} | fields


def test_everything_within_the_limits_is_taken() -> None:
    assert problems_of_blocks(one_of_each()) == []


def test_a_modal_with_every_input_is_taken() -> None:
    inputs: Blocks = [
        {"type": "plain_text_input", "action_id": "a", "multiline": True, "max_length": 3000, "initial_value": "x"},
        {"type": "datepicker", "action_id": "a", "initial_date": "2026-02-28"},
        {"type": "timepicker", "action_id": "a", "initial_time": "09:00", "timezone": "Europe/Berlin"},
        {"type": "datetimepicker", "action_id": "a", "initial_date_time": 1774854000},
        {"type": "number_input", "action_id": "a", "is_decimal_allowed": False},
        {"type": "email_text_input", "action_id": "a"},
        {"type": "url_text_input", "action_id": "a"},
        {"type": "users_select", "action_id": "a"},
        {"type": "multi_users_select", "action_id": "a", "max_selected_items": 3},
        {"type": "conversations_select", "action_id": "a", "default_to_current_conversation": True},
        {"type": "channels_select", "action_id": "a"},
        {"type": "checkboxes", "action_id": "a", "options": [option()], "initial_options": [option()]},
        {"type": "radio_buttons", "action_id": "a", "options": [option(1), option(2)]},
        {"type": "multi_static_select", "action_id": "a",
         "option_groups": [{"label": plain("Group"), "options": [option()]}]},
    ]  # fmt: skip
    blocks = [field(element, block_id=f"b{number}") for number, element in enumerate(inputs)]

    assert problems_of_view(modal(*blocks, private_metadata="x" * 3000, callback_id="c" * 255), kind="modal") == []


#: What is planted, the message about it, and where below `/blocks` it is found.
FAULTS: list[tuple[str, Blocks, str, str]] = [
    ("no type", [{"text": "x"}], "missing required field: type", "/0"),
    ("unknown block", [{"type": "sektion"}], "unsupported type: sektion", "/0/type"),
    ("misspelt key", [section(txet="x")], "invalid additional property: txet", "/0"),
    ("no object", ["text"], "must provide an object", "/0"),  # type: ignore[list-item]
    ("empty section", [{"type": "section"}], "must define either `text` or `fields`", "/0"),
    ("empty text", [section(text=mrkdwn(""))], "must be more than 0 characters", "/0/text/text"),
    ("long text", [section(text=mrkdwn("x" * 3001))], "must be less than 3001 characters", "/0/text/text"),
    (
        "long field",
        [{"type": "section", "fields": [plain("x" * 2001)]}],
        "must be less than 2001 characters",
        "/0/fields/0/text",
    ),
    ("11 fields", [{"type": "section", "fields": [plain()] * 11}], "no more than 10 items allowed", "/0/fields"),
    ("long header", [{"type": "header", "text": plain("x" * 151)}], "must be less than 151 characters", "/0/text/text"),
    ("mrkdwn header", [{"type": "header", "text": mrkdwn()}], "must be 'plain_text'", "/0/text/type"),
    (
        "11 in context",
        [{"type": "context", "elements": [plain()] * 11}],
        "no more than 10 items allowed",
        "/0/elements",
    ),
    (
        "button in context",
        [{"type": "context", "elements": [button()]}],
        "unsupported type: button",
        "/0/elements/0/type",
    ),
    ("no actions", [actions()], "no fewer than 1 items allowed", "/0/elements"),
    (
        "26 actions",
        [actions(*[button(action_id=str(n)) for n in range(26)])],
        "no more than 25 items allowed",
        "/0/elements",
    ),
    ("same action id", [actions(button(), button())], "action_id `go` already exists in this block", "/0"),
    ("same block id", [section(block_id="a"), section(block_id="a")], "block_id `a` already exists", "/1/block_id"),
    ("long block id", [section(block_id="b" * 256)], "must be less than 256 characters", "/0/block_id"),
    (
        "long button",
        [actions(button(text=plain("x" * 76)))],
        "must be less than 76 characters",
        "/0/elements/0/text/text",
    ),
    ("mrkdwn button", [actions(button(text=mrkdwn()))], "must be 'plain_text'", "/0/elements/0/text/type"),
    ("long value", [actions(button(value="v" * 2001))], "must be less than 2001 characters", "/0/elements/0/value"),
    (
        "long action id",
        [actions(button(action_id="a" * 256))],
        "must be less than 256 characters",
        "/0/elements/0/action_id",
    ),
    (
        "long url",
        [actions(button(url="https://" + "x" * 3000))],
        "must be less than 3001 characters",
        "/0/elements/0/url",
    ),
    ("no url", [actions(button(url="somewhere"))], "must be a valid URL", "/0/elements/0/url"),
    ("odd style", [actions(button(style="loud"))], "must be one of: primary, danger", "/0/elements/0/style"),
    ("number as value", [actions(button(value=7))], "must provide a string", "/0/elements/0/value"),
    ("no options", [actions(select(options=[]))], "no fewer than 1 items allowed", "/0/elements/0/options"),
    (
        "101 options",
        [actions(select(options=[option(n) for n in range(101)]))],
        "no more than 100 items allowed",
        "/0/elements/0/options",
    ),
    (
        "same values",
        [actions(select(options=[option(1), option(1)]))],
        "options must have unique values",
        "/0/elements/0/options",
    ),
    (
        "long option",
        [actions(select(options=[{"text": plain("x" * 76), "value": "v"}]))],
        "must be less than 76 characters",
        "/0/elements/0/options/0/text/text",
    ),
    (
        "long option value",
        [actions(select(options=[{"text": plain(), "value": "v" * 151}]))],
        "must be less than 151 characters",
        "/0/elements/0/options/0/value",
    ),
    (
        "option without value",
        [actions(select(options=[{"text": plain()}]))],
        "missing required field: value",
        "/0/elements/0/options/0",
    ),
    (
        "chosen from nowhere",
        [actions(select(initial_option=option(9)))],
        "must exactly match one of the provided options",
        "/0/elements/0/initial_option",
    ),
    (
        "options and groups",
        [actions(select(option_groups=[{"label": plain(), "options": [option(3)]}]))],
        "must define either `options` or `option_groups`",
        "/0/elements/0",
    ),
    (
        "6 in overflow",
        [actions({"type": "overflow", "action_id": "m", "options": [option(n) for n in range(6)]})],
        "no more than 5 items allowed",
        "/0/elements/0/options",
    ),
    (
        "11 radio buttons",
        [actions({"type": "radio_buttons", "action_id": "m", "options": [option(n) for n in range(11)]})],
        "no more than 10 items allowed",
        "/0/elements/0/options",
    ),
    (
        "long placeholder",
        [actions(select(placeholder=plain("x" * 151)))],
        "must be less than 151 characters",
        "/0/elements/0/placeholder/text",
    ),
    (
        "odd date",
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "28.02.2026"})],
        "invalid format",
        "/0/elements/0/initial_date",
    ),
    (
        "odd time",
        [actions({"type": "timepicker", "action_id": "d", "initial_time": "24:00"})],
        "invalid format",
        "/0/elements/0/initial_time",
    ),
    (
        "image without words",
        [{"type": "image", "image_url": "https://example.org/a.png"}],
        "missing required field: alt_text",
        "/0",
    ),
    (
        "image from a path",
        [{"type": "image", "image_url": "/a.png", "alt_text": "a"}],
        "must be a valid URL",
        "/0/image_url",
    ),
    (
        "input without label",
        [{"type": "input", "element": {"type": "plain_text_input"}}],
        "missing required field: label",
        "/0",
    ),
    (
        "file input in a message",
        [field({"type": "file_input", "action_id": "f"})],
        "unsupported type: file_input",
        "/0/element/type",
    ),
    (
        "long confirm",
        [actions(button(confirm={"text": plain("x" * 301)}))],
        "must be less than 301 characters",
        "/0/elements/0/confirm/text/text",
    ),
    ("51 blocks", [{"type": "divider"}] * 51, "no more than 50 items allowed", ""),
    (
        "101 rows",
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * 101}],
        "no more than 100 items allowed",
        "/0/rows",
    ),
    (
        "21 columns",
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]}],
        "no more than 20 items allowed",
        "/0/rows/0",
    ),
    (
        "7 series",
        [line_chart(series=[{"name": str(n), "data": line_chart()["chart"]["series"][0]["data"]} for n in range(7)])],
        "must have 1 to 6 items",
        "/0/chart/series",
    ),
    (
        "a label of no category",
        [line_chart(axis_config={"categories": ["May"]})],
        "labels must match the categories",
        "/0/chart/series/0/data",
    ),
    (
        "a pie of nothing",
        [{"type": "data_visualization", "title": "x", "chart": {"type": "pie", "segments": []}}],
        "must have 1 to 6 items",
        "/0/chart/segments",
    ),
    ("three charts", [line_chart()] * 3, "no more than 2 charts allowed", ""),
]


@pytest.mark.parametrize(
    ("blocks", "message", "where"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_each_planted_fault_is_found_where_it_is(blocks: Blocks, message: str, where: str) -> None:
    assert f"{message} [json-pointer:/blocks{where}]" in problems_of_blocks(blocks)


def test_a_refusal_lists_everything_that_is_wrong_as_slack_does() -> None:
    with pytest.raises(SlackError) as refusal:
        check_blocks([{"type": "sektion"}, {"type": "header"}])

    assert refusal.value.code == "invalid_blocks"
    assert refusal.value.details["response_metadata"] == {
        "messages": [
            "[ERROR] unsupported type: sektion [json-pointer:/blocks/0/type]",
            "[ERROR] missing required field: text [json-pointer:/blocks/1]",
        ]
    }


@pytest.mark.parametrize(
    ("view", "message"),
    [
        (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (modal(submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
        (modal(private_metadata="x" * 3001), "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
        (modal(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
        (modal(*[{"type": "divider"}] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
        (modal({"type": "markdown", "text": "*x*"}), "unsupported type: markdown [json-pointer:/view/blocks/0/type]"),
        (
            modal(field({"type": "plain_text_input", "max_length": 3001})),
            "must be between 1 and 3000 [json-pointer:/view/blocks/0/element/max_length]",
        ),
        (
            modal(field({"type": "plain_text_input", "max_length": 2, "initial_value": "abc"})),
            "must not be longer than max_length [json-pointer:/view/blocks/0/element/initial_value]",
        ),
        (modal(blocks="none"), "must provide an array [json-pointer:/view/blocks]"),
    ],
)
def test_a_modal_slack_refuses_is_refused(view: dict[str, Any], message: str) -> None:
    assert message in problems_of_view(view, kind="modal")


@pytest.mark.parametrize("most", [0, 11, 1.5])
def test_a_file_input_takes_one_to_ten_files(most: float) -> None:
    element = {"type": "file_input", "action_id": "f", "max_files": most}
    named = {"type": "plain_text", "text": "T"}
    modal = {"type": "modal", "title": named, "submit": named, "blocks": [field(element)]}

    assert problems_of_view(modal, kind="modal") == [
        "must be between 1 and 10 [json-pointer:/view/blocks/0/element/max_files]"
    ]


def test_a_home_takes_no_file_input_and_no_title() -> None:
    home = {"type": "home", "blocks": [field({"type": "file_input", "action_id": "f"})]}

    assert "unsupported type: file_input [json-pointer:/view/blocks/0/element/type]" in problems_of_view(
        home, kind="home"
    )
    assert "invalid additional property: title [json-pointer:/view]" in problems_of_view(
        home | {"title": plain()}, kind="home"
    )


def test_slack_gives_the_ids_that_were_left_out_and_keeps_the_others() -> None:
    named = with_ids_in_blocks([section(block_id="mine", accessory=button()), actions(select())], Ids("x"))
    bare = {"type": "button", "text": plain()}

    assert (named[0]["block_id"], named[0]["accessory"]["action_id"]) == ("mine", "go")
    assert len(named[1]["block_id"]) == 5
    assert len(with_ids_in_blocks([actions(bare)], Ids("x"))[0]["elements"][0]["action_id"]) == 5


def _spots(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the path of every part of a message."""
    found = [path] if path else []
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in items:
        found += _spots(value, (*path, key))
    return found


def _spoil(blocks: Blocks, path: tuple[Any, ...], change: Callable[[Any, Any], None]) -> Blocks:
    spoilt = copy.deepcopy(blocks)
    part: Any = spoilt
    for key in path[:-1]:
        part = part[key]
    change(part, path[-1])
    return spoilt


def _drop(part: Any, key: Any) -> None:
    del part[key]


def _misspell(part: Any, key: Any) -> None:
    if isinstance(part, dict):
        part[f"{key}x"] = part.pop(key)


def _swap(value: Any) -> Callable[[Any, Any], None]:
    def change(part: Any, key: Any) -> None:
        part[key] = value

    return change


# The chart is newer than the schemas, so they cannot judge it.
KNOWN = one_of_each()[:-1]


@settings(max_examples=50, deadline=None)
@given(
    path=st.sampled_from(_spots(KNOWN)),
    change=st.sampled_from([_drop, _misspell, _swap(7), _swap(True), _swap("x"), _swap([]), _swap({}), _swap(None)]),
)
def test_what_the_schemas_refuse_is_refused_here_too(path: tuple[Any, ...], change: Callable[[Any, Any], None]) -> None:
    spoilt = _spoil(KNOWN, path, change)

    is_refused_by_schema = path[0] < len(spoilt) and not _schema().is_valid(spoilt[path[0]])

    assert not is_refused_by_schema or problems_of_blocks(spoilt)


@cache
def _schema() -> jsonschema.Draft7Validator:
    """Give the block schema; its catch-all `Block`, which would take any type, is not among the alternatives."""
    schema: dict[str, Any] = json.loads((SCHEMAS / "block.json").read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(schema | {"$ref": "#/definitions/KnownBlock"})


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["type", "text", "elements", "element", "blocks", "x"]), inner, max_size=4
                )
            ),
            max_leaves=12,
        ),
        max_size=3,
    )
)
def test_no_nonsense_breaks_the_check(nonsense: list[Any]) -> None:
    found = problems_of_blocks(nonsense)

    assert found or nonsense == []
