"""What a person says of themselves, and what the roster says of them: shown to them alone, changed by them alone."""

from collections.abc import Sequence

from community.profiles import MOST_WORDS, Profile, written
from community.roster import SAID_LIMIT, Fact, Kind, Listed, in_words, key_of
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    header,
    input_block,
    modal,
    option,
    plain,
    section,
    text_input,
)
from handlers.blocks.text import inline_short

SHOW, SAVE, CORRECT, OFF, BACK = "profile.show", "profile.save", "profile.correct", "profile.off", "profile.back"
HIDE_ALL = "hidden"

_CHECKBOXES = 10  # docs.slack.dev/reference/block-kit/block-elements/checkboxes-element
_CORRECTED = 20
_SHOWN = 240
_FIELD = 700  # ten of the longest words with commas between


def form(profile: Profile, listed: Listed | None, *, is_left_out: bool) -> View:
    """Let a person say what they know and learn, what others see of the roster, or that nobody finds them."""
    blocks: list[Block] = [
        section(
            "What you say here lets others find you with `/community people`. All of it is optional, and yours to "
            "change."
        ),
        _words("knows", "What you know or have done", profile.knows, "contract testing, Kafka, accessibility"),
        _words("learns", "What you would like to learn", profile.learns, "Rust, facilitation"),
    ]
    if listed is not None and listed.facts:
        blocks += _facts(listed)
    elif is_left_out:
        back = button("Let it be shown to me first", BACK)
        blocks.append(section("You are on no roster here, as you wished: no list brings you back.", accessory=back))
    blocks.append(_hidden(profile))
    return modal(callback_id=SAVE, title="Your profile", submit="Save", close="Cancel", blocks=blocks)


def correcting(fact: Fact) -> View:
    """Let a person put right what the roster says of them."""
    [told] = in_words([fact])
    return modal(
        callback_id=CORRECT,
        title="Put it right",
        submit="That is right",
        close="Cancel",
        private_metadata=key_of(fact)[:2000],
        blocks=[
            section(f"The roster says: *{inline_short(told or fact.what, _SHOWN)}*."),
            input_block(
                "said",
                "What would be right?",
                text_input("said", initial=fact.told, max_length=SAID_LIMIT),
                hint="Left empty, it is shown to nobody. What you say here stays, also when a new roster comes.",
                is_optional=True,
            ),
        ],
    )


def saved(profile: Profile, listed: Listed | None) -> Message:
    """Confirm what others see now."""
    if profile.is_hidden:
        text = "Nobody finds you here now: you appear in no search and in no suggestion."
    else:
        shown = [*profile.knows, *in_words(listed.shown if listed else ()), *profile.learns]
        text = (
            f"Saved. Others can find you by {inline_short(', '.join(shown), 900)}."
            if shown
            else "Saved. Beyond lessons under your name and components you mentor, nothing leads to you."
        )
    return Message(text, [section(text), actions(button("Change it", SHOW))])


def corrected(told: str) -> Message:
    """Confirm what was put right."""
    shown = f"It says *{inline_short(told, _SHOWN)}* now" if told else "It is shown to nobody now"
    text = f"{shown}. That stays so when a new roster comes."
    return Message(text, [section(text), actions(button("My profile", SHOW))])


def off() -> Message:
    """Confirm that a person is on no roster any more."""
    text = "You are off the roster, and what it said of you is erased. No new list brings you back."
    return Message(text, [section(text), actions(button("My profile", SHOW))])


def back() -> Message:
    """Confirm that lists may name a person again."""
    text = "The next roster may name you again. I tell you what it says before others see anything of it."
    return Message(text, [section(text), actions(button("My profile", SHOW))])


def at_home(profile: Profile, listed: Listed | None) -> list[Block]:
    """Give the part of the App Home that says how others find a person."""
    change = button("Change it" if not profile.is_empty else "Say something", SHOW)
    shown = list(in_words(listed.shown if listed else ()))
    lines = []
    if profile.is_hidden:
        lines.append("You are hidden: nobody finds you here.")
    else:
        if profile.knows:
            lines.append(f"*You know* {inline_short(', '.join(profile.knows), 700)}")
        if profile.learns:
            lines.append(f"*You would like to learn* {inline_short(', '.join(profile.learns), 700)}")
        if shown:
            lines.append(f"*The roster says* {inline_short(', '.join(shown), 700)}")
    told = "\n".join(lines) or "Say what you know or would like to learn, and others can find you by it."
    return [header("How others find you"), section(told, accessory=change), divider()]


def _words(block_id: str, label: str, words: Sequence[str], example: str) -> Block:
    return input_block(
        block_id,
        label,
        text_input(block_id, initial=written(tuple(words)), placeholder=example, max_length=_FIELD),
        hint=f"A few words each, with commas between; up to {MOST_WORDS}.",
        is_optional=True,
    )


def _facts(listed: Listed) -> list[Block]:
    facts = listed.facts[:100]
    options = [option(_told(fact), key_of(fact)) for fact in facts]
    initial = [given for given, fact in zip(options, facts, strict=True) if not fact.is_hidden]
    few = len(facts) <= _CHECKBOXES
    element: Block = {
        "type": "checkboxes" if few else "multi_static_select",
        "action_id": "shown",
        "options": options,
    }
    if initial:
        element["initial_options"] = initial
    if not few:
        element["placeholder"] = plain("What others may see")
    hint = "Not checked: for nobody. What is new there is seen by others a week after you were told of it."
    blocks = [
        divider(),
        input_block("shown", "What others may see of the roster", element, hint=hint, is_optional=True),
    ]
    blocks += [
        section(inline_short(_told(fact), _SHOWN), accessory=button("Put it right", CORRECT, key_of(fact)))
        for fact in facts[:_CORRECTED]
    ]
    return [*blocks, actions(button("Take me off the roster", OFF)), divider()]


def _told(fact: Fact) -> str:
    [told] = in_words([fact])
    if not told:
        return f"{fact.what} (you say that it isn't so)"
    return told if fact.kind is Kind.CERTIFICATION else f"Product group {told}"


def _hidden(profile: Profile) -> Block:
    choice = option("Hide me: nobody finds me here", HIDE_ALL)
    element: Block = {"type": "checkboxes", "action_id": "hidden", "options": [choice]}
    if profile.is_hidden:
        element["initial_options"] = [choice]
    return input_block("hidden", "Or not be found at all", element, is_optional=True)


def small_print() -> Block:
    """Say who decides what is shown."""
    return context("Each person decides what others find them by: `/community profile`.")
