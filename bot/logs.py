"""The log: a line a decision, as text for people or as JSON for machines, and never a secret or a person's words."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, Literal, TextIO

import structlog

# Tokens (xoxb-, xoxp-, xapp-, xwfp-…), tickets for a connection, and addresses where anyone can answer as the bot.
_SECRETS = re.compile(
    r"x(?:ox[a-z]|app|wfp)[-.][\w.-]+|(?<=ticket=)\w+|(?<=/)(?:commands|actions|services|workflows)/T\w+/\S+"
)
_HIDDEN = frozenset(
    {"authorization", "blocks", "body", "message", "name", "password", "payload", "secret", "text", "title", "token"}
)


def set_up(level: str = "info", form: Literal["text", "json"] = "text", stream: TextIO | None = None) -> None:
    """Send our own log and the libraries' warnings to one stream, stderr by default."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        redact,
    ]
    render: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        # The plain trace: the pretty one prints local variables, and tokens and texts are among them.
        else structlog.dev.ConsoleRenderer(
            colors=(stream or sys.stderr).isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # On their lower levels the libraries print whole requests: what people wrote, and tokens.
    root.setLevel(logging.WARNING)
    for ours in ("bot", "handlers", "storage"):
        logging.getLogger(ours).setLevel(level.upper())
    # It warns of every run that a busy moment made late; the ticker takes care of those itself.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Blank what must not be logged: fields that hold a person's words, and secrets wherever they stand."""
    for key, value in event.items():
        if key in _HIDDEN:
            event[key] = "(hidden)"
        elif isinstance(value, str):
            event[key] = _SECRETS.sub("(secret)", value)
        elif not isinstance(value, bool | int | float | None):
            event[key] = _SECRETS.sub("(secret)", str(value))
    return event
