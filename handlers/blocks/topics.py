"""How topics look: the list with its buttons, what one person is told, the agenda, and the window to add one."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from community.communities import Community
from community.topics import MOST_ON_AGENDA, WORDS_LIMIT, Topic, Wanted
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    input_block,
    modal,
    option,
    overflow,
    section,
    select,
    text_input,
)
from handlers.blocks.text import inline_short

ADD = "topic.add"
LIST, MORE, BACK = "topic.list", "topic.more", "topic.back"
WANT, UNWANT = "topic.want", "topic.unwant"
BRING, LEAVE = "topic.bring", "topic.leave"
REACHED, NOT_REACHED, WITHDRAW = "topic.reached", "topic.not_reached", "topic.withdraw"
MENU = "topic.menu"
PAGE = 8


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a community's topics, most wanted first, as one person sees them."""

    community: Community
    topics: Sequence[Wanted]
    yours: Set[int]  # ids of those they want
    user_id: str
    names: Mapping[str, str]  # of champions, by user id
    page: int = 0
    has_more: bool = False


def proposed(community: Community, wanted: Wanted) -> Message:
    """Tell one person that what they want to talk about is kept."""
    others = f", and {_many(wanted.votes)}" if wanted.votes > 1 else ""
    text = f"🗨 {_words(wanted.topic)} is a topic of {_of(community)}{others}."
    small = "The most wanted ones become the agenda of the next meetup. You bring it; somebody else may."
    return Message(f"{text} {small}", [section(text), context(small), actions(_all(community), _plan(community))])


def listing(found: Listing) -> Message:
    """Show what a community wants to talk about, with a click for each."""
    community = found.community
    if not found.topics:
        text = f"Nobody has said yet what to talk about in {_of(community)}. What would you like to?"
        return Message(text, [section(text), actions(_add(community), _plan(community))])
    title = f"What {_of(community)} wants to talk about"
    told = "; ".join(f"{inline_short(one.topic.words, 100)}, {_many(one.votes)}" for one in found.topics)
    blocks = [section(title), *(block for one in found.topics for block in _entry(one, found))]
    turning = [
        *([button("Before these", BACK, f"{community.id} {found.page - 1}")] if found.page else []),
        *([button("More topics", MORE, f"{community.id} {found.page + 1}")] if found.has_more else []),
    ]
    blocks += [actions(_add(community), _plan(community), *turning), context("The most wanted become the next agenda.")]
    return Message(f"{title}: {told}.", blocks)


def which(communities: Sequence[Community]) -> Message:
    """Ask which community's topics somebody wants to see."""
    text = "Which community's topics would you like to see?"
    rows = [section(_of(one), accessory=button("See them", LIST, one.id)) for one in communities[:20]]
    return Message(text, [section(text), *rows])


def nowhere() -> Message:
    """Tell who is in no community where topics belong."""
    text = "A topic belongs to a community, and you are in none yet, so nothing was kept. Would you like to join one?"
    return Message(text, [section(text), actions(button("See communities", "community.list", style="primary"))])


def form(communities: Sequence[Community], *, words: str = "") -> View:
    """Make the window in which somebody says what to talk about, and where when there are several."""
    choices = [option(one.topic, str(one.id)) for one in communities]
    if len(communities) == 1:
        where = section(f"For the next meetups of {_of(communities[0])}.")
    else:
        menu_of_all = select("community", choices, chosen=choices[0]["value"])
        where = input_block("community", "In which community?", menu_of_all)
    words_input = text_input("words", initial=words, placeholder="Which pacts hurt?", max_length=WORDS_LIMIT)
    return modal(
        callback_id=ADD,
        title="A topic",
        submit="Add it",
        close="Cancel",
        blocks=[where, input_block("words", "What would you like to talk about?", words_input)],
        private_metadata=str(communities[0].id) if len(communities) == 1 else "",
    )


def withdrawn(community: Community, topic: Topic) -> Message:
    """Tell who proposed it that it is gone."""
    text = f"{_words(topic)} is taken back. Nobody is told."
    return Message(text, [section(text), actions(_all(community), _add(community))])


