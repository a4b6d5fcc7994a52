"""How asks for support look: the card, the windows to ask, to help and to tell what became of it, and the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from community import money, support
from community.communities import Community
from community.errors import CommunityError
from community.support import Ask, Help, Kind, MembersAsk, State
from handlers.blocks.communities import title
from handlers.blocks.parts import (
    Block,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    overflow,
    quoted,
    section,
)
from handlers.blocks.text import escaped_short, inline_short

ASK, HELP, TELL = "support.ask", "support.help", "support.tell"
PAGE = 5
AT_HOME = 3
_NAME, _SHORT, LONG = 80, 160, 600
# So many words of helpers fit in one message beside all else, escaped.
_HELPERS = 8
_IN_LIST = 300
KINDS = {Kind.TIME: "time", Kind.ROOM: "a room", Kind.MONEY: "money", Kind.SPEAKER: "a speaker"}
_AMOUNT_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask as everybody sees it; `names` are those of the people in it that are known."""

    ask: Ask
    community: Community
    help: Sequence[Help]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of asks; `community` is None where all communities' are meant."""

    community: Community | None
    asked: Sequence[Asked]
    offset: int = 0
    has_more: bool = False


def card(asked: Asked) -> Message:
    """Show one ask where people can answer it, with what was given and what became of it."""
    ask = asked.ask
    blocks = [section(headline(asked)), quoted(ask.purpose, LONG), context(_asked_by(asked)), *_news(asked)]
    return Message(f"{headline(asked)}: {inline_short(ask.purpose, _SHORT)}", [*blocks, _deeds(ask)])


def helped(asked: Asked, help_: Help) -> Message:
    """Tell the community in the thread below its ask that somebody can help."""
    text = f"🤝 {_helper(asked, help_, LONG)}"
    return Message(text, [section(text)])


def asked_for(asked: Asked) -> Message:
    """Confirm to who asked where the ask stands."""
    ask, own = asked.ask, f"<#{asked.community.channel_id}>"
    if ask.channel_id is None:
        text = (
            f"{headline(asked)}. It stands in {own} only. There is no channel yet for what all communities ask for: "
            "a workspace admin can choose one with `/community settings`."
        )
    else:
        text = f"{headline(asked)}. It stands in <#{ask.channel_id}> and in {own}. Whoever can help says so there."
    return Message(text, [section(text), _after(ask)])


def not_posted(asked: Asked, *, is_own: bool) -> Message:
    """Tell who asked that Slack took no card for a channel, and where the ask stands nevertheless."""
    where = asked.community.channel_id if is_own else asked.ask.channel_id
    then = (
        "`/community support` shows it to everybody."
        if is_own
        else f"It stands in <#{asked.community.channel_id}>, and `/community support` shows it to everybody. "
        "A workspace admin can invite me there with `/invite`, or choose another channel with `/community settings`."
    )
    text = f"{headline(asked)}, but Slack did not let me say so in <#{where}>. {then}"
    return Message(text, [section(text), _after(asked.ask)])


def thanked(asked: Asked, *, is_news: bool) -> Message:
    """Thank who helps."""
    text = (
        f"Thank you. {title(asked.community)} is told, with your name beside it."
        if is_news
        else f"You said so before, and {title(asked.community)} knows. Nothing was changed."
    )
    after = actions(
        button("Change it", HELP, asked.ask.id), button("Take it back", "support.take_back", asked.ask.id), _all(asked)
    )
    return Message(text, [section(text), after])


def taken_back(asked: Asked, *, was_there: bool) -> Message:
    """Confirm that what somebody said they give is no longer shown."""
    text = (
        "It is taken back, and your name stands there no more."
        if was_there
        else "You had said nothing there, so nothing was changed."
    )
    return Message(text, [section(text), actions(button("I can help", HELP, asked.ask.id), _all(asked))])


def told(asked: Asked) -> Message:
    """Confirm that what became of it is told, with the way to a lesson."""
    text = f"Thank you: what became of it is told, and everybody can read it. {headline(asked)}."
    lesson = [button("Make it a lesson", "support.lesson", asked.ask.id, style="primary")] if asked.ask.learnt else []
    return Message(text, [section(text), actions(*lesson, button("Change it", TELL, asked.ask.id), _all(asked))])


def withdrawn(asked: Asked) -> Message:
    """Confirm that the ask is no more."""
    text = f"{headline(asked)}. Those who see it are not asked any more."
    return Message(text, [section(text), _after(asked.ask)])


def listing(listed: Listed) -> Message:
    """Show a page of asks, open ones first."""
    whose = title(listed.community) if listed.community else "Communities here"
    if not listed.asked:
        nothing = f"{whose} asked for nothing so far."
        step = [button("Ask for support", ASK, listed.community.id)] if listed.community else []
        how = "" if step else " A member does with `/community ask`: time, a room, money or a speaker."
        return Message(nothing + how, [section(nothing + how), actions(*step, button("Help", "help.show"))])
    first = f"What {whose[:1].lower() + whose[1:] if not listed.community else whose} asked for, open asks first."
    blocks: list[Block] = [section(first)]
    for asked in listed.asked:
        blocks += [divider(), section(_in_short(asked)), *_news(asked, limit=_SHORT, most=3), _deeds(asked.ask)]
    where = listed.community.id if listed.community else 0
    turning = [button("Back", "support.back", f"{where} {listed.offset - PAGE}")] if listed.offset else []
    turning += [button("More", "support.more", f"{where} {listed.offset + PAGE}")] if listed.has_more else []
    return Message(first, [*blocks, *([actions(*turning)] if turning else [])])


