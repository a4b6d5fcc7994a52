"""How a lesson travels to another community: the window to choose where, and the post there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.communities import Community
from community.lessons import Lesson
from community.sharing import Fitting
from community.spread import WORDS_LIMIT, Adoption
from community.teams import Team
from handlers.blocks import menus
from handlers.blocks.lessons import learnt_by
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    input_block,
    modal,
    option,
    quoted,
    section,
    text_input,
)
from handlers.blocks.spread import answers, title, travelled
from handlers.blocks.text import date, inline_short

SHARE = "spread.share"

_AT_ONCE = 5  # communities told in one go: a lesson travels where it fits, not everywhere
_TOPIC_SHOWN, _NAME_SHOWN, _LEARNT_SHOWN = 240, 240, 900


@dataclass(frozen=True, slots=True)
class Shared:
    """A lesson as another community sees it; names are "" where they aren't known or aren't to be shown."""

    lesson: Lesson
    topic: str  # of the community it comes from
    team: str  # that learnt it
    shared_by: str
    words: str
    adoptions: Sequence[Adoption]
    teams: Mapping[int, Team]


def sharing(
    lesson: Lesson,
    fitting: Sequence[Fitting],
    others: Sequence[Community],
    already: Sequence[str],
    *,
    private_metadata: str,
) -> View:
    """Ask where to share a lesson: what it fits first, with why; `already` are the topics of those that have it."""
    blocks: list[Block] = [section(f"💡 *#{lesson.number} {title(lesson)}*")]
    if already:
        where = inline_short(", ".join(already), 600)
        blocks.append(context(f"It was shared to {where} before, and isn't sent there twice."))
    if fitting:
        boxes = {"type": "checkboxes", "action_id": "fits", "options": [_fits(found) for found in fitting]}
        blocks.append(input_block("fits", "Where it may help", boxes, is_optional=bool(others)))
    if others:
        menu = menus.fill(
            {"type": "multi_static_select", "action_id": "others", "max_selected_items": _AT_ONCE},
            [option(community.topic, str(community.id)) for community in others],
        )
        label = "Other communities" if fitting else "Communities"
        blocks.append(input_block("others", label, menu, is_optional=bool(fitting)))
    words = text_input("words", is_multiline=True, max_length=WORDS_LIMIT, placeholder="Why it may help you")
    blocks.append(input_block("words", "A word from you", words, is_optional=True))
    return modal(
        callback_id=SHARE,
        title=f"Share #{lesson.number}",
        submit="Share it",
        close="Cancel",
        private_metadata=private_metadata,
        blocks=blocks,
    )


def post(shared: Shared) -> Message:
    """Show a lesson in the channel of another community, with who learnt it and how far it has come."""
    lesson = shared.lesson
    source = f" from *{inline_short(shared.topic, _TOPIC_SHOWN)}*" if shared.topic else ""
    head = f"🔁 A lesson{source} that may help here:\n*#{lesson.number} {title(lesson)}*"
    blocks = [section(head), quoted(lesson.learnt, _LEARNT_SHOWN)]
    if shared.words:
        by = inline_short(shared.shared_by, _NAME_SHOWN) or "Who shared it"
        blocks += [context(f"{by} says:"), quoted(shared.words, 2 * WORDS_LIMIT)]
    blocks.append(context(" · ".join(_particulars(shared))))
    if line := travelled(shared.adoptions, shared.teams):
        blocks.append(section(f"{line}."))
    see = button("Go see", "spread.go_see", lesson.number)
    blocks.append(actions(*answers(lesson.number), see, button("Show", "lesson.show", lesson.number)))
    whose = learnt_by(lesson, shared.team, limit=_NAME_SHOWN)
    learnt = f" {whose}." if whose else ""
    return Message(f"A lesson{source} that may help here: #{lesson.number} {title(lesson)}.{learnt}", blocks)


def gone(lesson: Lesson) -> Message:
    """Say in the place of a post that the lesson isn't shown there any more, without repeating any of it."""
    text = f"Lesson #{lesson.number} was shared here, and is not for everybody any more."
    return Message(text, [section(text)])


def sent(lesson: Lesson, told: Sequence[Community], known: Sequence[Community]) -> Message:
    """Confirm where a lesson goes; `known` are the communities that had it before or rest by now."""
    what = f"*#{lesson.number} {title(lesson)}*"
    parts = [f"🔁 {what} is on its way to {_topics(told)}."] if told else []
    if known:
        parts.append(f"Nothing was sent to {_topics(known)}: it is there already, or nobody meets there at the moment.")
    text = " ".join(parts)
    return Message(text, [section(text), actions(button("Show the lesson", "lesson.show", lesson.number))])


def not_sent(lesson: Lesson, community: Community) -> Message:
    """Tell who shared a lesson that Slack did not take the post."""
    text = (
        f"Slack did not let me post *#{lesson.number} {title(lesson)}* in {_topics([community])}, so it was not "
        "shared there. Its channel may be archived or closed to me. You can share it again once that is mended."
    )
    return Message(text, [section(text), actions(button("Share it again", SHARE, lesson.number))])


def nowhere(text: str) -> Message:
    """Say why there is nowhere to share to; `text` is ours."""
    return Message(text, [section(text), actions(button("Start a community", "community.start"))])


def why(found: Fitting) -> str:
    """Say why a lesson may help there, as in "its topic says contract and testing"."""
    shown = found.words[:3]
    words = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"its {'topic' if found.is_topic else 'purpose'} says {words}"


def _fits(found: Fitting) -> Block:
    return option(found.community.topic, str(found.community.id), why(found))


def _particulars(shared: Shared) -> list[str]:
    lesson = shared.lesson
    said = date(lesson.said_at, "{date_short_pretty}", f"{lesson.said_at:%Y-%m-%d}")
    parts = [learnt_by(lesson, shared.team, limit=_NAME_SHOWN), said]
    if lesson.source is not None and lesson.source.permalink:
        parts.append(f"<{lesson.source.permalink}|Go to the message>")
    return [part for part in parts if part]


def _topics(communities: Sequence[Community]) -> str:
    topics = [f"*{inline_short(community.topic, _TOPIC_SHOWN)}*" for community in communities]
    return topics[0] if len(topics) == 1 else f"{', '.join(topics[:-1])} and {topics[-1]}"
