"""Why something did not happen with a community, and what could happen instead: one message a refusal."""

from collections.abc import Sequence

from community.charters import NotAMember
from community.communities import (
    AlreadyMember,
    ChannelTaken,
    Community,
    GoneCommunity,
    NameTaken,
    NotMember,
    NotOpen,
    NotSaidWhich,
    State,
    UnknownCommunity,
)
from community.errors import CommunityError
from community.feeds import MembersFollow
from community.linking import LinkedAlready, MeetsThere, OfAnother, OnlyMembersLink
from community.seats import AlreadyCoordinator, NotCoordinator, NotMemberYet, SteppedBack
from community.secret_addresses import MembersPublish, MembersSubscribe
from handlers.blocks import linking, problems, seats
from handlers.blocks.communities import all_of_them, place, title
from handlers.blocks.parts import Block, Message, actions, button, section
from handlers.blocks.text import escape, escaped_short, inline_short, short

_CHOICES = {
    "wake": ("Wake it", "community.wake"),
    "rest": ("Let it rest", "community.rest"),
    "close": ("Close it", "community.close"),
    "reopen": ("Open it again", "community.reopen"),
    "join": ("Join", "community.join"),
    "leave": ("Leave", "community.leave"),
    "digest": ("Show it", "digest.preview"),
    "step-up": ("I'd like to", "seat.step_up"),
    "step-back": ("Step back", "seat.step_back"),
    "pulse": ("Show it", "pulse.show"),
    "reach": ("Show it", "reach.show"),
    "charter": ("Charter", "charter.show"),
    "publish": ("Publish", "publishing.show"),
    "calendar": ("Its calendar", "calendar.show"),
}
_MAY_START = ("about", "join")
_BUTTONS = {"start": ("Start a community", "community.start"), "list": ("All communities", "community.list")}


def refusal(error: CommunityError, *, then: str = "about") -> Message:  # noqa: PLR0911  # a table of cases
    """Say why a rule kept it from happening, with buttons for the next step.

    `then` is the command's word: what is done with a community that was meant instead.
    """
    match error:
        case NameTaken(community=Community() as community):
            return exists(community)
        case ChannelTaken(community=community):
            return _said(
                f"That channel belongs to {title(community)}, which meets in {place(community)}. Nothing was created.",
                _join(community),
                _start(""),
            )
        case UnknownCommunity(wanted=wanted, nearest=nearest):
            return unknown(wanted, nearest, then=then)
        case NotSaidWhich() | GoneCommunity():
            return _said(escape(str(error)), all_of_them(), _start(""))
        case AlreadyMember(community=community):
            return _said(
                f"You are in {title(community)} already, it meets in {place(community)}. Nothing was changed.",
                button("Leave", "community.leave", community.id),
                all_of_them(),
            )
        case NotMember(community=community):
            return _said(
                f"You are not in {title(community)}, so there is nothing to leave.", _join(community), all_of_them()
            )
        case NotAMember(community=community):
            return _said(
                f"The charter of {title(community)} is written by its members, and you are not in it. "
                "Nothing was changed.",
                _join(community),
                all_of_them(),
            )
        case NotOpen(community=community):
            return closed(community)
        case _:
            return _of_a_feature(error)


def _of_a_feature(error: CommunityError) -> Message:
    match error:
        case NotMemberYet() | AlreadyCoordinator() | NotCoordinator() | SteppedBack():
            return _of_a_seat(error)
        case MembersFollow(community=community):
            return _said(
                f"What {title(community)} follows is its members' choice, and you are not in it. Nothing was changed.",
                _join(community),
            )
        case OfAnother() | LinkedAlready() | OnlyMembersLink() | MeetsThere():
            return linking.refusal(error)
        case MembersSubscribe(community=community) | MembersPublish(community=community):
            return _said(escape(str(error)), _join(community), all_of_them())
        case _:
            return problems.refusal(error)


