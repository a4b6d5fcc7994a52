"""How coaching looks: who coaches, how communities are, an offer in a community's channel, and the conversations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.coaching import WORDS_LIMIT, MembersAnswer, Offer
from community.communities import Community
from community.errors import CommunityError
from community.pulse import Life
from community.signs import MEETUPS_IN_A_ROW, Sign
from handlers.blocks.communities import title
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    input_block,
    modal,
    quoted,
    section,
    text_input,
)
from handlers.blocks.pulse import WORDS
from handlers.blocks.text import escaped_short, inline_short

OFFER = "coach.offer"
PAGE = 10
_NAME, _NAMES_SHOWN = 80, 12
# What a coach is told of a community, in words about all of it. Signs that may be about one person are left out: that
# one voice says most, and that a coordinator is in no team. So are a community's own words, which may name somebody.
SAYS: Mapping[Sign, str] = {
    Sign.SOUNDS_MANDATORY: "Something it says of itself may sound as if coming were no choice.",
    Sign.NO_COORDINATOR: "Nobody coordinates at the moment.",
    Sign.MET_AND_LEARNT_NOTHING: f"Its last {MEETUPS_IN_A_ROW} meetups went by without a lesson in the week after.",
    Sign.NO_TEAM: "None of its members has said which feature team they work in.",
    Sign.FEW_TEAMS: "Its members come from few teams, as far as they said.",
}


@dataclass(frozen=True, slots=True)
class Health:
    """How one community is, without a person in it."""

    community: Community
    life: Life
    signs: Sequence[Sign]


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of how communities are."""

    health: Sequence[Health]
    offset: int = 0
    has_more: bool = False


def health(overview: Overview) -> Message:
    """Tell a coach how communities are, by name, with a way to offer help to each."""
    first = "How communities are, in words and without anybody in it. You can offer help to one, once a quarter."
    if not overview.health:
        nothing = "There is no community yet that could be well or not. Would you like to start one?"
        return Message(nothing, [section(nothing), actions(button("Start a community", "community.start"))])
    blocks: list[Block] = [section(first)]
    for one in overview.health:
        signs = [f"• {SAYS[sign]}" for sign in one.signs if sign in SAYS]
        lines = [f"{WORDS[one.life]} · {title(one.community)}", *signs]
        blocks.append(section("\n".join(lines), accessory=button("Offer help", OFFER, one.community.id)))
    turning = [button("Back", "coach.back", overview.offset - PAGE)] if overview.offset else []
    turning += [button("More", "coach.more", overview.offset + PAGE)] if overview.has_more else []
    small = "Each community sees more of itself with `/community pulse`, and nobody else does."
    return Message(first, [*blocks, *([actions(*turning)] if turning else []), context(small)])


def about(names: Sequence[str]) -> Message:
    """Tell who isn't a coach what coaches do and who they are."""
    what = (
        "🌱 *Coaches* are Certified LeSS Coaches of this organisation. They look after communities as stewards: they "
        "see how a community is, never how a person is, and can offer it help. They decide nothing."
    )
    shown = [inline_short(name, _NAME) for name in names[:_NAMES_SHOWN]]
    if not shown:
        nobody = "I know none here yet. An admin can bring a list of who is certified."
        return Message(f"{what} {nobody}", [section(what), section(nobody)])
    who = f"Coaches here: {', '.join(shown)}{' and others' if len(names) > len(shown) else ''}."
    ask = "Would you like to talk with one? I open a conversation, and that is all: just talk."
    return Message(
        f"{what} {who}",
        [section(what), section(f"{who}\n{ask}"), actions(button("Ask a coach", "coach.ask", style="primary"))],
    )


def offering(community: Community, *, private_metadata: str) -> View:
    """Ask a coach what they offer."""
    words = text_input(
        "words",
        is_multiline=True,
        max_length=WORDS_LIMIT,
        placeholder="to facilitate your next meetup, or an hour on how to find a coordinator",
    )
    return modal(
        callback_id=OFFER,
        title="Offer help",
        submit="Offer it",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(f"What do you offer {title(community)}? It is posted in its channel, with your name."),
            input_block("words", "I offer", words, hint="One line is enough. Its members take it up, or say not now."),
        ],
    )


