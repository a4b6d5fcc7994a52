"""How librarians see what waits for them, and what the authors of two lessons that are one are told."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.communities import Community
from community.errors import CommunityError
from community.lessons import Lesson
from community.librarians import MOST_WAITING, HighlightedBefore, Item, NoPlace
from community.merged_lessons import UNDO_SPAN
from handlers.blocks.communities import title as topic
from handlers.blocks.lessons import title
from handlers.blocks.parts import (
    Block,
    Message,
    actions,
    button,
    context,
    header,
    quoted,
    section,
)
from handlers.blocks.text import date, escaped_short, inline_short

VOLUNTEER, QUEUE = "librarian.volunteer", "librarian.queue"
FILE, ELSEWHERE = "librarian.file", "librarian.elsewhere"
TAGS, SAME_AS = "librarian.tags", "librarian.same_as"
UNDO = "librarian.undo"
_QUOTED, _NAME = 700, 80
_NAMES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that waits: a lesson in no community and where it may fit, or one beside the older it may repeat."""

    item: Item
    lesson: Lesson
    older: Lesson | None = None
    fitting: Sequence[Community] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What just happened, as mrkdwn; `undo` is the number of the lesson that goes on in another since."""

    text: str = ""
    undo: int | None = None


NOTHING_SAID = Said()


def about(names: Sequence[str], *, is_one: bool, waiting: int) -> Message:
    """Say what librarians do and who is one, with the way in or out."""
    what = (
        "A *librarian* gives lessons a community and tags, joins two that say the same, and highlights what a whole "
        "community should read. It is a few minutes now and then, by whoever likes to."
    )
    shown = [inline_short(name, _NAME) for name in names[:_NAMES_SHOWN]]
    who = f"Librarians: {', '.join(shown)}{' and others' if len(names) > len(shown) else ''}." if shown else ""
    if is_one:
        first = f"You are a librarian. {waits(waiting)}"
        choices = [
            button("Open the queue", QUEUE, style="primary"),
            button("Step back", "librarian.step_back"),
        ]
    else:
        first = "Would you like to be one? You can step back at any time, no reason asked."
        choices = [button("I'd like to", VOLUNTEER, style="primary")]
    small = [context(who)] if who else []
    return Message(f"{what} {first}", [section(what), section(first), actions(*choices), *small])


def stepped_back(*, was_one: bool) -> Message:
    """Confirm that a person is no librarian any more."""
    text = (
        "You have stepped back. Thank you for what you looked after; the door stays open."
        if was_one
        else "You are no librarian at the moment, so nothing was changed."
    )
    return Message(text, [section(text), actions(button("I'd like to again" if was_one else "I'd like to", VOLUNTEER))])


def waits(waiting: int) -> str:
    """Say how much waits."""
    if not waiting:
        return "Nothing waits in the queue."
    if waiting == 1:
        return "1 lesson waits in the queue."
    return f"{f'{MOST_WAITING} and more' if waiting >= MOST_WAITING else waiting} lessons wait in the queue."


def empty(said: Said = NOTHING_SAID) -> Message:
    """Say that nothing waits."""
    text = "The queue is empty: every lesson has its place. Enjoy your coffee."
    return Message(f"{said.text} {text}".strip(), [*_said(said), section(text)])


def waiting(shown: Shown, *, said: Said = NOTHING_SAID) -> Message:
    """Show the next thing that waits."""
    question = _twins(shown) if shown.older is not None else _homeless(shown)
    text = f"{said.text} {headed(shown.lesson)}".strip()
    return Message(text, [*_said(said), *question])


def placed(lesson: Lesson, community: Community) -> Message:
    """Confirm a lesson's community to who chose it in a window."""
    text = filed(lesson, community)
    return Message(text, [section(text), actions(button("Open the queue", QUEUE), *_show_button(lesson))])


def tagged(lesson: Lesson) -> Message:
    """Confirm a lesson's tags."""
    shown = " ".join(f"#{inline_short(tag, _NAME)}" for tag in lesson.tags) or "no tags"
    text = f"{headed(lesson)} is found by {shown} now."
    return Message(text, [section(text), _show(lesson)])


def filed(lesson: Lesson, community: Community) -> str:
    """Say where a lesson belongs now, as mrkdwn."""
    return f"✅ #{lesson.number} belongs to {topic(community)} now."


def needs_none(lesson: Lesson) -> str:
    """Say that a lesson stays without a community, as mrkdwn."""
    return f"✅ #{lesson.number} stays without a community, and nobody is asked again."


def are_one(twin: Lesson, kept: Lesson) -> str:
    """Say that two lessons are one now, as mrkdwn."""
    return f"✅ #{twin.number} goes on in #{kept.number}; its author is named there too."


def differ(lesson: Lesson, older: Lesson) -> str:
    """Say that two lessons stay two, as mrkdwn."""
    return f"✅ #{lesson.number} and #{older.number} stay two, and nobody is asked again."


