"""Everything that is shown about reminders of meetups."""

from community.coming import Said
from community.reminders import How
from handlers.blocks import reminders
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_coming import a_meetup


def chosen(how: How) -> Surface:
    return Surface(reminders.chosen, how.value, lambda _: reminders.chosen(how, is_news=how is not How.CHANNEL))


SURFACES = [
    Surface(reminders.reminder, "a day", lambda text: reminders.reminder(a_meetup(text), 24 * 60)),
    Surface(reminders.reminder, "ten minutes", lambda text: reminders.reminder(a_meetup(text), 10)),
    Surface(reminders.direct, "in", lambda text: reminders.direct(a_meetup(text), 24 * 60, Said.COMING)),
    Surface(reminders.direct, "maybe", lambda text: reminders.direct(a_meetup(text), 10, Said.MAYBE)),
    Surface(reminders.window, "any", lambda _: reminders.window(How.DIRECT)),
    *map(chosen, How),
]