def offered(community: Community) -> Message:
    """Confirm to a coach that their offer is posted."""
    text = f"Your offer is on its way to {title(community)}. If it doesn't suit now, I tell you, and not who said so."
    return Message(text, [section(text)])


def card(offer: Offer, coach: str) -> Message:
    """Show an offer in the community's channel."""
    if not offer.coach_id:  # who was forgotten
        text = "🌱 A coach had offered help here, and is no longer known to me."
        return Message(text, [section(text)])
    who = inline_short(coach, _NAME) or "Somebody"
    if offer.declined_at is not None:
        text = f"🌱 {who}, a Certified LeSS Coach, offered help. Not now, said the community. The door stays open."
        return Message(text, [section(text)])
    text = f"🌱 {who}, a Certified LeSS Coach, offers:"
    choices = [
        button("Take it up", "coach.take_up", offer.id, style="primary"),
        button("Not now", "coach.not_now", offer.id),
    ]
    small = context("Who takes it up gets a conversation with the coach. Saying not now is fine, and stays with you.")
    return Message(
        f"{text} {escaped_short(offer.words, 600)}", [section(text), quoted(offer.words), actions(*choices), small]
    )


def taken_up(coach: str, *, is_news: bool) -> Message:
    """Tell a member that a conversation with the coach is being opened."""
    who = inline_short(coach, _NAME) or "the coach"
    text = (
        f"🌱 I am opening a conversation for you with {who}. You find it among your direct messages in a moment."
        if is_news
        else f"You took it up before, and nobody was asked twice. Your conversation with {who} is among your direct "
        "messages, with me in it."
    )
    return Message(text, [section(text)])


def introduction(offer: Offer, community: Community, *, member: str) -> Message:
    """Introduce a member and the coach to each other: no process, just talk."""
    who = inline_short(member, _NAME) or "Somebody"
    text = f"👋 {who} would like to take up what was offered to {title(community)}:"
    then = "Just talk: when would suit you both? There is nothing to prepare and nothing to report."
    return Message(f"{text} {escaped_short(offer.words, 600)}", [section(text), quoted(offer.words), section(then)])


def asked(coaches: Sequence[str]) -> Message:
    """Tell who asked for a coach that a conversation is being opened."""
    who = " and ".join(inline_short(name, _NAME) for name in coaches) or "the coaches"
    text = f"🌱 I am opening a conversation for you with {who}. You find it among your direct messages in a moment."
    return Message(text, [section(text)])


def request(asker: str) -> Message:
    """Introduce who asks for a coach, in the conversation with the coaches."""
    who = inline_short(asker, _NAME) or "Somebody"
    text = (
        f"👋 {who} would like to talk with a coach about a community. {who}, what is it about? Whoever of the coaches "
        "has time answers. There is nothing to prepare and nothing to report."
    )
    return Message(text, [section(text)])


def not_opened() -> Message:
    """Tell who wanted to talk with a coach that Slack opened no conversation."""
    text = "Slack did not let me open the conversation with the coach, so nobody was asked. Write to them yourself."
    return Message(text, [section(text)])


def declined(community: Community) -> Message:
    """Tell the coach kindly that it doesn't suit now, and not who said so."""
    text = (
        f"{title(community)} thanks you for your offer and says: not now. That is about the moment, not about you. "
        "You can offer something again in a quarter."
    )
    return Message(text, [section(text)])


def said_not_now(*, is_news: bool) -> Message:
    """Confirm to a member that the coach is told."""
    text = (
        "The coach is told kindly that it doesn't suit now, and not who said so."
        if is_news
        else "Somebody said so before, and the coach knows. Nothing was changed."
    )
    return Message(text, [section(text)])


def not_posted(community: Community) -> Message:
    """Tell a coach that Slack took no message."""
    text = (
        f"Slack did not let me post your offer to {title(community)}, so nobody has seen it. "
        "You can offer it again, or talk with its people."
    )
    return Message(text, [section(text), actions(button("Offer it again", OFFER, community.id))])


def refusal(error: CommunityError) -> Message:
    """Say why nothing happened, with the next step where there is one."""
    text = escaped_short(str(error), 2900)
    if isinstance(error, MembersAnswer):
        join = button("Join", "community.join", error.community.id, style="primary")
        return Message(text, [section(text), actions(join)])
    return Message(text, [section(text)])