def reached(community: Community, topic: Topic) -> Message:
    """Tell who said so that a topic is off the list, and how it comes back."""
    text = f"{_words(topic)} is off the list, since you talked about it. Did somebody learn something? Mark it with 💡."
    return Message(text, [section(text), actions(button("Not after all", NOT_REACHED, topic.id), _all(community))])


def reopened(community: Community, wanted: Wanted) -> Message:
    """Tell who said so that a topic is on the list again."""
    text = f"{_words(wanted.topic)} is on the list again, and {_many(wanted.votes)}."
    return Message(text, [section(text), actions(_all(community))])


def agenda_lines(agenda: Sequence[Wanted]) -> Sequence[str]:
    """Give what a meetup is about as lines of its announcement; none when nobody named a topic."""
    if not agenda:
        return ()
    return ("To talk about:", *(f"•  {inline_short(one.topic.words, WORDS_LIMIT)}" for one in agenda))


def menu(wanted: Sequence[Wanted], chosen: Sequence[int]) -> Block | None:
    """Make the input `agenda` in which a planner chooses topics; None while there are none.

    The submission's `choices["agenda"]` holds the ids as words.
    """
    options = [option(inline_short(one.topic.words, 75), str(one.topic.id)) for one in wanted[:100]]
    if not options:
        return None
    element: Block = {
        "type": "multi_static_select",
        "action_id": "agenda",
        "options": options,
        "max_selected_items": MOST_ON_AGENDA,
    }
    initial = [given for given in options if int(given["value"]) in chosen]
    if initial:
        element["initial_options"] = initial[:MOST_ON_AGENDA]
    hint = "Chosen ones are certain. The most wanted fill what time is left."
    return input_block("agenda", "To talk about", element, hint=hint, is_optional=True)


def reached_buttons(agenda: Sequence[Wanted]) -> Sequence[Block]:
    """Ask after a meetup which of its topics were talked about, a button each; nothing when there were none."""
    still = [one.topic for one in agenda if one.topic.reached_at is None]
    if not still:
        return ()
    rows = [section(_words(topic), accessory=button("This one", REACHED, topic.id)) for topic in still[:MOST_ON_AGENDA]]
    return (section("Which of these did you talk about? The others stay for the next time."), *rows)


def _entry(one: Wanted, found: Listing) -> list[Block]:
    topic = one.topic
    small = [f"{_many(one.votes)}, you too" if topic.id in found.yours else _many(one.votes)]
    if topic.champion == found.user_id:
        small.append("you bring it")
    elif topic.champion and topic.champion in found.names:
        small.append(f"{inline_short(found.names[topic.champion], 60)} brings it")
    elif not topic.champion:  # who brought it may have been forgotten
        small.append("nobody brings it yet")
    does = [
        ("I don't bring it", LEAVE, topic.id) if topic.champion == found.user_id else ("I bring it", BRING, topic.id),
        ("We talked about it", REACHED, topic.id),
    ]
    if topic.proposed_by == found.user_id:
        does.append(("Take it back", WITHDRAW, topic.id))
    want = (
        button("Not so much", UNWANT, topic.id)
        if topic.id in found.yours
        else button("I want it too", WANT, topic.id, style="primary")
    )
    shown = section(f"{_words(topic)}\n{' · '.join(small)}")
    return [shown, actions(want, overflow(MENU, *does))]


def _many(votes: int) -> str:
    if votes == 0:
        return "nobody wants it at the moment"
    return "1 wants it" if votes == 1 else f"{votes} want it"


def _words(topic: Topic) -> str:
    return f"*{inline_short(topic.words, 2 * WORDS_LIMIT)}*"


def _of(community: Community) -> str:
    return f"*{inline_short(community.topic, 160)}*"


def _all(community: Community) -> Block:
    return button("All topics", LIST, community.id)


def _add(community: Community) -> Block:
    return button("Add a topic", ADD, community.id)


def _plan(community: Community) -> Block:
    return button("Plan a meetup", "meetup.plan", community.id)
