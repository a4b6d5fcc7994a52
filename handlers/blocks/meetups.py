"""How meetups look: the announcement, the list, and calling one off."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from community.coming import Said
from community.communities import Community
from community.meetups import TITLE_LIMIT, WHAT_FOR_LIMIT, Coming, Meetup
from community.series import Series
from community.topics import Wanted
from community.workshops import Workshop
from handlers.blocks import coming as coming_blocks
from handlers.blocks import kinds, repeating, workshops
from handlers.blocks import reminders as reminder_blocks
from handlers.blocks.calendars import MINE, SHOW
from handlers.blocks.parts import Block, Message, actions, button, context, divider, overflow, section
from handlers.blocks.places import place, place_sentence
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short
from handlers.blocks.topics import agenda_lines

LISTED = 10
CHANGE, CHANGE_LIST = "meetup.change", "meetup.change.list"
END, ENDED = "meetup.series.end", "meetup.series.ended"
_NEXT = "each one is announced when the one before is over, and two weeks ahead at most."


@dataclass(frozen=True, slots=True)
class Listing:
    """The meetups that are coming, soonest first, as one person sees them."""

    meetups: Sequence[Coming]
    yours: Mapping[int, Said]  # what they said, by id
    can_cancel: Set[int]
    community: Community | None = None  # whose they are; None for all communities'
    has_more: bool = False


def announcement(
    coming: Coming,
    *,
    planned_by: str,
    is_over: bool = False,
    series: Series | None = None,
    agenda: Sequence[Wanted] = (),
    workshop: Workshop | None = None,
) -> Message:
    """Announce a meetup in its channel; the same message later shows how many are coming, or that it was cancelled.

    Once it is over nobody can answer it, and how many had said that they come is told no more.
    """
    meetup = coming.meetup
    if meetup.cancelled_at is not None:
        return _cancelled(meetup)
    by = f"Planned by {inline_short(planned_by, 100)}"
    lines = [*_card(meetup), *_comes_again(series), *workshops.lines(workshop), *agenda_lines(agenda)]
    return Message(
        f"{_named(meetup)}, {_when(meetup)}{_for(meetup)}. {place_sentence(meetup)}",
        [
            section("\n".join(lines)),
            *([] if is_over else [actions(*coming_blocks.answers(meetup), coming_blocks.more(meetup))]),
            context(" · ".join(filter(None, ["" if is_over else coming_blocks.numbers(coming), by]))),
        ],
    )


def called_off(meetup: Meetup) -> Message:
    """Say in the announcement's thread that the meetup won't be."""
    return Message(f"{_title(meetup)}, planned for {_when(meetup)}, was called off.")


def planned(meetup: Meetup, *, is_announced: bool, series: Series | None = None) -> Message:
    """Confirm to the planner."""
    reminded = f", and the channel is reminded {leads}" if (leads := reminder_blocks.told(meetup.reminders)) else ""
    said = f"It is announced in <#{meetup.channel_id}>" if is_announced else f"<#{meetup.channel_id}> will see it soon"
    again = f" It comes {repeating.again(series.rule)}{repeating.until(series.rule)}; {_NEXT}" if series else ""
    text = (
        f"{kinds.sign(meetup.kind)} {_title(meetup)} is planned for {_when(meetup)}. {said}{reminded}.{again} "
        "If plans change, `/meetup change` moves it and `/meetup cancel` calls it off."
    )
    return Message(text, [section(text)])


def changed(meetup: Meetup, *, is_news: bool, series: Series | None = None) -> Message:
    """Confirm to who changed it; `series` is what goes on from now on, when all that follow were changed."""
    if not is_news and series is None:
        text = f"{_title(meetup)} is as it was, so nothing was changed."
    else:
        again = f" It comes {repeating.again(series.rule)}{repeating.until(series.rule)} from now on." if series else ""
        text = (
            f"{kinds.sign(meetup.kind)} {_title(meetup)} is on {_when(meetup)}.{again} The announcement in "
            f"<#{meetup.channel_id}> shows it, and who said that they come hears when the time or place is another."
        )
    return Message(text, [section(text), actions(_all())])


def series_changed(series: Series) -> Message:
    """Confirm to who changed meetups of which none is announced at the moment."""
    text = f"*{inline_short(series.title, 2 * TITLE_LIMIT)}* comes {repeating.again(series.rule)} from now on; {_NEXT}"
    return Message(text, [section(text), actions(_all())])


def none_come(title: str) -> Message:
    """Confirm that meetups of which none is announced don't come again."""
    return Message(f"*{inline_short(title, 2 * TITLE_LIMIT)}* doesn't come again.")


