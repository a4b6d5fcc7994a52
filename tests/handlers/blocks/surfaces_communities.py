"""Everything that is shown about communities, the Home and the help."""

from dataclasses import replace

from community.charters import Charter, NotAMember
from community.communities import (
    Aim,
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
from community.directory import Teams
from community.errors import CommunityError
from community.linking import Link
from community.names import slug
from community.practising import Shared, Week, Works
from community.pulse import Life
from community.relearning import Relearnings
from community.seats import AlreadyCoordinator, Care, NotCoordinator, NotMemberYet, SteppedBack
from handlers.blocks import about, communities, help, refusals, starting  # noqa: A004
from handlers.blocks.about import About
from handlers.blocks.parts import Message
from handlers.blocks.starting import Draft, Offered, Problem
from tests import some
from tests.handlers.blocks.surfaces import Surface

CREATE_ERRORS = ("name_taken", "restricted_action", "invalid_name_specials", "internal_error")


def a_community(text: str, number: int = 1, *, state: State = State.OPEN, has_channel: bool = True) -> Community:
    """Give a community whose every written part is this text; a topic is as long as the form lets it be."""
    community = some.community(
        number, topic=text[:80] or "T", purpose=text[:250], channel_id="C0COP" if has_channel else None, state=state
    )
    return replace(community, name=slug(text[:80]) or "t", channel_name=text[:80], aim=list(Aim)[number % 3])


def communities_of(text: str, count: int, first: int = 1) -> list[Community]:
    return [a_community(text, number) for number in range(first, first + count)]


def an_about(text: str, *, is_member: bool, state: State = State.OPEN, has_meetup: bool = True) -> About:
    return About(
        community=a_community(text, state=state),
        members=12,
        is_member=is_member,
        started_by=text,
        next_meetup=some.meetup(title=text, place=text) if has_meetup else None,
        charter=a_charter(text) if has_meetup else None,
        relearnings=Relearnings(seen=7, avoided=3) if has_meetup else Relearnings(seen=0, avoided=0),
        links=[Link(f"C0{number}", 1, "pacts", "U0LEA", some.NOW) for number in range(9 if has_meetup else 0)],
        life=Life.QUIET,
        teams=Teams((text[:60] or "Kestrel", "Heron"), has_more=True) if has_meetup else Teams(),
        care=a_care(text) if has_meetup else Care({}),
        coaches=[text[:80]] * 9 if has_meetup else (),
    )


def a_care(text: str) -> Care:
    shared = [Shared("U0", Works.LITTLE, Week.MORE), Shared("U1", None, Week.HALF)]
    return Care({f"U{number}": text for number in range(9)}, shared)


def a_draft(text: str) -> Draft:
    return Draft(topic=text, charter=a_charter(text), channel_name=text)


def a_charter(text: str) -> Charter:
    """Give a charter whose every line is this text, as long as the form lets it be."""
    said = text[:250]
    return Charter(purpose=said, aim=Aim.BOTH, for_whom=said, meets=said, decides=said)


def offered(text: str) -> Offered:
    return Offered("C0HERE", text[:80] or "t")


def refused(case: str, error: type[CommunityError], then: str = "about", **state: object) -> Surface:
    def render(text: str) -> Message:
        return refusals.refusal(error(a_community(text, **state)), then=then)  # type: ignore[arg-type]

    return Surface(refusals.refusal, case, render)


def name_taken(text: str, state: State, *, has_channel: bool = True) -> Message:
    there = a_community(text, state=state, has_channel=has_channel)
    return refusals.refusal(NameTaken(there.name, there))


SURFACES = (
    Surface(about.about, "a member", lambda text: about.about(an_about(text, is_member=True))),
    Surface(
        about.about,
        "a member, without a charter",
        lambda text: about.about(an_about(text, is_member=True, has_meetup=False)),
    ),
    Surface(about.about, "no member", lambda text: about.about(an_about(text, is_member=False))),
    Surface(
        about.about,
        "nothing coming",
        lambda text: about.about(an_about(text, is_member=False, has_meetup=False)),
    ),
    Surface(
        about.about,
        "resting",
        lambda text: about.about(an_about(text, is_member=False, state=State.RESTING)),
    ),
    Surface(
        about.about,
        "being started",
        lambda text: about.about(an_about(text, is_member=False, state=State.FORMING)),
    ),
    Surface(communities.joined, "joined", lambda text: communities.joined(a_community(text))),
    Surface(communities.left, "left", lambda text: communities.left(a_community(text))),
    Surface(communities.not_invited, "not invited", lambda text: communities.not_invited(a_community(text))),
    Surface(refusals.refusal, "name taken", lambda text: name_taken(text, State.OPEN)),
    Surface(refusals.refusal, "name taken, being started", lambda text: name_taken(text, State.FORMING)),
    Surface(refusals.refusal, "name taken, resting", lambda text: name_taken(text, State.RESTING)),
    Surface(refusals.refusal, "name taken in a race", lambda text: refusals.refusal(NameTaken(text))),
    refused("channel taken", ChannelTaken),
    refused("member already", AlreadyMember),
    refused("no member", NotMember),
    refused("no member yet", NotMemberYet),
    refused("a coordinator already", AlreadyCoordinator),
    refused("no coordinator", NotCoordinator),
    refused("stepped back before", SteppedBack),
    refused("resting", NotOpen, state=State.RESTING),
    refused("being started", NotOpen, state=State.FORMING),
    refused("charter of others", NotAMember),
    refused("channel deleted", NotOpen, state=State.RESTING, has_channel=False),
    Surface(refusals.refusal, "gone", lambda _: refusals.refusal(GoneCommunity())),
    Surface(refusals.refusal, "which", lambda _: refusals.refusal(NotSaidWhich())),
    *(
        Surface(
            refusals.refusal,
            f"unknown, to {then}",
            lambda text, then=then: refusals.refusal(  # type: ignore[misc]
                UnknownCommunity(text, communities_of(text, 3)), then=then
            ),
        )
        for then in ("about", "join", "leave", "step-up", "step-back")
    ),
    Surface(refusals.closed, "closed", lambda text: refusals.closed(a_community(text, state=State.RESTING))),
    Surface(refusals.exists, "to a member", lambda text: refusals.exists(a_community(text), is_member=True)),
    Surface(refusals.exists, "exists", lambda text: refusals.exists(a_community(text))),
    Surface(refusals.unknown, "nothing near", lambda text: refusals.unknown(text, [], then="join")),
    Surface(refusals.mistyped, "near", lambda text: refusals.mistyped("/community", text, ["start"])),
    Surface(refusals.mistyped, "nothing near", lambda text: refusals.mistyped("/community", text, [])),
    Surface(starting.form, "empty", lambda _: starting.form(Draft(), private_metadata="")),
    Surface(
        starting.form,
        "filled by a template",
        lambda text: starting.form(replace(a_draft(text), filled=2), private_metadata="{}"),
    ),
    Surface(
        starting.form,
        "in a channel",
        lambda text: starting.form(replace(a_draft(text), offered=offered(text)), private_metadata="{}"),
    ),
    Surface(
        starting.form,
        "only existing channels",
        lambda text: starting.form(
            replace(a_draft(text), can_create=False, where="C0HERE"),
            private_metadata="",
            problem=Problem("existing", starting.why_not_created("restricted_action", text)),
        ),
    ),
    Surface(
        starting.form,
        "only existing channels, none chosen",
        lambda text: starting.form(replace(a_draft(text), can_create=False), private_metadata=""),
    ),
    Surface(
        starting.form,
        "taken topic",
        lambda text: starting.form(
            a_draft(text),
            private_metadata="",
            problem=Problem("topic", starting.why_taken(a_community(text)), join=a_community(text)),
        ),
    ),
    Surface(
        starting.form,
        "taken in a race",
        lambda text: starting.form(
            a_draft(text), private_metadata="", problem=Problem("topic", starting.why_taken_by(text))
        ),
    ),
    *(
        Surface(
            starting.form,
            f"refused: {error}",
            lambda text, error=error: starting.form(  # type: ignore[misc]
                a_draft(text),
                private_metadata="",
                problem=Problem("channel_name", starting.why_not_created(error, text[:80])),
            ),
        )
        for error in CREATE_ERRORS
    ),
    *(
        Surface(
            starting.form,
            f"channel: {case}",
            lambda text, why=why: starting.form(  # type: ignore[misc]
                replace(a_draft(text), offered=offered(text), where="C0HERE"),
                private_metadata="",
                problem=Problem("where", why(text)),
            ),
        )
        for case, why in {
            "archived": lambda text: starting.why_archived(text[:80]),
            "there": lambda text: starting.why_not_new(text[:80]),
            "not usable": lambda _: starting.why_not_linked("C0HERE"),
        }.items()
    ),
    Surface(starting.started, "open", lambda text: starting.started(a_community(text), mark="bulb")),
    Surface(starting.starting, "soon", starting.starting),
    Surface(starting.already_sent, "twice", lambda _: starting.already_sent()),
    Surface(
        starting.not_started,
        "told later",
        lambda text: starting.not_started(text[:80], starting.why_not_created("name_taken", text[:80])),
    ),
    Surface(help.show, "from /lesson", lambda _: help.show(mark="bulb", of="/lesson")),
)
