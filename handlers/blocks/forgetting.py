"""Forgetting as a person sees it: what is kept about them, what they may have erased, and what is gone."""

from community.forgetting import Forgotten, Held
from handlers.blocks.lessons import INLINE_LIMIT, title
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
    section,
)
from handlers.blocks.text import inline_short

WORDS, NAME = "words", "name"

_NOT_MINE = (
    "What you wrote in Slack itself stays there, and so does what I posted in channels before, such as digests. "
    "Others' lessons that speak of you or quote you are theirs; delete your message in Slack and the quote goes too."
)


def held(what: Held) -> Message:
    """Tell a person what is kept about them, with some of their lessons."""
    if what.is_empty:
        text = "I keep nothing about you: no name, no lesson, no answer. So there is nothing to forget."
        return Message(text, [section(text)])
    text = "This is what I keep about you. You can have it erased, all of it or only your name."
    lines = [f"Your name, {inline_short(what.name, INLINE_LIMIT)}, and your time zone"] if what.name else []
    lines += [f"{told[:1].upper()}{told[1:]}: {count:,}" for told, count in what.counts.items()]
    blocks = [section(text), section("\n".join(f"• {line}" for line in lines))]
    if what.lessons:
        named = "\n".join(f"• *#{lesson.number} {title(lesson)}*" for lesson in what.lessons)
        blocks.append(section(f"Your newest lessons:\n{named}"))
    return Message(
        text,
        [
            *blocks,
            actions(button("Choose what to erase", "forget.choose"), button("Get it as a file", "export.own")),
            context(_NOT_MINE),
        ],
    )


def choosing() -> View:
    """Ask what is to be erased, and say plainly that it can't be undone."""
    options = [
        option("My name", NAME, "My lessons stay, and nothing leads from them to me"),
        option("My name and my words", WORDS, "My lessons are emptied too, and found no more"),
    ]
    radio: Block = {
        "type": "radio_buttons",
        "action_id": "what",
        "options": options,
        "initial_option": options[0],
    }
    return modal(
        callback_id="forget.me",
        title="Forget me",
        submit="Erase it for good",
        close="Keep everything",
        blocks=[
            section(
                "Either way you leave your communities and your team here, and I forget your answers, "
                "marks and drafts. It can't be undone."
            ),
            input_block("what", "What shall I erase?", radio),
            context(_NOT_MINE),
        ],
    )


def erased(done: Forgotten, *, with_words: bool) -> View:
    """Say what was erased, what is left, and how to come back."""
    count = f"{done.lessons:,} lesson" if done.lessons == 1 else f"{done.lessons:,} lessons"
    what = f"I emptied {count} of yours" if with_words else f"I took your name off {count}"
    return modal(
        callback_id="forget.done",
        title="Forgotten",
        blocks=[
            section(f"{what}, and I know nothing about you any more. Cards in channels change in a moment."),
            section(
                "You are still in the channels of your communities; leave them in Slack as you like. "
                "Whoever runs me can say how long copies made before today are kept."
            ),
            context("If you use me again, I meet you as somebody new."),
        ],
    )
