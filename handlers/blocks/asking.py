"""What is said about looking questions up in a community's channel."""

from community.communities import Community
from handlers.blocks.communities import place, title
from handlers.blocks.parts import Message, actions, button, section
from handlers.blocks.text import inline_short


def switched(community: Community, *, changed: bool = True) -> Message:
    """Say whether questions in a community's channel are looked up, with the switch beside it."""
    state = "are now looked up" if community.hints else "are not looked up any more"
    if not changed:
        state = "are looked up" if community.hints else "are not looked up"
    what = (
        "I tell who asks, and only them, what others learnt about it: at most once a day, and only when it is close."
        if community.hints
        else "Switched on, who asks one is told, and only they, what others learnt about it: at most once a day."
    )
    text = f"Questions in {place(community)} {state}. {what}"
    other = (
        button("Switch off", "asking.off", community.id)
        if community.hints
        else button("Switch on", "asking.on", community.id)
    )
    return Message(text, [section(text), actions(other)])


def announced(*, by: str) -> Message:
    """Tell a channel that questions in it are looked up from now on."""
    text = (
        f"{inline_short(by, 120)} asked me to look questions up here: when somebody asks what another team may have "
        "learnt, I show it to them alone, at most once a day. Nothing of what you write is kept for that. "
        "`/community hints off` ends it."
    )
    return Message(text, [section(text)])


def members_switch(community: Community) -> Message:
    """Say that its members decide."""
    text = f"The members of {title(community)} decide whether questions there are looked up. Nothing was changed."
    return Message(text, [section(text), actions(button("Join", "community.join", community.id, style="primary"))])
