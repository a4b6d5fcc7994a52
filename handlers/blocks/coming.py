"""How answers to meetups look: the buttons, the numbers, what one person is told, and messages to those concerned."""

from collections.abc import Sequence

from community.coming import CONCERNED, Answered, Said
from community.meetups import TITLE_LIMIT, Coming, Meetup
from handlers.blocks.calendars import ADD, add
from handlers.blocks.parts import Block, Message, actions, button, context, overflow, section
from handlers.blocks.places import place
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short

MORE = "meetup.more"
COME, MAYBE, STAY_AWAY = "meetup.come", "meetup.maybe", "meetup.stay_away"
AFTER_ALL = ".after_all"  # of the same answers, given in what only one person sees: the new one takes its place
WHO, ASK_TO_CANCEL = "meetup.who", "meetup.cancel.ask"
MOST_NAMES = 60
_YOURS = {
    Said.COMING: "you are in",
    Said.WAITING: "you wait for a seat",
    Said.MAYBE: "you said maybe",
    Said.NOT_THIS_TIME: "not this time for you",
}


def answers(meetup: Meetup) -> list[Block]:
    """Make the buttons of the answers everybody may give."""
    return [come(meetup), button("Maybe", MAYBE, meetup.id), stay_away(meetup)]


def come(meetup: Meetup) -> Block:
    """Make the button of who is coming."""
    return button("I'm coming", COME, meetup.id, style="primary")


def stay_away(meetup: Meetup) -> Block:
    """Make the button of who isn't coming."""
    return button("Not this time", STAY_AWAY, meetup.id)


def otherwise(meetup: Meetup, said: Said, suffix: str = "") -> list[Block]:
    """Make the buttons of the other answers somebody may give who said this."""
    every = {
        Said.COMING: button("I'm coming", f"{COME}{suffix}", meetup.id),
        Said.MAYBE: button("Maybe", f"{MAYBE}{suffix}", meetup.id),
        Said.NOT_THIS_TIME: button("Not this time", f"{STAY_AWAY}{suffix}", meetup.id),
    }
    stands = Said.COMING if said is Said.WAITING else said
    return [made for offered, made in every.items() if offered is not stands]


def more(meetup: Meetup) -> Block:
    """Make the menu behind "…" of a meetup's announcement; it holds five things at most."""
    return overflow(
        MORE,
        ("Who is coming?", WHO, meetup.id),
        ("Add to my calendar", ADD, meetup.id),
        ("How I am reminded", "meetup.reminders", ""),
        ("Change it", "meetup.change", meetup.id),
        ("Call it off", ASK_TO_CANCEL, meetup.id),
    )


def numbers(coming: Coming) -> str:
    """Say how many are coming, how many maybe, and what seats there are; "" for nobody: an empty room invites nobody.

    The numbers are shown however small they are: people said so themselves, for all to see, and about one evening.
    """
    said = []
    if coming.count:
        said.append("1 is coming" if coming.count == 1 else f"{coming.count} are coming")
    if coming.maybe:
        said.append(f"{coming.maybe} maybe")
    return " · ".join(filter(None, [", ".join(said), _seats(coming)]))


def yours(said: Said | None) -> str:
    """Say in a list what one person answered; "" when they did not."""
    return _YOURS[said] if said else ""


def answered(answer: Answered) -> Message:
    """Tell one person what stands for them now."""
    text = f"{_what_stands(answer)} {_seat_given(answer)}".strip()
    row = otherwise(answer.meetup, answer.said, AFTER_ALL)
    if answer.said is not Said.NOT_THIS_TIME:
        row.append(add(answer.meetup))
    if answer.said is Said.COMING:
        row.append(button("Who is coming?", WHO, answer.meetup.id))
    return Message(text, [section(text), actions(*row, button("What is coming?", "meetup.list"))])


def who(coming: Coming, names: Sequence[str] | None) -> Message:
    """Answer who is coming: the names, in the order of the alphabet, to who comes too; None to all others."""
    meetup, told = coming.meetup, numbers(coming)
    if names is None:
        text = f"{told or 'Nobody said so far that they come'}: {_title(meetup)}. The names are for those who come."
        return Message(text, [section(text), actions(come(meetup))])
    shown = ", ".join(inline_short(name, 40) for name in names[:MOST_NAMES])
    others = coming.count - min(len(names), MOST_NAMES)
    text = f"Coming to {_title(meetup)}: {' and '.join(filter(None, [shown, _others(others, bool(shown))]))}."
    return Message(text, [section(text), context(told)])


