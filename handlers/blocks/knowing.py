"""Who knows, has done or would like to learn something: found people, each with one line why, and how to ask them."""

from collections.abc import Sequence, Set

from community.communities import Community
from community.counting import may_tell
from community.knowing import Because, Known
from handlers.blocks import profiles
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    header,
    input_block,
    modal,
    section,
    text_input,
)
from handlers.blocks.text import inline_short

ASK, SEARCH = "people.ask", "people.search"
SHOWN = 10
WORDS_LIMIT = 200
_NAME, _WHAT, _TOPICS = 80, 160, 40
_COUNTED = 100  # more words bring fewer; how many exactly helps nobody


def found(
    people: Sequence[Known],
    about: str,
    *,
    fitting: Community | None = None,
    coaches: Set[str] = frozenset(),
) -> Message:
    """Show who was found; `fitting` is a community of the person whose topic it is, `coaches` are who is a steward."""
    text = f"{_count(len(people))} to talk with about *{inline_short(about, _WHAT)}*:"
    blocks: list[Block] = [section(text)]
    for known in people[:SHOWN]:
        ask = button("Ask them", ASK, f"{known.user_id} {' '.join(about.split())[:WORDS_LIMIT]}")
        steward = " · 🌱 coach" if known.user_id in coaches else ""
        blocks.append(section(f"*{inline_short(known.name, _NAME)}*{steward}\n{why(known)}", accessory=ask))
    if len(people) > SHOWN:
        blocks.append(context("There are more: another word brings those who fit best to the top."))
    more = [button(f"Invite some to {fitting.topic}", "group.propose", fitting.id)] if fitting is not None else []
    blocks.append(actions(*more, button("Search again", SEARCH), button("My profile", profiles.SHOW)))
    blocks.append(profiles.small_print())
    return Message(text, blocks)


def nobody(about: str, topics: Sequence[str]) -> Message:
    """Say that nobody was found, with what people can be found by."""
    text = f"Nobody can be found by *{inline_short(about, _WHAT)}* yet. Other words may help."
    look = button("Look among lessons", "lesson.recent")
    buttons = actions(button("Search again", SEARCH), look, button("Say what I know", profiles.SHOW))
    return Message(text, [section(text), *_topics(topics), buttons])


def start(topics: Sequence[str]) -> Message:
    """Say how people are found, and by what they can be here."""
    text = "Who knows something, has done it, or would like to learn it? Type `/community people` and what it is about."
    buttons = actions(button("Find people", SEARCH), button("My profile", profiles.SHOW))
    return Message(text, [section(text), *_topics(topics), buttons, profiles.small_print()])


def searching(typed: str = "") -> View:
    """Ask for the words."""
    return modal(
        callback_id=SEARCH,
        title="Find people",
        submit="Find",
        blocks=[
            input_block(
                "words",
                "Who knows, has done or learns what?",
                text_input("words", initial=typed, placeholder="contract testing", max_length=WORDS_LIMIT),
                hint="I look at what people say of themselves, at lessons, components and certifications.",
            )
        ],
    )


def asked(name: str, about: str) -> Message:
    """Confirm that a conversation is being opened."""
    text = (
        f"👋 I am opening a conversation for you with {inline_short(name, _NAME)} about "
        f"*{inline_short(about, _WHAT)}*. You find it among your direct messages in a moment."
    )
    return Message(text, [section(text)])


def asked_before(name: str) -> Message:
    """Say where the conversation is that was opened for them a short while ago."""
    text = (
        f"You have a conversation with {inline_short(name, _NAME)} already: I introduced you a short while ago. "
        "You find it among your direct messages. Ask there, they know you now."
    )
    return Message(text, [section(text)])


def introduction(asked_by: str, name: str, about: str) -> Message:
    """Introduce the two to each other: no process, just talk."""
    text = (
        f"👋 {inline_short(name, _NAME)}, {inline_short(asked_by, _NAME)} has a question about "
        f"*{inline_short(about, _WHAT)}* and hopes you know more. {inline_short(asked_by, _NAME)}, what is it?"
    )
    then = "Just talk. There is nothing to prepare and nothing to report; I only introduced you."
    return Message(text, [section(text), section(then)])


def not_there(about: str) -> Message:
    """Say that this person can't be asked any more."""
    text = (
        f"This person can't be asked about *{inline_short(about, _WHAT)}* any more, so nobody was asked. "
        "Somebody else may know."
    )
    return Message(text, [section(text), actions(button("Search again", SEARCH))])


def not_opened(about: str) -> Message:
    """Tell who asked that Slack opened no conversation."""
    text = (
        f"Slack did not let me open a conversation about *{inline_short(about, _WHAT)}*, so nobody was asked. "
        "Write to them yourself."
    )
    return Message(text, [section(text)])


def at_home() -> list[Block]:
    """Give the part of the App Home from which people are found."""
    find = button("Find people", SEARCH)
    told = "Who has done contract testing? Who would like to learn Rust? Ask, and then just talk."
    return [header("Find people"), section(told, accessory=find)]


def why(known: Known) -> str:
    """Give the one line why somebody was found. mrkdwn."""
    return _why(known, inline_short(known.what, _WHAT))


def why_in_plain(known: Known) -> str:
    """Give the same line for where nothing is formatted."""
    return _why(known, known.what)


def _why(known: Known, what: str) -> str:
    match known.because:
        case Because.MENTORS:
            return f"mentors {what}"
        case Because.WROTE:
            return f"wrote lesson #{known.number} {what}"
        case Because.CERTIFIED:
            return what
        case Because.KNOWS:
            return f"knows {what}"
        case Because.LEARNS:
            return f"would like to learn {what}"


def _count(people: int) -> str:
    if people > _COUNTED:
        return "Many people"
    if may_tell(people):
        return f"{people} people"
    return "Somebody" if people == 1 else "A few people"


def _topics(topics: Sequence[str]) -> list[Block]:
    if not topics:
        return []
    more = " and more" if len(topics) > _TOPICS else ""
    named = ", ".join(inline_short(topic, 60) for topic in topics[:_TOPICS])
    return [section(f"*People here can be found by* {named}{more}.")]
