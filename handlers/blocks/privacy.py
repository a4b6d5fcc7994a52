"""What a person is told of their name beside their lessons, and the choice they have."""

from community.people import NameShown, Person
from handlers.blocks.parts import Message, actions, button, context, section
from handlers.blocks.text import inline_short

_NAME_LIMIT = 400  # a name holds 80 characters; escaped, each may become five

_SAYS = {
    NameShown.ALWAYS: "Your name, *{name}*, stands beside the lessons you learnt, and stays there if you leave.",
    NameShown.WHILE_HERE: (
        "Your name, *{name}*, stands beside the lessons you learnt. If you leave this workspace, "
        "the lessons stay and your name goes."
    ),
    NameShown.NEVER: "The lessons you learnt are shown without your name. Your team stands there, if you are in one.",
}
_CHOICES = {
    NameShown.ALWAYS: ("Show it always", "privacy.always"),
    NameShown.WHILE_HERE: ("Show it while I am here", "privacy.while_here"),
    NameShown.NEVER: ("Never show it", "privacy.never"),
}


def name_shown(person: Person, shown: NameShown) -> Message:
    """Say whether a person's name stands beside their lessons, and let them choose."""
    text = _SAYS[shown].format(name=inline_short(person.name, _NAME_LIMIT))
    others = [button(says, action_id) for choice, (says, action_id) in _CHOICES.items() if choice is not shown]
    return Message(
        text,
        [
            section(text),
            actions(*others),
            context("What you wrote into messages yourself is not touched. You can choose anew at any time."),
        ],
    )