def to_change(meetups: Sequence[Meetup], going: Sequence[Series]) -> Message:
    """Show one person the meetups they may change, and those that come again, each with what can be done."""
    if not meetups and not going:
        text = "There is nothing to change: no meetup is coming that you or your communities planned."
        return Message(text, [section(text), actions(_all(), _plan())])
    text = "Which meetup do you want to change?"
    by_id = {one.id: one for one in going}
    shown = [_to_change(meetup, by_id.pop(meetup.series_id or 0, None)) for meetup in meetups[:LISTED]]
    shown += [_series_to_change(one) for one in by_id.values()]
    return Message(text, [section(text), *shown[: 2 * LISTED]])


def _to_change(meetup: Meetup, series: Series | None) -> Block:
    lines = [_named(meetup), _when(meetup), *_comes_again(series)]
    does = [("Change it", CHANGE, meetup.id), ("Call it off", coming_blocks.ASK_TO_CANCEL, meetup.id)]
    return section("\n".join(lines), accessory=overflow("meetup.change.more", *does, *_of_series(series)))


def _series_to_change(series: Series) -> Block:
    lines = [f"{kinds.sign(series.kind)} *{inline_short(series.title, 2 * TITLE_LIMIT)}*", *_comes_again(series)]
    does = ("Change all that come", CHANGE, f"series {series.id}")
    return section("\n".join(lines), accessory=overflow("meetup.change.more", does, *_of_series(series)))


def _of_series(series: Series | None) -> list[tuple[str, str, int]]:
    if series is None or series.next_at is None:
        return []
    return [("Skip one", repeating.SKIP, series.id), ("Let it not come again", END, series.id)]


def to_end(series: Series) -> Message:
    """Ask once more before no more come: a menu has one question for all it offers."""
    text = (
        f"*{inline_short(series.title, 2 * TITLE_LIMIT)}* comes {repeating.again(series.rule)}. Let it not come again?"
    )
    return Message(text, [section(text), actions(button("It ends", ENDED, series.id, style="danger"), _all())])


def moved(before: Meetup, after: Meetup) -> Message:
    """Say in the announcement's thread that the meetup is at another time or place."""
    if before.starts_at != after.starts_at:
        return Message(f"{_title(after)} was moved from {_when(before)} to *{_when(after)}*. {place_sentence(after)}")
    return Message(f"{_title(after)}, {_when(after)}, takes place elsewhere. {place_sentence(after)}")


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
    return Message(text, [section(text), actions(_plan(), _all(), button("Help", "help.show", "/meetup"))])


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
    title = f"{kinds.sign(meetup.kind)} ~{inline_short(meetup.title, TITLE_LIMIT)}~"
    return Message(text, [section(f"{title} was called off.\n_{_when(meetup)}_")])


def _entry(entry: Coming, found: Listing) -> Block:
    meetup = entry.meetup
    lines = _card(meetup)
    if found.community is None:
        lines.append(f"<#{meetup.channel_id}>")
    said = found.yours.get(meetup.id)
    lines.append(" · ".join(filter(None, [coming_blocks.numbers(entry), coming_blocks.yours(said)])))
    is_in = said in (Said.COMING, Said.WAITING)
    choice = coming_blocks.stay_away(meetup) if is_in else coming_blocks.come(meetup)
    return section("\n".join(filter(None, lines)), accessory=choice)


def _card(meetup: Meetup) -> list[str]:
    where = place(meetup.place)
    return [
        f"{kinds.sign(meetup.kind)} {_title(meetup)}",
        f"{kinds.called(meetup)}{_when(meetup)}{_for(meetup)}",
        *([f"_{inline_short(meetup.what_for, 2 * WHAT_FOR_LIMIT)}_"] if meetup.what_for else []),
        *([f"Where: {where}"] if where else []),
    ]


def _comes_again(series: Series | None) -> list[str]:
    return [f"🔁 It comes {repeating.again(series.rule)}{repeating.until(series.rule)}."] if series else []


def _named(meetup: Meetup) -> str:
    return f"{kinds.sign(meetup.kind)} {kinds.called(meetup)}{_title(meetup)}"


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
        steps += [button("Change one", CHANGE_LIST), button("Call one off", "meetup.cancel.list")]
    if found.community is not None:
        steps.append(button("All meetups", "meetup.list"))
    steps.append(button("In my calendar", SHOW, found.community.id if found.community else MINE))
    return [*steps, button("Help", "help.show", "/meetup")]


def _plan(label: str = "Plan a meetup") -> Block:
    return button(label, "meetup.plan")


def _all() -> Block:
    return button("What is coming?", "meetup.list")
