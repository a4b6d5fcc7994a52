"""How a departure looks: what stays in a community, and who would like to look after it."""

from community.departures import Offer
from community.lessons import Lesson
from community.meetups import Meetup
from handlers.blocks.communities import title
from handlers.blocks.free_seats import would_like
from handlers.blocks.parts import Block, Message, actions, button, context, section
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short

LOOK_AFTER, HOST = "departure.look_after", "departure.host"

_LESSONS, _MEETUPS = 8, 5


def offer(told: Offer, *, said: str = "") -> Message:
    """Tell a community what stays with it; `said` is what just happened.

    Nobody who looks after something is named: this message isn't found again when they want to be forgotten.
    """
    first = _first(told)
    blocks: list[Block] = [section(f"{first} Would somebody like to look after it?")]
    if said:
        blocks.append(section(said))
    blocks += [_lesson(lesson, told) for lesson in told.lessons[:_LESSONS]]
    if (more := len(told.lessons) - _LESSONS) > 0:
        lessons = "one more lesson" if more == 1 else f"{more} more lessons"
        blocks.append(context(f"And {lessons}, which stay as they are and are found as before."))
    blocks += [_meetup(meetup, told) for meetup in told.planned[:_MEETUPS]]
    if told.is_seat_free:
        text = f"🪑 Nobody coordinates {title(told.community)} at the moment."
        blocks.append(section(text, accessory=would_like(told.community.id)))
    if told.lessons:
        blocks.append(context("Who looks after a lesson may change it when things change. Nobody has to."))
    return Message(first, blocks)


def looked_after(lesson: Lesson) -> Message:
    """Tell a person that they look after a lesson now."""
    text = f"You look after lesson #{lesson.number} now, thank you. You can change it when things change."
    return Message(text, [section(text), actions(button("Edit", "lesson.edit", lesson.number))])


def hosted(meetup: Meetup) -> Message:
    """Tell a person that they host a meetup now."""
    text = f"You host *{inline_short(meetup.title, 200)}* now, thank you. The announcement says so."
    return Message(text, [section(text), actions(button("What is coming?", "meetup.list"))])


def has_host(meetup: Meetup) -> str:
    """Say that a meetup has somebody who hosts it; its announcement says who."""
    return f"🗓 *{inline_short(meetup.title, 200)}* has a host again."


def _first(told: Offer) -> str:
    """Say what stays; a name stands beside lessons only, and only where its person wants it there."""
    if not told.lessons:
        return "Somebody has left, and something is open here now."
    if not told.name:
        return "Somebody has left, and what they learnt stays here."
    return f"{inline_short(told.name, 120)} has left, and what they learnt stays here."


def _lesson(lesson: Lesson, told: Offer) -> Block:
    line = f"💡 *#{lesson.number}* {inline_short(lesson.title, 200)}"
    if lesson.caretaker:
        return section(f"{line} · somebody looks after it")
    return section(line, accessory=button("I'll look after it", LOOK_AFTER, f"{lesson.number} {told.community.id}"))


def _meetup(meetup: Meetup, told: Offer) -> Block:
    text = f"🗓 *{inline_short(meetup.title, 200)}*, {when(meetup.starts_at, meetup.zone)}, needs somebody to host it"
    return section(text, accessory=button("I'll host it", HOST, f"{meetup.id} {told.community.id}"))
