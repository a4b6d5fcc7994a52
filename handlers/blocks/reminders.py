"""How reminders of meetups look: which ones a meetup has, the posts and messages, and how one person wants them."""

from collections.abc import Sequence

from community.coming import Said
from community.meetups import TITLE_LIMIT, Meetup
from community.reminders import LEADS, How
from handlers.blocks import coming as coming_blocks
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    input_block,
    modal,
    option,
    radios,
    section,
)
from handlers.blocks.places import place_sentence
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short

LEADS_FIELD = "reminders"  # of the form in which a meetup is planned; what is chosen is read with `reminders.chosen`
CHOOSE = "meetup.reminders"
HOW_FIELD = "how"
_AT_MOST_HOURS = 2 * 60  # so short before it, the time is enough
_HOWS = {
    How.CHANNEL: ("In the channel", "The post that everybody sees there is enough."),
    How.DIRECT: ("By direct message too", "For meetups you come to, or maybe do."),
    How.NOT_AT_ALL: ("Not at all", "I write you none. The channel's posts mention nobody."),
}


def menu(leads: Sequence[int]) -> Block:
    """Make the input in which a meetup's reminders are chosen: several, or none."""
    options = [option(f"{lead_in_words(lead)} before", str(lead)) for lead in LEADS]
    element: Block = {"type": "multi_static_select", "action_id": LEADS_FIELD, "options": options}
    if chosen := [offered for offered in options if int(offered["value"]) in leads]:
        element["initial_options"] = chosen
    hint = "The channel gets a post; who comes and wants it, a direct message. Leave it empty for no reminders."
    return input_block(LEADS_FIELD, "Reminders", element, hint=hint, is_optional=True)


def told(leads: Sequence[int]) -> str:
    """Say when a channel is reminded, as in "a day and 10 minutes before"; "" when it isn't."""
    words = [lead_in_words(lead) for lead in leads]
    if not words:
        return ""
    return f"{' and '.join(filter(None, [', '.join(words[:-1]), words[-1]]))} before"


def lead_in_words(lead: int) -> str:
    """Say a number of minutes as people say it, as in "a week", "2 hours"."""
    for minutes, one, many in ((7 * 24 * 60, "a week", "weeks"), (24 * 60, "a day", "days"), (60, "an hour", "hours")):
        if lead % minutes == 0:
            return one if lead == minutes else f"{lead // minutes} {many}"
    return f"{lead} minutes"


def reminder(meetup: Meetup, lead: int) -> Message:
    """Remind a channel of a meetup, `lead` minutes before it; how many come is told by the announcement, as they do."""
    text = _sentence(meetup, lead)
    return Message(text, [section(_with_place(text, meetup)), actions(*coming_blocks.answers(meetup))])


def direct(meetup: Meetup, lead: int, said: Said) -> Message:
    """Remind one person, who comes or said maybe and wants it by direct message."""
    text = f"{_sentence(meetup, lead)} You {'are in' if said is Said.COMING else 'said maybe'}."
    row = [*coming_blocks.otherwise(meetup, said), button("Reminders", CHOOSE)]
    return Message(text, [section(_with_place(text, meetup)), actions(*row)])


def window(how: How) -> View:
    """Make the small window in which a person chooses how they are reminded."""
    options = [option(label, offered.value, description) for offered, (label, description) in _HOWS.items()]
    return modal(
        callback_id=CHOOSE,
        title="Reminders of meetups",
        submit="Keep it",
        close="Cancel",
        blocks=[input_block(HOW_FIELD, "How shall I remind you?", radios(HOW_FIELD, options, chosen=how.value))],
    )


def chosen(how: How, *, is_news: bool) -> Message:
    """Confirm how they are reminded from now on."""
    text = {
        How.CHANNEL: "You are reminded in the channel, by the post that everybody sees there.",
        How.DIRECT: "I write to you before each meetup that you come to, or maybe do.",
        How.NOT_AT_ALL: "I remind you of no meetup. When one you come to is moved or called off, I still tell you.",
    }[how]
    if not is_news:
        text = f"It was so before, and nothing was changed. {text}"
    return Message(
        text, [section(text), actions(button("Change it", CHOOSE), button("What is coming?", "meetup.list"))]
    )


def _sentence(meetup: Meetup, lead: int) -> str:
    title = f"*{inline_short(meetup.title, 2 * TITLE_LIMIT)}*"
    if lead <= _AT_MOST_HOURS:
        return f"🗓 {title} starts at {when(meetup.starts_at, meetup.zone, '{time} your time')}."
    return f"🗓 {title} is {when(meetup.starts_at, meetup.zone)}."


def _with_place(text: str, meetup: Meetup) -> str:
    return " ".join(filter(None, [text, place_sentence(meetup)]))
