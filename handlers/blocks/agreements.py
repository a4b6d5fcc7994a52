"""How a question to a community looks: asked, answered, ended."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.agreements import Agreement, Kind, Outcome, Say
from community.communities import Community, State
from community.counting import may_tell
from handlers.blocks.communities import place, title
from handlers.blocks.parts import Block, Message, actions, button, context, section
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short

YES, WITH_CHANNEL, NO = "agreement.yes", "agreement.with_channel", "agreement.no"
SAYS = {YES: Say.YES, WITH_CHANNEL: Say.WITH_CHANNEL, NO: Say.NO}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as the members of the communities concerned see it; `agreeing` counts people."""

    agreement: Agreement
    community: Community
    other: Community | None
    asked_by: str
    agreeing: int


def question(shown: Question) -> Message:
    """Ask a community; the same message says in the end how it ended."""
    agreement, community = shown.agreement, shown.community
    if agreement.outcome is not None:
        text = _ended(shown)
        return Message(text, [section(text)])
    asked = f"{inline_short(shown.asked_by, 120)} asks: {_asked(shown)}"
    ends = when(agreement.ends_at, community.zone, "{date_short_pretty} at {time}")
    who = "somebody else" if shown.other is None else "somebody else in each of the two"
    rule = f"It happens on {ends} if {who} agrees and nobody would rather not. Without an answer nothing changes."
    choices = [button("I agree", YES, agreement.id)]
    if not community.is_linked:
        choices.append(button(_with_channel(community), WITH_CHANNEL, agreement.id))
    small = ["Answer if you like; your newest answer counts, and nobody's is listed by name."]
    if may_tell(shown.agreeing):
        small.insert(0, f"{shown.agreeing} members agree so far.")
    return Message(
        f"{asked} {rule}",
        [
            section(f"{asked}\n{_what_follows(shown)}\n{rule}"),
            actions(*choices, button("Rather not", NO, agreement.id)),
            context(*small),
        ],
    )


def noted(say: Say) -> Message:
    """Tell one person that their answer counts."""
    said = {
        Say.YES: "I noted that you agree.",
        Say.WITH_CHANNEL: "I noted that you agree, and that the channel may be archived.",
        Say.NO: "I noted that you would rather not, so it won't happen unless you change your mind.",
    }
    return Message(f"{said[say]} Nobody sees it by your name, and you can answer again.")


def decided(shown: Question) -> Message:
    """Tell one person that with their answer all members agree."""
    return Message(f"I noted it. With that all of you agree. {_ended(shown)}")


def asked(community: Community, other: Community | None) -> Message:
    """Tell who put a question that it is on its way."""
    places = " and ".join(place(one) for one in (community, other) if one is not None)
    return Message(f"I am asking in {places}. You'll see there how it ends.")


def agreed_alone(community: Community, other: Community) -> Message:
    """Tell who asked that nobody else had to be, since they are the only member."""
    text = f"{title(community)} goes on as {title(other)}, in {place(other)}. Its lessons came along."
    return Message(text, [section(text), actions(button("About it", "community.about", other.id))])


def not_asked(community: Community) -> Message:
    """Tell who put a question that Slack didn't take it."""
    text = (
        f"I couldn't ask in {title(community)}: Slack didn't let me post there, so nothing was changed. "
        "Is its channel archived, or am I no longer in it?"
    )
    return Message(text, [section(text), actions(button("About it", "community.about", community.id))])


def at_home(waiting: Sequence[Question]) -> list[Block]:
    """Give the lines of the App Home for questions that wait for this person, at most three."""
    return [section(f"🗳 {_asked(one)} Answer in {place(one.community)} if you like.") for one in waiting[:3]]


def _asked(shown: Question) -> str:
    if shown.other is not None:
        return f"shall {title(shown.community)} and {title(shown.other)} become one, as {title(shown.other)}?"
    return f"shall {title(shown.community)} close?"


def _what_follows(shown: Question) -> str:
    if shown.other is not None:
        return (
            f"Lessons, members, meetups and history of {title(shown.community)} would go on in {place(shown.other)}. "
            "Whoever doesn't want to come along leaves with a click."
        )
    return (
        "Every lesson would stay and be found as before. Digests would stop, and planned meetups would be called off. "
        "For 30 days any member can open it again."
    )


def _with_channel(community: Community) -> str:
    """Name the channel only while it is sure to be for everybody: the other community reads this too."""
    which = f"#{community.channel_name}" if community.state is State.OPEN else "its channel"
    return f"I agree, and archive {which}"


def _ended(shown: Question) -> str:
    topic = title(shown.community)
    if shown.agreement.outcome is Outcome.AGREED and shown.other is not None:
        return f"It was agreed: {topic} goes on as {title(shown.other)}, in {place(shown.other)}."
    if shown.agreement.outcome is Outcome.AGREED:
        return f"It was agreed: {topic} is closed."
    if shown.agreement.outcome is Outcome.DROPPED:
        return f"The question about {topic} is settled another way, so nothing follows from it."
    what = "become one" if shown.agreement.kind is Kind.MERGE else "close"
    return f"It was asked whether to {what}. It wasn't agreed on, so {topic} goes on as it is."
