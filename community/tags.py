"""Tags: a few short words under which a lesson is found, each a slug such as `contract-testing`."""
# a refusal is named for what is the case, as in "NameTaken"

import re

from community.errors import CommunityError
from community.lessons import MOST_TAGS
from community.names import slug

TAG_LIMIT = 30

_BETWEEN = re.compile(r"[,;\n]+")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
# Slack's own marks, addresses with a "#part", and channels, which Slack writes as <#C1|name>, are no tags.
_NOT_TYPED = re.compile(r"<[^<>]*>|\S+://\S+")
_HASHTAG = re.compile(r"(?<![\w/&#.])#([^\W\d_][\w-]{1,29})(?![\w#])")
_COLOUR = re.compile(r"[0-9a-f]{3}|[0-9a-f]{6}", re.IGNORECASE)


class WrongTags(CommunityError):
    """What was typed as tags are not a few short words."""


def read(typed: str) -> tuple[str, ...]:
    """Give the tags a person typed, each once, in their order: parted by commas, or by blanks where there are none.

    More than MOST_TAGS, or one longer than TAG_LIMIT characters: WrongTags.
    """
    parts = _BETWEEN.split(typed) if _BETWEEN.search(typed.strip(" ,;\n")) else typed.replace(",", " ").split()
    found = tuple(dict.fromkeys(filter(None, map(slug, parts))))
    if (too_long := next((tag for tag in found if len(tag) > TAG_LIMIT), None)) is not None:
        raise WrongTags(
            f"“{too_long}” is {len(too_long)} characters long, and a tag holds {TAG_LIMIT}. Put a comma between tags."
        )
    if len(found) > MOST_TAGS:
        raise WrongTags(f"These are {len(found)} tags; the best {MOST_TAGS} are enough to find it by.")
    return found


def written(tags: tuple[str, ...]) -> str:
    """Give the tags as a person would type them."""
    return ", ".join(tags)


def with_first(name: str, others: tuple[str, ...]) -> tuple[str, ...]:
    """Give the tags with this one before the others, as many as there may be; one that is too long is left out."""
    first = (name,) if len(name) <= TAG_LIMIT else ()
    return tuple(dict.fromkeys((*first, *others)))[:MOST_TAGS]


def hashtags(raw: str) -> tuple[str, ...]:
    """Give the first tags that stand in a message's own text, as Slack sends it, as #words."""
    text = _NOT_TYPED.sub(" ", _CODE.sub(" ", raw))
    words = (word for word in _HASHTAG.findall(text) if not _COLOUR.fullmatch(word))
    return tuple(dict.fromkeys(filter(None, map(slug, words))))[:MOST_TAGS]
