"""Names: what a community is called in commands and channels, and which name a person means."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

TOPIC_LIMIT = 80
PURPOSE_LIMIT = 250  # a channel's purpose holds no more: docs.slack.dev/reference/methods/conversations.setPurpose
NAME_LIMIT = 60
CHANNEL_NAME_LIMIT = 80  # docs.slack.dev/reference/methods/conversations.create, "Naming"

# Without these "C", "C++" and "C#" would be one community.
_SPOKEN = {"+": "plus", "#": "sharp", "&": " and "}
# A name half of whose letters are elsewhere is another name; 0.6 still takes "contrct tesing" for "contract-testing".
_NEAR = 0.6
# Who is clearly meant is suggested alone.
_CLOSE_BEHIND = 0.2


def slug(topic: str) -> str:
    """Give the name of a topic: lower case, in words joined by "-", at most 60 characters; letters of any script stay.

    A topic without any letter or digit gives "".
    """
    return _shortened(_joined(topic, kept=""), NAME_LIMIT)


def channel_name(topic: str, *, prefix: str) -> str:
    """Give the name a topic's channel would have, such as `cop-contract-testing`; "" when the topic gives none."""
    name = slug(topic)
    return _shortened(f"{prefix}{name}", CHANNEL_NAME_LIMIT) if name else ""


def as_channel_name(typed: str) -> str:
    """Give a typed channel name put right as Slack's own clients do: "#CoP Tests" is `cop-tests`."""
    return _shortened(_joined(typed.strip().lstrip("#"), kept="_"), CHANNEL_NAME_LIMIT)


def nearest(wanted: str, names: Iterable[str], *, limit: int = 3) -> Sequence[str]:
    """Give the names a person may have meant, the likeliest first: those with the same words, then those like it."""
    key = slug(wanted) or wanted.casefold()
    likeness = {name: _likeness(key, name) for name in names}
    least = max(_NEAR, max(likeness.values(), default=0.0) - _CLOSE_BEHIND)
    near = sorted((name for name in likeness if likeness[name] >= least), key=lambda name: (-likeness[name], name))
    return near[:limit]


def _likeness(key: str, name: str) -> float:
    if not key:
        return 0.0
    words = set(key.split("-"))
    if words <= set(name.split("-")):
        return 1.0
    if len(key) >= 3 and name.startswith(key):
        return 0.95
    return SequenceMatcher(None, key, name).ratio()


def _joined(text: str, *, kept: str) -> str:
    spoken = "".join(_SPOKEN.get(sign, sign) for sign in unicodedata.normalize("NFKC", text).strip().lstrip("#"))
    # `casefold` makes "Straße" and "STRASSE" one name; `lower` since it gives capitals for Cherokee.
    folded = unicodedata.normalize("NFC", spoken.casefold().lower())
    signs = "".join(
        sign if sign in kept or _is_letter(sign) else "-" for sign in folded.replace("'", "").replace("’", "")
    )
    return re.sub(r"-{2,}", "-", signs).strip("-")


def _is_letter(sign: str) -> bool:
    # Vowel signs of Hindi or Thai are marks, not letters, and a word without them is another word.
    return sign.isalnum() or (unicodedata.category(sign) in {"Mn", "Mc"} and not _is_for_emoji(sign))


def _is_for_emoji(sign: str) -> bool:
    return "\ufe00" <= sign <= "\ufe0f"


def _shortened(name: str, limit: int) -> str:
    """Cut a name between words where it can be."""
    if len(name) <= limit:
        return name
    kept = name[: limit + 1]
    at_word = kept.rpartition("-")[0]
    return at_word if len(at_word) > limit // 2 else name[:limit].strip("-")
