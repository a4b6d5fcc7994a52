"""The register of everything the bot shows: each builder with what it is to be rendered with.

A feature's surfaces stand in `surfaces_<feature>.py` beside this file, in `SURFACES`; they are found by that name.
"""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.blocks.parts import Message, View

Shown = Message | View


@dataclass(frozen=True)
class Surface:
    """One builder in one situation. `render` puts the given text wherever a person may have written something."""

    builder: Callable[..., Shown]
    case: str
    render: Callable[[str], Shown]

    @property
    def name(self) -> str:
        module = self.builder.__module__.removeprefix("handlers.blocks.")
        return f"{module}.{self.builder.__name__}: {self.case}"


# What people write, and what Slack must only show. Whatever would do something names "evil".
TEXTS = {
    "ordinary": "Contract testing",
    "nothing": "",
    "only blanks": "  \n ",
    "one long word": "n" * 3000,
    "3,000 characters in words": "many words " * 272 + "and more",
    "emoji": "🎉👩‍👩‍👧‍👦🏳️‍🌈👍🏽" * 200,
    "right to left": "מה למדנו השבוע \u200f" * 100 + "\u202eevil",
    "mentions": "<!channel> <!here|here> <!subteam^SEVIL> <@UEVIL> <#CEVIL|evil> <!date^1^{date}|evil> " * 3
    + "@channel @here @everyone",
    "links": "<https://evil.example|click> <mailto:evil@evil.example> [evil](https://evil.example)",
    "escapes": "&<>" * 1000,
    "escaped before": "&lt;!channel&gt; &amp;lt;@UEVIL&amp;gt; &#60;!channel&#62;",
    "marks": "*bold* _slanted_ ~gone~ `code` ```fence``` > quote :bulb: • list",
    "lines": "one\r\ntwo\n\n\nthree\tfour\u2028five",
    "combining": "e\u0301" * 1500,
    "zero width": "\u200b\u2060\ufeff" * 50 + "x",
}