def seated(meetup: Meetup, *, is_hidden: bool = False) -> Message:
    """Tell somebody who waited that a seat is theirs."""
    text = f"🪑 A seat is yours: {_named(meetup, is_hidden)}, {_when(meetup)}. You waited for it, and now you are in."
    return _direct(text, meetup, Said.COMING, is_hidden)


def moved(before: Meetup, after: Meetup, said: Said, *, is_hidden: bool = False) -> Message:
    """Tell somebody who comes, waits or maybe comes that it is at another time, or elsewhere."""
    named = _named(after, is_hidden)
    if before.starts_at != after.starts_at:
        text = f"🗓 {named} was moved from {_when(before)} to *{_when(after)}*."
    else:
        text = f"🗓 {named}, {_when(after)}, takes place elsewhere."
    if not is_hidden and before.place != after.place:
        text += f" Where: {place(after.place) or 'not known yet'}."
    return _direct(f"{text} {_still(said)}", after, said, is_hidden)


def called_off(meetup: Meetup, said: Said, *, is_hidden: bool = False) -> Message:
    """Tell somebody who comes, waits or maybe comes that it won't be."""
    text = f"🗓 {_named(meetup, is_hidden)}, planned for {_when(meetup)}, was called off. {_had_said(said)}"
    if is_hidden:
        return Message(text, [section(text)])
    return Message(text, [section(text), actions(button("What is coming?", "meetup.list"))])


def _direct(text: str, meetup: Meetup, said: Said, is_hidden: bool) -> Message:
    # Of a meetup in a closed room only who is in there may say something, so the way to do so is there.
    if is_hidden:
        return Message(text, [section(text)])
    return Message(text, [section(text), actions(*otherwise(meetup, said))])


def _what_stands(answer: Answered) -> str:
    meetup, title = answer.meetup, _title(answer.meetup)
    match answer.said:
        case Said.COMING:
            first = "You are in" if answer.is_news else "You said so before, and you are in"
            return f"{first}: {title}, {_when(meetup)}."
        case Said.WAITING:
            first = "All seats are taken, so you wait for one" if answer.is_news else "You wait for a seat already"
            line = "you are the next" if answer.turn == 1 else f"you are number {answer.turn} in the line"
            return f"{first}: {title}, {_when(meetup)}; {line}. When a seat is free, it is yours and I write to you."
        case Said.MAYBE:
            first = "Maybe, then" if answer.is_news else "You said maybe before, so nothing was changed"
            return f"{first}: {title}, {_when(meetup)}."
        case Said.NOT_THIS_TIME:
            if not answer.is_news:
                return f"{title}: you said so before, so nothing was changed."
            counted = "You are not counted any more. " if answer.before in CONCERNED else ""
            return f"Not this time, then: {title}. {counted}Nobody is told."


def _seat_given(answer: Answered) -> str:
    return "Your seat went to somebody who waited." if answer.seated else ""


def _seats(coming: Coming) -> str:
    if coming.meetup.seats is None:
        return ""
    free = max(0, coming.meetup.seats - coming.count)
    if free:
        return f"{free} of {coming.meetup.seats} seats free"
    waiting = f", {coming.waiting} waiting" if coming.waiting else ""
    return f"no seat free{waiting}"


def _others(number: int, is_after_names: bool) -> str:
    if number <= 0:
        return ""
    return f"{number} more" if is_after_names else f"{number} whose names I don't know yet"


def _still(said: Said) -> str:
    return {
        Said.COMING: "You said that you come; if that is still so, there is nothing to do.",
        Said.WAITING: "You still wait for a seat.",
        Said.MAYBE: "You said maybe; does it suit you better now?",
    }[said]


def _had_said(said: Said) -> str:
    return {
        Said.COMING: "You had said that you come, so your time is free again.",
        Said.WAITING: "You had waited for a seat.",
        Said.MAYBE: "You had said maybe.",
    }[said]


def _named(meetup: Meetup, is_hidden: bool) -> str:
    return f"The meetup in <#{meetup.channel_id}>" if is_hidden else _title(meetup)


def _title(meetup: Meetup) -> str:
    return f"*{inline_short(meetup.title, 2 * TITLE_LIMIT)}*"


def _when(meetup: Meetup) -> str:
    return when(meetup.starts_at, meetup.zone)
