"""How meetups look: the announcement, the list, and calling one off."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from community.coming import CONCERNED, Said
from community.communities import Community
from community.meetups import TITLE_LIMIT, Coming, Meetup
from community.topics import Wanted
from handlers.blocks import coming as coming_blocks
from handlers.blocks import reminders as reminder_blocks
from handlers.blocks.parts import Block, Message, actions, button, context, divider, section
from handlers.blocks.places import place, place_sentence
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short
from handlers.blocks.topics import agenda_lines

LISTED = 10


@dataclass(frozen=True, slots=True)
class Listing:
    """The meetups that are coming, soonest first, as one person sees them."""

    meetups: Sequence[Coming]
    yours: Mapping[int, Said]  # what they said, by id
    can_cancel: Set[int]
    community: Community | None = None  # whose they are; None for all communities'
    has_more: bool = False


def announcement(coming: Coming, *, planned_by: str, is_over: bool = False, agenda: Sequence[Wanted] = ()) -> Message:
    """Announce a meetup in its channel; the same message later shows how many are coming, or that it was cancelled.

    Once it is over nobody can answer it, and how many had said that they come is told no more.
    """
    meetup = coming.meetup
    if meetup.cancelled_at is not None:
        return _cancelled(meetup)
    by = f"Planned by {inline_short(planned_by, 100)}"
    return Message(
        f"🗓 {_title(meetup)}, {_when(meetup)}{_for(meetup)}. {place_sentence(meetup)}",
        [
            section("\n".join([*_card(meetup), *agenda_lines(agenda)])),
            *([] if is_over else [actions(*coming_blocks.answers(meetup), coming_blocks.more(meetup))]),
            context(" · ".join(filter(None, ["" if is_over else coming_blocks.numbers(coming), by]))),
        ],
    )


def called_off(meetup: Meetup) -> Message:
    """Say in the announcement's thread that the meetup won't be."""
    return Message(f"{_title(meetup)}, planned for {_when(meetup)}, was called off.")


def planned(meetup: Meetup, *, is_announced: bool) -> Message:
    """Confirm to the planner."""
    reminded = f", and the channel is reminded {leads}" if (leads := reminder_blocks.told(meetup.reminders)) else ""
    said = f"It is announced in <#{meetup.channel_id}>" if is_announced else f"<#{meetup.channel_id}> will see it soon"
    text = (
        f"🗓 {_title(meetup)} is planned for {_when(meetup)}. {said}{reminded}. "
        "If plans change, `/meetup cancel` calls it off."
    )
    return Message(text, [section(text)])


def listing(found: Listing) -> Message:
    """Show what is coming to one person, with a button for each."""
    whose = f" in *{inline_short(found.community.topic, 160)}*" if found.community else ""
    if not found.meetups:
        text = f"No meetup is coming{whose}. Would you like to plan one?"
        return Message(text, [section(text), actions(*_next(found))])
    blocks = [section(f"*What is coming{whose}*")]
    blocks += [_entry(entry, found) for entry in found.meetups[:LISTED]]
    if found.has_more:
        blocks.append(context("There are more after these."))
    blocks += [divider(), actions(*_next(found))]
    told = "; ".join(
        f"{inline_short(entry.meetup.title, 100)}, {_when(entry.meetup)}" for entry in found.meetups[:LISTED]
    )
    return Message(f"Coming{whose}: {told}.", blocks)


def mistyped(typed: str, nearest: str | None) -> Message:
    """Say that `/meetup` has no such word, with the one that may have been meant."""
    text = f"I know no `/meetup {inline_short(typed, 60)}`."
    if nearest:
        text += f" Did you mean `/meetup {nearest}`?"
    return Message(text, [section(text), actions(_plan(), _all(), button("Help", "help.show"))])


def to_cancel(meetups: Sequence[Meetup]) -> Message:
    """Show one person the meetups they may call off, each with a button that asks once more."""
    if not meetups:
        text = "There is nothing to call off: no meetup is coming that you or your communities planned."
        return Message(text, [section(text), actions(_all(), _plan())])
    text = "Which meetup shall be called off?"
    rows = [section(f"{_title(meetup)}\n{_when(meetup)}", accessory=call_off(meetup)) for meetup in meetups[:LISTED]]
    return Message(text, [section(text), *rows])


def cancelled(meetup: Meetup) -> Message:
    """Confirm to the person who called it off."""
    text = (
        f"{_title(meetup)} is called off. <#{meetup.channel_id}> sees it in the announcement, and nobody is reminded."
    )
    return Message(text, [section(text), actions(_plan("Plan another"), _all())])


def not_announced(meetup: Meetup, reason: str) -> Message:
    """Tell the planner later that Slack did not take the announcement; `reason` is mrkdwn and says what to do."""
    text = f"{_title(meetup)} was not planned. {reason}"
    return Message(text, [section(text), actions(_plan("Plan it again"))])


def why_not_announced(error: str, channel_id: str) -> str:
    """Say in words why Slack did not take an announcement, and what to do; `error` is Slack's own.

    Source: docs.slack.dev/reference/methods/chat.postMessage, "Errors".
    """
    if error in {"not_in_channel", "channel_not_found"}:
        return (
            f"I am not in <#{channel_id}>, so nobody would hear of it. Invite me there with `/invite`, then try again."
        )
    if error == "is_archived":
        return f"<#{channel_id}> is archived. Bring it back in Slack, or choose another community."
    return f"Slack does not let me post in <#{channel_id}>. Ask someone who looks after the channel, or choose another."


def call_off(meetup: Meetup) -> Block:
    """Make the button that calls a meetup off, once they have said so twice."""
    asked = {
        "title": {"type": "plain_text", "text": "Call it off?"},
        "text": {"type": "plain_text", "text": "The channel sees that it was called off. It can be planned anew."},
        "confirm": {"type": "plain_text", "text": "Call it off"},
        "deny": {"type": "plain_text", "text": "Keep it"},
        "style": "danger",
    }
    return button("Call it off", "meetup.cancel", meetup.id, style="danger") | {"confirm": asked}


def _cancelled(meetup: Meetup) -> Message:
    text = f"{_title(meetup)}, planned for {_when(meetup)}, was called off."
    return Message(text, [section(f"🗓 ~{inline_short(meetup.title, TITLE_LIMIT)}~ was called off.\n_{_when(meetup)}_")])


def _entry(entry: Coming, found: Listing) -> Block:
    meetup = entry.meetup
    lines = _card(meetup)
    if found.community is None:
        lines.append(f"<#{meetup.channel_id}>")
    said = found.yours.get(meetup.id)
    lines.append(" · ".join(filter(None, [coming_blocks.numbers(entry), coming_blocks.yours(said)])))
    choice = coming_blocks.stay_away(meetup) if said in CONCERNED else coming_blocks.come(meetup)
    return section("\n".join(filter(None, lines)), accessory=choice)


def _card(meetup: Meetup) -> list[str]:
    where = place(meetup.place)
    return [f"🗓 {_title(meetup)}", f"{_when(meetup)}{_for(meetup)}", *([f"Where: {where}"] if where else [])]


def _title(meetup: Meetup) -> str:
    return f"*{inline_short(meetup.title, 2 * TITLE_LIMIT)}*"


def _when(meetup: Meetup) -> str:
    return when(meetup.starts_at, meetup.zone)


def _for(meetup: Meetup) -> str:
    return f" for {length(meetup.minutes)}"


def length(minutes: int) -> str:
    """Say how long it is, as in "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    return " ".join([*parts, *([f"{rest} minutes"] if rest else [])])


def _next(found: Listing) -> list[Block]:
    steps = [_plan()]
    if found.can_cancel:
        steps.append(button("Call one off", "meetup.cancel.list"))
    if found.community is not None:
        steps.append(button("All meetups", "meetup.list"))
    return [*steps, button("Help", "help.show")]


def _plan(label: str = "Plan a meetup") -> Block:
    return button(label, "meetup.plan")


def _all() -> Block:
    return button("What is coming?", "meetup.list")
