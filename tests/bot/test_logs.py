"""The log: its two forms, and what never gets into it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def json_log(level: str = "info") -> io.StringIO:
    stream = io.StringIO()
    logs.set_up(level, "json", stream)
    return stream


def test_a_line_is_a_sentence_and_its_fields() -> None:
    stream = json_log()

    structlog.get_logger("bot.test").info("A digest was posted.", community_id=12)

    line = json.loads(stream.getvalue())
    assert (line["event"], line["community_id"], line["level"]) == ("A digest was posted.", 12, "info")


def test_text_is_readable_and_has_no_colours_in_a_file() -> None:
    stream = io.StringIO()
    logs.set_up("info", "text", stream)

    structlog.get_logger("bot.test").info("A digest was posted.", community_id=12)

    assert "A digest was posted." in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize("secret", ["xoxb-12-34-abcDEF", "xapp-1-A0-9-ff00", "xoxp-1"])
def test_a_token_is_blanked_wherever_it_stands(secret: str) -> None:
    stream = json_log()

    structlog.get_logger("bot.test").info("Called.", url=f"https://slack.com/?token={secret}", error=ValueError(secret))

    assert secret not in stream.getvalue()
    assert "(secret)" in stream.getvalue()


def test_an_address_that_lets_others_answer_is_blanked() -> None:
    stream = json_log()

    structlog.get_logger("bot.test").info("Answered.", to="https://hooks.slack.com/commands/T1/22/XyZ")

    assert "XyZ" not in stream.getvalue()


@pytest.mark.parametrize("field", ["text", "title", "payload", "name", "token"])
def test_a_persons_words_are_blanked(field: str) -> None:
    stream = json_log()

    structlog.get_logger("bot.test").info("Captured.", **{field: "what somebody wrote"})

    assert "somebody" not in stream.getvalue()


def test_a_trace_shows_no_local_variables() -> None:
    stream = io.StringIO()
    logs.set_up("info", "text", stream)
    words = "what " + "somebody wrote"

    try:
        len(words) / 0
    except ZeroDivisionError:
        structlog.get_logger("bot.test").exception("It failed.")

    assert "ZeroDivisionError" in stream.getvalue()
    assert words not in stream.getvalue()


def test_a_library_is_heard_from_its_warnings_on_and_blanked_too() -> None:
    stream = json_log("debug")

    logging.getLogger("slack_sdk.web").info("Sending xoxb-1-2")
    logging.getLogger("slack_sdk.web").warning("Failed with xoxb-1-2")

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["Failed with (secret)"]


def test_the_level_is_ours() -> None:
    stream = json_log("warning")

    structlog.get_logger("bot.test").info("Quiet.")

    assert stream.getvalue() == ""