def _of_a_seat(error: NotMemberYet | AlreadyCoordinator | NotCoordinator | SteppedBack) -> Message:
    match error:
        case NotMemberYet(community=community):
            return seats.members_only(community)
        case AlreadyCoordinator(community=community):
            return seats.already(community)
        case NotCoordinator(community=community):
            return seats.not_yours(community)
        case SteppedBack(community=community):
            return seats.stepped_back_before(community)


def exists(community: Community, *, is_member: bool = False) -> Message:
    """Say that a community of that name was there first."""
    if community.state is State.OPEN:
        text = f"{title(community)} already exists, it meets in {place(community)}. Nothing was created."
        first = button("About it", "community.about", community.id) if is_member else _join(community)
        return _said(text, first, _start("", "Start another"))
    if community.state is State.FORMING:
        text = f"{title(community)} is being started right now. Nothing was created twice."
        return _said(text, all_of_them(), _start("", "Start another"))
    if community.state is State.CLOSED:
        text = (
            f"{title(community)} was there before, and was closed. Nothing was created. Its members can open it again."
        )
        return _said(text, _reopen(community), _start("", "Start another"))
    text = f"{title(community)} exists, and rests. Nothing was created. Anyone may wake it."
    return _said(text, _wake(community), _start("", "Start another"))


def unknown(wanted: str, nearest: Sequence[Community], *, then: str) -> Message:
    """Say that no community goes by that name, with those that may have been meant."""
    asked = escaped_short(wanted, 160)
    text = f"I know no community “{asked}”, so nothing was changed."
    if not nearest:
        # Who wants to leave a community, or to close it, doesn't want to start it.
        start = [_start(short(wanted, 80), "Start it")] if then in _MAY_START else []
        return _said(text, all_of_them(), *start)
    label, action_id = _CHOICES.get(then, ("About it", "community.about"))
    text += f" Did you mean {' or '.join(title(community) for community in nearest)}?"
    return Message(
        text,
        [
            section(text),
            *(
                section(f"{title(community)} · {place(community)}", accessory=button(label, action_id, community.id))
                for community in nearest
            ),
            actions(all_of_them(), button("Help", "help.show")),
        ],
    )


def mistyped(command: str, typed: str, nearest: Sequence[str]) -> Message:
    """Say that a command has no such word, with the word that may have been meant."""
    text = f"I know no `{command} {inline_short(typed, 80)}`."
    if nearest:
        text += f" Did you mean `{command} {nearest[0]}`?"
    label, action_id = _BUTTONS.get(nearest[0] if nearest else "", _BUTTONS["list"])
    return _said(text, button(label, action_id), button("Help", "help.show"))


def closed(community: Community) -> Message:
    """Say why nobody can join at the moment."""
    if community.state is State.FORMING:
        return _said(f"{title(community)} is being started right now. Try again in a moment.", all_of_them())
    if community.state is State.CLOSED:
        return _said(
            f"{title(community)} was closed. What it learnt is still found, and its members can open it again.",
            _reopen(community),
            _start(community.topic, "Start it again"),
            all_of_them(),
        )
    if community.channel_id is None:
        return _said(
            f"{title(community)} rests, since its channel was deleted. Would you like to start it again?",
            _start(community.topic, "Start it again"),
            all_of_them(),
        )
    return _said(
        f"{title(community)} rests, and keeps all it has. Anyone may wake it.",
        button("Wake it and join", "community.wake.join", community.id, style="primary"),
        _wake(community, "Only wake it"),
        all_of_them(),
    )


def _said(text: str, *choices: Block) -> Message:
    return Message(text, [section(text), actions(*choices)])


def _join(community: Community) -> Block:
    return button("Join it", "community.join", community.id, style="primary")


def _wake(community: Community, label: str = "Wake it") -> Block:
    return button(label, "community.wake", community.id)


def _reopen(community: Community) -> Block:
    return button("Open it again", "community.reopen", community.id)


def _start(topic: str, label: str = "Start a community") -> Block:
    return button(label, "community.start", topic)
