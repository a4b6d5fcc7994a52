"""How going to a gathering outside looks: what one is told, the question afterwards, and the window to tell."""

from community.communities import Community
from community.lessons import Lesson
from community.meetups import Meetup
from handlers.blocks.lessons import title as lesson_title
from handlers.blocks.parts import Message, View, actions, button, context, modal, section
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short

WRITE, LEAVE, TAKE_BACK, REPORT = "reporting.write", "reporting.leave", "reporting.take_back", "reporting.report"
_TITLE, _PLACE = 150, 300


def going(meetup: Meetup, *, is_news: bool) -> Message:
    """Tell one person that they are counted among those who go."""
    first = "You are in" if is_news else "You said so before, and you are in"
    text = f"{first}: {_named(meetup)}, {when(meetup.starts_at, meetup.zone)}."
    then = "This counts you here and reminds you; signing up with those who hold it is still yours to do."
    row = actions(button("I'll report back", REPORT, meetup.id), button("Can't make it", "meetup.stay_away", meetup.id))
    return Message(f"{text} {then}", [section(text), context(then), row])


def reports(meetup: Meetup, *, is_news: bool) -> Message:
    """Thank who tells the others afterwards, and say what comes of it."""
    first = "Thank you" if is_news else "You said so before; thank you again"
    text = (
        f"{first}: you go to {_named(meetup)}, {when(meetup.starts_at, meetup.zone)}, "
        "and tell the others what you saw. Your name stands beside it. I ask you once, on the working day after it."
    )
    row = actions(button("I'd rather not", TAKE_BACK, meetup.id))
    return Message(text, [section(text), row])


def taken_back(meetup: Meetup | None) -> Message:
    """Say that they are not asked."""
    what = f" about {_named(meetup)}" if meetup is not None else ""
    text = f"That is fine: your name is gone from it, and I don't ask you{what}. Nobody is told."
    return Message(text, [section(text)])


def reminder(meetup: Meetup, community: Community | None) -> Message:
    """Ask who said that they report back, once."""
    where = f" for *{inline_short(community.topic, _TITLE)}*" if community is not None else ""
    text = (
        f"You were going to {_named(meetup)} and said that you would tell the others{where}. "
        "What would you tell another team? A few lines are plenty."
    )
    row = actions(button("Write it down", WRITE, meetup.id, style="primary"), button("Not this time", LEAVE, meetup.id))
    return Message(text, [section(text), row])


def left() -> Message:
    """Say that nothing is asked any more."""
    text = "That is fine. I ask no more, and nobody is told. `/lesson add` is there whenever you like."
    return Message(text, [section(text)])


def told_before(number: int) -> Message:
    """Say that there is a lesson of it already."""
    text = f"You told of it already, as lesson #{number}. Thank you. `/lesson {number}` shows it."
    return Message(text, [section(text), actions(button("Show it", "lesson.show", number))])


def kept(lesson: Lesson, meetup: Meetup) -> View:
    """Thank who told."""
    text = (
        f"💡 *{lesson_title(lesson)}* is kept as lesson #{lesson.number}. Thank you for telling what you saw at "
        f"{_named(meetup)}. The next digest brings it to the community."
    )
    return modal(callback_id="lesson.kept", title=f"Lesson #{lesson.number}", blocks=[section(text)])


def _named(meetup: Meetup) -> str:
    return f"*{inline_short(meetup.title, _TITLE)}*"
