"""Reading a channel and a thread back, in pages."""

import pytest

from tests.sandbox.rooms import Caller


@pytest.fixture
def slack() -> Caller:
    return Caller()


def read_all(slack: Caller, limit: int) -> tuple[list[str], list[int]]:
    """Follow the cursors; give the texts and how many came on each page."""
    texts, sizes, cursor = [], [], ""
    while True:
        page = slack.call("conversations.history", channel="CBIRDS", limit=limit, cursor=cursor)
        texts += [m["text"] for m in page["messages"]]
        sizes.append(len(page["messages"]))
        cursor = page.get("response_metadata", {}).get("next_cursor", "")
        assert page["has_more"] == bool(cursor)
        if not cursor:
            return texts, sizes


def test_a_history_is_newest_first_and_leaves_replies_out(slack: Caller) -> None:
    first = slack.workspace.post("UANA", "CBIRDS", text="one")
    slack.workspace.post("UBEN", "CBIRDS", text="a reply", thread_ts=first.ts)
    slack.workspace.post("UANA", "CBIRDS", text="two")

    shown = slack.call("conversations.history", channel="CBIRDS")["messages"]

    assert [m["text"] for m in shown] == ["two", "one"]
    assert (shown[1]["thread_ts"], shown[1]["latest_reply"]) == (first.ts, "1774854000.000001")
    assert "thread_ts" not in shown[0]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 25, 999])
def test_pages_give_everything_once_even_when_some_are_short(slack: Caller, limit: int) -> None:
    for number in range(25):
        slack.workspace.post("UANA", "CBIRDS", text=str(number))

    texts, _ = read_all(slack, limit)

    assert texts == [str(number) for number in reversed(range(25))]


def test_some_pages_are_shorter_than_asked_and_not_the_last(slack: Caller) -> None:
    for number in range(25):
        slack.workspace.post("UANA", "CBIRDS", text=str(number))

    _, sizes = read_all(slack, 10)

    assert sizes == [10, 5, 5, 5]


def test_messages_that_arrive_meanwhile_shift_no_page(slack: Caller) -> None:
    for number in range(4):
        slack.workspace.post("UANA", "CBIRDS", text=str(number))
    first = slack.call("conversations.history", channel="CBIRDS", limit=2)

    slack.workspace.post("UANA", "CBIRDS", text="new")
    second = slack.call(
        "conversations.history", channel="CBIRDS", limit=2, cursor=first["response_metadata"]["next_cursor"]
    )

    assert [m["text"] for m in first["messages"]] == ["3", "2"]
    assert second["messages"][0]["text"] == "1"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"oldest": "1774854001"}, ["3", "2"]),
        ({"oldest": "1774854001", "inclusive": True}, ["3", "2", "1"]),
        ({"latest": "1774854002.000000"}, ["1", "0"]),
        ({"latest": "1774854002.000000", "inclusive": "true"}, ["2", "1", "0"]),
        ({"oldest": "1774854000.5", "latest": "1774854002.5"}, ["2", "1"]),
        ({"oldest": "0"}, ["3", "2", "1", "0"]),
        ({"latest": "1774854001.000000", "inclusive": True, "limit": 1}, ["1"]),
    ],
)
def test_a_span_leaves_its_ends_out_unless_they_are_asked_for(
    slack: Caller, arguments: dict[str, object], expected: list[str]
) -> None:
    for number in range(4):
        slack.workspace.post("UANA", "CBIRDS", text=str(number))
        slack.rooms.hands.advance(1)

    shown = slack.call("conversations.history", channel="CBIRDS", **arguments)["messages"]

    assert [m["text"] for m in shown] == expected


def test_the_history_at_a_replys_time_is_another_message(slack: Caller) -> None:
    first = slack.workspace.post("UANA", "CBIRDS", text="first")
    reply = slack.workspace.post("UBEN", "CBIRDS", text="reply", thread_ts=first.ts)

    shown = slack.call("conversations.history", channel="CBIRDS", latest=reply.ts, inclusive=True, limit=1)["messages"]

    assert [m["text"] for m in shown] == ["first"]


def test_a_thread_starts_with_its_first_message(slack: Caller) -> None:
    first = slack.workspace.post("UANA", "CBIRDS", text="first")
    for number in range(3):
        slack.workspace.post("UBEN", "CBIRDS", text=str(number), thread_ts=first.ts)

    shown = slack.call("conversations.replies", channel="CBIRDS", ts=first.ts)["messages"]

    assert [m["text"] for m in shown] == ["first", "0", "1", "2"]
    assert {m["thread_ts"] for m in shown} == {first.ts}
    assert shown[1]["parent_user_id"] == "UANA"


def test_asked_by_a_reply_the_thread_gives_that_reply_alone(slack: Caller) -> None:
    first = slack.workspace.post("UANA", "CBIRDS", text="first")
    reply = slack.workspace.post("UBEN", "CBIRDS", text="reply", thread_ts=first.ts)

    shown = slack.call("conversations.replies", channel="CBIRDS", ts=reply.ts, limit=1)["messages"]

    assert [(m["text"], m["thread_ts"]) for m in shown] == [("reply", first.ts)]


def test_a_thread_with_a_limit_of_one_gives_its_first_message(slack: Caller) -> None:
    first = slack.workspace.post("UANA", "CBIRDS", text="first")
    slack.workspace.post("UBEN", "CBIRDS", text="reply", thread_ts=first.ts)

    page = slack.call("conversations.replies", channel="CBIRDS", ts=first.ts, limit=1)

    assert [m["text"] for m in page["messages"]] == ["first"]
    assert page["has_more"]


def test_a_long_thread_comes_in_pages_that_lose_nothing(slack: Caller) -> None:
    first = slack.workspace.post("UANA", "CBIRDS", text="first")
    for number in range(30):
        slack.workspace.post("UBEN", "CBIRDS", text=str(number), thread_ts=first.ts)
    texts: list[str] = []
    cursor = ""

    while True:
        page = slack.call("conversations.replies", channel="CBIRDS", ts=first.ts, limit=8, cursor=cursor)
        texts += [m["text"] for m in page["messages"] if m["ts"] != first.ts]
        cursor = page.get("response_metadata", {}).get("next_cursor", "")
        if not cursor:
            break

    assert texts == [str(number) for number in range(30)]


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("conversations.history", {"channel": "CQUIET"}, "not_in_channel"),
        ("conversations.history", {"channel": "CNEST"}, "channel_not_found"),
        ("conversations.history", {"channel": "CBIRDS", "cursor": "x"}, "invalid_cursor"),
        ("conversations.history", {"channel": "CBIRDS", "cursor": "bmV4dDoxLjA="}, "invalid_cursor"),
        ("conversations.history", {"channel": "CBIRDS", "oldest": "yesterday"}, "invalid_ts_oldest"),
        ("conversations.history", {"channel": "CBIRDS", "latest": "now"}, "invalid_ts_latest"),
        ("conversations.history", {"channel": "CBIRDS", "limit": 1000}, "invalid_arguments"),
        ("conversations.replies", {"channel": "CBIRDS", "ts": "1.000000"}, "thread_not_found"),
        ("conversations.replies", {"channel": "CQUIET", "ts": "1.000000"}, "not_in_channel"),
    ],
)
def test_what_cannot_be_read_is_refused(slack: Caller, method: str, arguments: dict[str, object], error: str) -> None:
    assert slack.refused(method, **arguments) == error