def which(communities: Sequence[Community]) -> Message:
    """Ask which of their communities a person asks for; who is in none is told how to come in."""
    if not communities:
        text = "A member asks for their community, and you are in none yet, so nothing was asked."
        return Message(text, [section(text), actions(button("All communities", "community.list"))])
    text = "Which of your communities would you like to ask for?"
    choices = [section(title(one), accessory=button("Ask for it", ASK, one.id)) for one in communities[:40]]
    return Message(text, [section(text), *choices])


def refusal(error: CommunityError) -> Message:
    """Say why nothing happened, with the next step."""
    text = escaped_short(str(error), 2900)
    if isinstance(error, MembersAsk):
        return Message(text, [section(text), actions(button("Join", "community.join", error.community.id))])
    return Message(text, [section(text), actions(button("What is open", "support.show", 0))])


def at_home(asked: Sequence[Asked]) -> list[Block]:
    """Give the lines of the App Home for what a person's communities ask for; nothing where they ask for nothing."""
    if not asked:
        return []
    return [
        header("What your communities ask for"),
        *(
            section(
                f"{headline(one)}: {inline_short(one.ask.purpose, _SHORT)}",
                accessory=button("I can help", HELP, one.ask.id),
            )
            for one in asked[:AT_HOME]
        ),
    ]


def headline(asked: Asked) -> str:
    ask = asked.ask
    what = KINDS[ask.kind] if ask.amount is None else f"money, {money.written(ask.amount)}"
    match ask.state:
        case State.OPEN:
            return f"🙋 {title(asked.community)} asks for {what}"
        case State.DONE:
            return f"✅ {title(asked.community)} had asked for {what}"
        case State.WITHDRAWN:
            return f"{title(asked.community)} no longer asks for {what}"


def _in_short(asked: Asked) -> str:
    return f"{headline(asked)}\n{inline_short(asked.ask.purpose, _IN_LIST)}\n{_asked_by(asked)}"


def _asked_by(asked: Asked) -> str:
    ask = asked.ask
    name = asked.names.get(ask.asked_by, "")
    by = f"would help until {_day(ask.by)}" if ask.by is not None else ""
    return " · ".join(filter(None, [f"Asked by {inline_short(name, _NAME)}" if name else "Asked by a member", by]))


def _news(asked: Asked, *, limit: int = LONG, most: int = _HELPERS) -> list[Block]:
    """Give what was given, and what became of it."""
    ask, blocks = asked.ask, list[Block]()
    lines = [f"🤝 {_helper(asked, one, limit)}" for one in asked.help[:most]]
    if total := support.given(asked.help):
        lines.insert(0, f"*Given so far:* {' and '.join(map(money.written, total))}")
    if len(asked.help) > most:
        lines.append("and others")
    if lines:
        blocks.append(section("\n".join(lines)))
    if ask.state is State.DONE:
        spent = f"*Spent:* {money.written(ask.spent)}\n" if ask.spent is not None else ""
        blocks.append(section(f"{spent}*What it went into:* {inline_short(ask.outcome, limit)}"))
        blocks += [section(f"*Learnt:* {inline_short(ask.learnt, limit)}")] if ask.learnt else []
    return blocks


def _helper(asked: Asked, help_: Help, limit: int) -> str:
    who = inline_short(asked.names.get(help_.user_id, "") or "Somebody", _NAME)
    paid = money.written(help_.amount) if help_.amount is not None else ""
    return f"{who}: {' · '.join(filter(None, [paid, inline_short(help_.words, limit)]))}"


def _deeds(ask: Ask) -> Block:
    again = button("Ask for something else", ASK, ask.community_id)
    match ask.state:
        case State.OPEN:
            more = overflow(
                "support.menu",
                ("Tell what became of it", TELL, ask.id),
                ("Take back what I said I give", "support.take_back", ask.id),
                ("Withdraw it", "support.withdraw", ask.id),
            )
            return actions(button("I can help", HELP, ask.id, style="primary"), again, more)
        case State.DONE:
            lesson = [button("Make it a lesson", "support.lesson", ask.id)] if ask.learnt else []
            return actions(*lesson, button("Tell more", TELL, ask.id), again)
        case State.WITHDRAWN:
            return actions(again)


def _after(ask: Ask) -> Block:
    return actions(
        button("Ask for something else", ASK, ask.community_id), button("All asks", "support.show", ask.community_id)
    )


def _all(asked: Asked) -> Block:
    return button("All asks", "support.show", asked.community.id)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
