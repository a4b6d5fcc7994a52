"""How calendars look in Slack: the addresses of one person's, how to use them, and a meetup's file."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.communities import Community
from community.meetups import Meetup
from handlers.blocks.communities import title
from handlers.blocks.parts import Block, Message, actions, button, context, section
from handlers.blocks.text import escape, inline_short

SHOW, GIVE, RENEW, END, FILE, ADD = (f"calendar.{does}" for does in ("show", "give", "renew", "end", "file", "add"))
MINE = "mine"  # in the value of a button, where else a community's id stands


@dataclass(frozen=True, slots=True)
class Subscription:
    """A person's own calendar, or a community's when one is named."""

    community: Community | None
    is_there: bool
    address: str = ""  # "" when it is there but was made under an earlier token of the bot, so it can't be shown


def overview(subscriptions: Sequence[Subscription], *, can_subscribe: bool, said: str = "") -> Message:
    """Show a person the addresses of their calendars; `said` is what has just happened."""
    heading = said or "🗓 *Meetups in your own calendar*"
    blocks = [section(heading)]
    if not can_subscribe:
        text = (
            "A calendar program can't reach me here, since whoever runs me gave me no public address. "
            "I can send you the meetups as a file instead; it stays as it is when they change."
        )
        return Message(f"{heading} {text}", [*blocks, section(text), actions(_file(subscriptions[0]))])
    for subscription in subscriptions:
        blocks += _subscription(subscription)
    blocks += [
        context(
            "Paste the address into *From URL* in Google Calendar, *Subscribe from web* in Outlook, or "
            "*New Calendar Subscription* in Apple Calendar. It follows when meetups move."
        ),
        context(
            "Whoever has an address can read what it gives, so keep it to yourself. It shows nobody's name. "
            "A community's address ends when you leave it."
        ),
    ]
    told = "; ".join(f"{_called(one.community)}: {one.address or _none(one)}" for one in subscriptions)
    return Message(f"{heading} {told}", blocks)


def file_sent(count: int) -> Message:
    """Say where the file with several meetups is."""
    what = "1 meetup" if count == 1 else f"{count:,} meetups"
    text = f"{what} in a file: it is in our conversation, under *Messages*. Open it with your calendar program."
    return Message(text, [section(text)])


def nothing_coming() -> Message:
    """Say that there is no meetup to put into a file."""
    text = "No meetup is in that calendar, so there is no file to send. Would you like to plan one?"
    return Message(text, [section(text), actions(button("Plan a meetup", "meetup.plan"))])


def one_sent(meetup: Meetup) -> Message:
    """Say where the file with one meetup is."""
    text = (
        f"*{inline_short(meetup.title, 240)}* is in a file in our conversation, under *Messages*. "
        "Open it with your calendar program."
    )
    return Message(text, [section(text), actions(_all())])


def one_here(meetup: Meetup, address: str) -> Message:
    """Give the link to the file with one meetup."""
    text = f"Here is *{inline_short(meetup.title, 240)}* as a file for your calendar program."
    more = "The link is yours alone and ends with the meetup. To have all meetups follow by themselves, subscribe."
    return Message(
        f"{text} {escape(address)}",
        [section(text), actions(button("Open the file", "calendar.open", url=address), _all()), context(more)],
    )


def not_sent(action_id: str, value: str) -> Message:
    """Say that Slack took no file, and what helps."""
    text = (
        "Slack took no file from me just now, so nothing was sent. Try it once more in a minute. "
        "If that does not help, whoever runs me can see why."
    )
    return Message(text, [section(text), actions(button("Try again", action_id, value))])


def add(meetup: Meetup) -> Block:
    """Make the button that puts one meetup into one's own calendar."""
    return button("Add to my calendar", ADD, meetup.id)


def given(community: Community | None) -> str:
    """Say that an address was made; None stands for one's own calendar."""
    return f"🗓 {_called(community)} has an address now."


def renewed(community: Community | None) -> str:
    """Say that an address was changed."""
    return f"🗓 {_called(community)} has another address now. The one before gives nothing any more."


def ended(community: Community | None) -> str:
    """Say that an address was switched off."""
    return f"🗓 {_called(community)} is switched off. Its address gives nothing any more."


def _subscription(found: Subscription) -> list[Block]:
    value = str(found.community.id) if found.community else MINE
    what = "everything it plans" if found.community else "what you said you come to, and what your communities plan"
    if not found.is_there:
        return [
            section(f"{_called(found.community)}: {what}."),
            actions(button("Make me an address", GIVE, value, style="primary"), _file(found)),
        ]
    address = f"`{escape(found.address)}`" if found.address else f"_{_none(found)}_"
    confirm = {
        "title": {"type": "plain_text", "text": "Another address?"},
        "text": {"type": "plain_text", "text": "The one you have gives nothing any more, in none of your calendars."},
        "confirm": {"type": "plain_text", "text": "Change it"},
        "deny": {"type": "plain_text", "text": "Keep it"},
    }
    return [
        section(f"{_called(found.community)}: {what}.\n{address}"),
        actions(
            button("Change the address", RENEW, value) | {"confirm": confirm},
            button("Switch it off", END, value),
            _file(found),
        ),
    ]


def _none(found: Subscription) -> str:
    if found.is_there:
        return (
            "It works, but I can't show the address any more: my own keys were changed. Change the address to see it."
        )
    return "no address yet"


def _called(community: Community | None) -> str:
    return f"The calendar of {title(community)}" if community else "*Your calendar*"


def _file(found: Subscription) -> Block:
    return button("As a file", FILE, str(found.community.id) if found.community else MINE)


def _all() -> Block:
    return button("All meetups in my calendar", SHOW, MINE)
