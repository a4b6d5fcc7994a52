"""How planning a meetup looks: the modal, and why it could not be opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from community.communities import Community
from community.meetups import PLACE_LIMIT, TITLE_LIMIT
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
    section,
    text_input,
)
from handlers.blocks.schedule import menu, zone_menu
from handlers.blocks.text import inline_short

PLAN = "meetup.plan"
LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240, 480)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is filled in so far. `own_zones` are the planner's and the community's."""

    communities: Sequence[Community]
    community_id: int
    day: date
    zone: str
    own_zones: Sequence[str]
    title: str = ""
    at: time = time(15)
    minutes: int = 60
    place: str = ""


def form(draft: Draft, *, private_metadata: str, problem: str = "") -> View:
    """Make the modal in which a meetup is planned; `problem` is mrkdwn and says why it was not yet."""
    blocks: list[Block] = [section(f"⚠️ {problem}")] if problem else []
    return modal(
        callback_id=PLAN,
        title="Plan a meetup",
        submit="Announce it",
        close="Cancel",
        blocks=[
            *blocks,
            _community(draft),
            input_block(
                "title",
                "What is it about?",
                text_input("title", initial=draft.title, placeholder="Which pacts hurt?", max_length=TITLE_LIMIT),
            ),
            input_block(
                "date", "Day", {"type": "datepicker", "action_id": "date", "initial_date": draft.day.isoformat()}
            ),
            input_block(
                "time", "Time", {"type": "timepicker", "action_id": "time", "initial_time": f"{draft.at:%H:%M}"}
            ),
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
        ],
        private_metadata=private_metadata,
    )


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
