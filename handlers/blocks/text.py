"""Person-written text, made safe to repeat: nobody is mentioned, nothing is cut in half."""

import re
from datetime import datetime

# U+2060 joins words without being seen: it parts "@" from the word that Slack would turn into a mention of everyone.
_WORD_JOINER = "\u2060"
_GROUP_MENTION = re.compile(r"@(?=channel|here|everyone|group)", re.IGNORECASE)
# What begins a link, an image, a mention or HTML in markdown once it follows these without a gap.
_LINKING = re.compile(r"[\]<@&]")
_FORMATTING = re.compile(r"([*_~`])")


def escape(text: str) -> str:
    """Give the text so that Slack shows it and does nothing else with it.

    `&`, `<` and `>` are escaped, so no `<@U…>`, `<!channel>` or link can start; `@channel`, `@here` and `@everyone` are
    parted, since Slack parses them in text that isn't marked verbatim.

    Source: docs.slack.dev/messaging/formatting-message-text, "Escaping text".
    """
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _GROUP_MENTION.sub(f"@{_WORD_JOINER}", escaped)


def inline(text: str) -> str:
    """Give the text for use inside a formatted line: escaped, on one line, its own formatting marks made harmless."""
    return _FORMATTING.sub(f"{_WORD_JOINER}\\1{_WORD_JOINER}", escape(" ".join(text.split())))


def short(text: str, limit: int) -> str:
    """Give the text in at most `limit` characters, with an ellipsis where it was cut."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    at_word = kept.rsplit(maxsplit=1)[0] if " " in kept[-40:] and kept.strip() else kept
    return f"{at_word.rstrip()}…"


def escaped_short(text: str, limit: int) -> str:
    """Give the text escaped and in at most `limit` characters, never cut inside an escape."""
    room = limit
    while len(found := escape(short(text, room))) > limit:
        room -= max(1, (len(found) - limit) // 5)  # one character becomes five at most
        if room < 1:
            return ""
    return found


def inline_short(text: str, limit: int) -> str:
    """Give the text for use inside a formatted line, in at most `limit` characters, never cut inside an escape."""
    words, room = " ".join(text.split()), limit
    while len(found := inline(short(words, room))) > limit:
        room -= max(1, (len(found) - limit) // 5)  # one character becomes five at most
        if room < 1:
            return ""
    return found


def in_markdown(text: str) -> str:
    """Give the text for use inside a line of markdown, never at its beginning: on one line, and it links to nothing.

    What begins no line is no heading, list, quote or table, and parted from what follows it, `]`, `<`, `@` and `&`
    begin no link, image, HTML or mention such as `![](@U…)`. Backslashes would do that in other markdown; whether they
    do in a canvas is not documented.

    Source: docs.slack.dev/surfaces/canvases, "Formatting canvas content with the Slack API".
    """
    return _LINKING.sub(f"\\g<0>{_WORD_JOINER}", " ".join(text.split()))


def date(moment: datetime, form: str, fallback: str) -> str:
    """Give the moment in the reader's own zone; `form` is Slack's, such as `{date_short_pretty} at {time}`.

    Source: docs.slack.dev/messaging/formatting-message-text, "Date formatting".
    """
    return f"<!date^{int(moment.timestamp())}^{form}|{escape(fallback)}>"
