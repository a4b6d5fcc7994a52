"""Dates in a language of one's own: what Slack would show in its language is written out instead."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from community.schedule import local

SLACKS = "slack"
# By their own names. What Babel calls them is the code; Slack's own stands for the language one uses Slack in.
LANGUAGES = {
    SLACKS: "the language I use Slack in",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "en_GB": "English (UK)",
    "en_US": "English (US)",
    "es": "Español",
    "fi": "Suomi",
    "fr": "Français",
    "hi": "हिन्दी",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt_BR": "Português (Brasil)",
    "pt_PT": "Português (Portugal)",
    "ro": "Română",
    "sv": "Svenska",
    "tr": "Türkçe",
    "uk": "Українська",
    "vi": "Tiếng Việt",
    "zh_CN": "简体中文",
}
_TOKEN = re.compile(r"<!date\^(\d{1,12})\^([^|^<>]*)(?:\^[^|<>]*)?\|[^<>]*>")
_PART = re.compile(r"\{(\w+)\}")
# docs.slack.dev/messaging/formatting-message-text, "Date formatting". The lengths are CLDR's.
_DATES = {
    "date_num": "short",
    "date": "long",
    "date_short": "medium",
    "date_long": "full",
    "date_pretty": "long",
    "date_short_pretty": "medium",
    "date_long_pretty": "full",
}
_TIMES = {"time": "short", "time_secs": "medium"}


def has_dates(shown: object) -> bool:
    """Tell whether anything that is shown has a date which Slack would write."""
    if isinstance(shown, str):
        return "<!date^" in shown
    if isinstance(shown, Mapping):
        return any(map(has_dates, shown.values()))
    return isinstance(shown, Sequence) and any(map(has_dates, shown))


def written(shown: Any, language: str, zone: str) -> Any:
    """Give what is shown with its dates written out in the language, as clocks in the IANA zone have them.

    `shown` is any JSON; only strings change. Where Slack would say "tomorrow" the date is written, since CLDR, which
    Babel knows, has no word for it in every language.
    """
    if isinstance(shown, str):
        return _TOKEN.sub(lambda token: _date(token, language, zone), shown)
    if isinstance(shown, Mapping):
        return {key: written(value, language, zone) for key, value in shown.items()}
    if isinstance(shown, Sequence):
        return [written(value, language, zone) for value in shown]
    return shown


def _date(token: re.Match[str], language: str, zone: str) -> str:
    there = local(datetime.fromtimestamp(int(token[1]), UTC), zone)
    # Loaded by who chose a language: it takes some megabytes that others needn't have.
    dates = import_module("babel.dates")

    def part(found: re.Match[str]) -> str:
        name = found[1]
        if name in _TIMES:
            return str(dates.format_time(there, _TIMES[name], locale=language))
        return str(dates.format_date(there, _DATES[name], locale=language)) if name in _DATES else found[0]

    return _PART.sub(part, token[2])