def merged(twin: Lesson, kept: Lesson) -> Message:
    """Confirm to who joined two lessons by hand, with the way back."""
    text = f"{are_one(twin, kept)} For {UNDO_SPAN.days} days that can be undone."
    return Message(text, [section(text), actions(button("Undo", UNDO, twin.number), *_show_button(kept))])


def told_author(twin: Lesson, kept: Lesson, *, of_twin: bool) -> Message:
    """Tell an author, once and alone, that their lesson and another are one now."""
    mine, other = (twin, kept) if of_twin else (kept, twin)
    if kept.closed_in is not None:  # who left the room meanwhile is told no words of it
        names = f"lesson #{mine.number} and #{other.number}"
    else:
        names = f"*#{mine.number} {title(mine)}* and *#{other.number} {title(other)}*"
    place = "You are named there as somebody who learnt it too." if of_twin else "Who learnt it too is named beside it."
    text = (
        f"A librarian saw that {names} say the same. Both go on as #{kept.number}, with all that teams said to either. "
        f"{place} If they differ, part them again: for {UNDO_SPAN.days} days one click does."
    )
    return Message(text, [section(text), actions(*_show_button(kept), button("They differ", UNDO, twin.number))])


def parted(twin: Lesson, kept: Lesson) -> Message:
    """Confirm that two lessons are two again."""
    text = f"#{twin.number} and #{kept.number} are two lessons again, each with what teams said to it."
    return Message(text, [section(text), _show(twin), _show(kept)])


def highlighted(lesson: Lesson, community: Community | None) -> Message:
    """Confirm a highlight."""
    where = topic(community) if community is not None else "its community"
    text = f"⭐ {headed(lesson)} is highlighted: the next digest of {where} begins with it."
    return Message(text, [section(text), _show(lesson)])


def refusal(error: CommunityError) -> Message:
    """Say why nothing happened, with the next step."""
    text = escaped_short(str(error), 2900)
    if isinstance(error, HighlightedBefore):
        free = date(error.free_at, "{date_short_pretty}", f"{error.free_at:%Y-%m-%d}")
        text = f"{text} The next one is possible from {free} on."
        return Message(text, [section(text), actions(button("Show that one", "lesson.show", error.number))])
    if isinstance(error, NoPlace):
        return Message(text, [section(text), actions(button("Show it", "lesson.show", error.number))])
    return Message(text, [section(text), actions(button("I'd like to be one", VOLUNTEER))])


def tools(lesson: Lesson) -> Block:
    """Give what a librarian may do with a lesson they look at."""
    highlight = [] if lesson.closed_in is not None else [button("Highlight", "librarian.highlight", lesson.number)]
    return actions(*highlight, button("Tags", TAGS, lesson.number), button("Says the same as…", SAME_AS, lesson.number))


def differ_after_all(number: int) -> Block:
    """Give the way to part a lesson from the one it goes on in."""
    return actions(button(f"#{number} says something else", UNDO, number))


def at_home(number: int) -> list[Block]:
    """Give a librarian's part of the App Home."""
    choice = button("Open the queue", QUEUE) if number else None
    return [header("For librarians"), section(waits(number), accessory=choice)]


def _homeless(shown: Shown) -> list[Block]:
    lesson = shown.lesson
    ids = f"{lesson.number} 0"
    asked = "It is in no community. " + ("These may fit:" if shown.fitting else "None fits by its words.")
    blocks = [section(headed(lesson)), quoted(lesson.learnt, _QUOTED), section(asked)]
    blocks += [
        section(topic(one), accessory=button("It belongs here", FILE, f"{lesson.number} {one.id}"))
        for one in shown.fitting
    ]
    blocks.append(
        actions(
            button("Another community" if shown.fitting else "Choose a community", ELSEWHERE, lesson.number),
            button("Tags", TAGS, lesson.number),
            button("It needs none", "librarian.needs_none", lesson.number),
            button("Skip", "librarian.skip", ids),
        )
    )
    return blocks


def _twins(shown: Shown) -> list[Block]:
    lesson, older = shown.lesson, shown.older
    assert older is not None  # noqa: S101  # asked before
    ids = f"{lesson.number} {older.number}"
    return [
        section("Do these two say the same? The newer would go on in the older, with all that teams said to it."),
        section(headed(lesson)),
        quoted(lesson.learnt, _QUOTED),
        section(headed(older)),
        quoted(older.learnt, _QUOTED),
        actions(
            button(f"Same as #{older.number}", "librarian.same", ids, style="primary"),
            button("Not the same", "librarian.different", ids),
            button("Skip", "librarian.skip", ids),
        ),
    ]


def headed(lesson: Lesson) -> str:
    """Give a lesson's number and title, as mrkdwn."""
    return f"💡 *#{lesson.number} {title(lesson)}*"


def _said(said: Said) -> list[Block]:
    undo = button("Undo", UNDO, said.undo) if said.undo is not None else None
    return [section(said.text, accessory=undo)] if said.text else []


def _show(lesson: Lesson) -> Block:
    return actions(*_show_button(lesson))


def _show_button(lesson: Lesson) -> list[Block]:
    return [button(f"Show #{lesson.number}", "lesson.show", lesson.number)]
