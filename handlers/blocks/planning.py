"""How planning a meetup looks: the modal, and why it could not be opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from community.communities import Community
from community.meetups import MOST_SEATS, PLACE_LIMIT, TITLE_LIMIT, WHAT_FOR_LIMIT, Kind
from community.reminders import USUAL
from handlers.blocks import kinds, reminders, repeating
from handlers.blocks.meetups import length
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    input_block,
    modal,
    option,
    radios,
    section,
    text_input,
)
from handlers.blocks.schedule import menu, zone_menu
from handlers.blocks.text import inline_short

PLAN, CHANGE = "meetup.plan", "meetup.change"
# Of what else the form shows depends on: the kind, the day, how often it comes, and what a change is of.
SHAPE = "meetup.plan.shape"
MORE = "meetup.plan.more"
ONE, FOLLOWING = "one", "following"
LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240, 480)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is filled in so far. `own_zones` are the planner's and the community's.

    `which` is of a change alone: ONE or FOLLOWING of a meetup that comes again, "" where there is nothing to choose.
    `own` are inputs of other features, such as an agenda's.
    """

    communities: Sequence[Community]
    community_id: int
    day: date
    zone: str
    own_zones: Sequence[str]
    title: str = ""
    at: time = time(15)
    minutes: int = 60
    place: str = ""
    kind: Kind = Kind.MEETUP
    what_for: str = ""
    seats: str = ""
    reminders: tuple[int, ...] = USUAL
    repeat: str = repeating.ONCE
    until: date | None = None
    count: str = ""
    country: str = repeating.NO_COUNTRY
    which: str = ""
    has_more: bool = False
    own: Sequence[Block] = ()


def form(draft: Draft, *, private_metadata: str, problem: str = "") -> View:
    """Make the modal in which a meetup is planned; `problem` is mrkdwn and says why it was not yet.

    It is short until somebody wants more than a title, when and where.
    """
    if draft.kind is Kind.OPEN_SPACE:
        blocks = [_kind(draft), *_open_space()]
    elif draft.has_more:
        blocks = [_kind(draft), *_basics(draft), *_again(draft), *_rest(draft)]
    else:
        blocks = [*_basics(draft), actions(button("More: kind, repeats, seats …", MORE))]
    return modal(
        callback_id=PLAN,
        title="Plan a meetup",
        submit="Go on" if draft.kind is Kind.OPEN_SPACE else "Announce it",
        close="Cancel",
        blocks=[*_problem(problem), _community(draft), *blocks],
        private_metadata=private_metadata,
    )


def change(draft: Draft, *, private_metadata: str) -> View:
    """Make the modal in which a meetup is changed, or it and all that follow."""
    which = [_which(draft)] if draft.which else []
    again = _again(draft) if draft.which != ONE else []
    return modal(
        callback_id=CHANGE,
        title="Change a meetup",
        submit="Change it",
        close="Cancel",
        blocks=[*which, _kind(draft, is_change=True), *_basics(draft), *again, *_rest(draft)],
        private_metadata=private_metadata,
    )


def _problem(problem: str) -> list[Block]:
    return [section(f"⚠️ {problem}")] if problem else []


def _basics(draft: Draft) -> list[Block]:
    day: Block = {"type": "datepicker", "action_id": SHAPE, "initial_date": draft.day.isoformat()}
    return [
        input_block(
            "title",
            "What is it about?",
            text_input("title", initial=draft.title, placeholder="Which pacts hurt?", max_length=TITLE_LIMIT),
        ),
        # What "monthly" can mean depends on the day.
        input_block("date", "Day", day) | ({"dispatch_action": True} if draft.has_more else {}),
        input_block("time", "Time", {"type": "timepicker", "action_id": "time", "initial_time": f"{draft.at:%H:%M}"}),
        input_block(
            "zone",
            "In the time zone",
            zone_menu("zone", draft.zone, *draft.own_zones),
            hint="Everybody sees the time in their own zone.",
        ),
        input_block("minutes", "Length", _lengths(draft)),
        input_block(
            "place",
            "Place or link",
            text_input("place", initial=draft.place, placeholder="Room Heron, or a link", max_length=PLACE_LIMIT),
            is_optional=True,
        ),
    ]


def _kind(draft: Draft, *, is_change: bool = False) -> Block:
    # No meetup becomes an Open Space: that has slots and a marketplace.
    offered = [one for one in kinds.options() if not is_change or one["value"] != Kind.OPEN_SPACE]
    made = input_block("kind", "What kind is it?", menu(SHAPE, offered, draft.kind.value))
    return made | {"dispatch_action": True}


def _which(draft: Draft) -> Block:
    offered = [option("Only this one", ONE), option("This one and all that follow", FOLLOWING)]
    made = input_block("which", "What do you want to change?", radios(SHAPE, offered, chosen=draft.which))
    return made | {"dispatch_action": True}


def _again(draft: Draft) -> list[Block]:
    return repeating.fields(
        draft.day, draft.repeat, end=draft.until, count=draft.count, country=draft.country, action_id=SHAPE
    )


def _rest(draft: Draft) -> list[Block]:
    return [
        input_block(
            "what_for",
            "What for?",
            text_input("what_for", initial=draft.what_for, max_length=WHAT_FOR_LIMIT),
            is_optional=True,
            hint="One sentence on what is different afterwards.",
        ),
        input_block(
            "seats",
            "Seats",
            text_input("seats", initial=draft.seats, max_length=len(str(MOST_SEATS))),
            is_optional=True,
            hint="Leave it empty when there is room for everybody. Who comes when all are taken waits in order.",
        ),
        reminders.menu(draft.reminders),
        *draft.own,
    ]


def _open_space() -> list[Block]:
    return [section("An Open Space has spaces, slots and a marketplace, so it is planned in a window of its own.")]


def members_plan(community: Community) -> Message:
    """Tell a person who isn't in the community that its members plan its meetups."""
    text = f"Meetups of {_topic(community)} are planned by its members, so nothing was planned. Would you like to join?"
    return Message(
        text, [section(text), actions(button("Join", "community.join", community.id, style="primary"), _all())]
    )


def no_community() -> Message:
    """Tell a person who is in no community where meetups belong."""
    text = "A meetup belongs to a community, and you are in none yet. Would you like to join one, or start one?"
    return Message(
        text,
        [
            section(text),
            actions(
                button("See communities", "community.list", style="primary"), button("Start one", "community.start")
            ),
        ],
    )


def _community(draft: Draft) -> Block:
    if len(draft.communities) == 1:
        only = draft.communities[0]
        return section(f"For {_topic(only)}: it is announced in <#{only.channel_id}>.")
    choices = [option(community.topic, str(community.id)) for community in draft.communities]
    return input_block("community", "For which community?", menu("community", choices, str(draft.community_id)))


def _lengths(draft: Draft) -> Block:
    offered = LENGTHS if draft.minutes in LENGTHS else tuple(sorted((*LENGTHS, draft.minutes)))
    return menu("minutes", [option(length(minutes), str(minutes)) for minutes in offered], str(draft.minutes))


def _topic(community: Community) -> str:
    return f"*{inline_short(community.topic, 160)}*"


def _all() -> Block:
    return button("What is coming?", "meetup.list")
