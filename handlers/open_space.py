"""`/meetup open-space`: plan an Open Space, or see the one that is coming; its own channel, where it wants one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from community import names, open_space, schedule, slots
from community.communities import NotOpen, State
from community.delivery import Refused, Sent
from community.forgetting import NOBODY
from community.meetups import Meetup, Plan, WrongPlan
from community.open_space import OpenSpace
from community.people import Person
from community.stores import Stores
from handlers import admins, deliveries, market_door, market_window, open_space_cards, reading
from handlers.announcing import ANNOUNCEMENT, announcement
from handlers.answers import Answer, Errors, Open, Say
from handlers.blocks import meetups as shown
from handlers.blocks import open_space as blocks
from handlers.blocks import planning, refusals
from handlers.blocks.open_space import HOME, OWN, Draft
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

CHANNEL = "open_space.channel"
_PATIENCE = timedelta(seconds=2)
_NAME_LIMIT = 80
_TAKEN = "name_taken"


async def start(command: Command, deps: Deps) -> Answer:
    """Show the Open Space that is coming here; where none is, open the modal to plan one."""
    here = await deps.read(lambda stores: _here(stores, command.channel_id))
    if here is not None and command.rest.strip() != "new":
        await market_door.may_look(deps, here.meetup_id, command.user_id, channel_id=command.channel_id)
        return Open(await market_window.window(deps, here.meetup_id, command.user_id))
    return await open_form(deps, command.user_id, command.channel_id)


async def plan_on_click(action: Action, deps: Deps) -> Answer:
    """Open the modal from a button."""
    return await open_form(deps, action.user_id, action.channel_id)


async def submit(submission: Submission, deps: Deps) -> Answer:
    """Keep the Open Space, announce it, have its channel made, and tell who planned it."""
    person = await reading.person(deps, submission.user_id)
    has_own = submission.values.get("where", HOME) == OWN
    if has_own and not await admins.may_create_channels(deps, submission.user_id):
        has_own = False
    try:
        meetup, delivery_id = await deps.write(lambda stores: _keep(stores, submission, person, has_own, deps))
    except WrongPlan as wrong:
        about = wrong.about if wrong.about in submission.values else "title"
        return Errors({about: str(wrong)})
    outcome = await deps.outcome(delivery_id, within=_PATIENCE)
    if isinstance(outcome, Refused):
        reason = shown.why_not_announced(outcome.error, meetup.channel_id)
        return Say(shown.not_announced(meetup, reason))
    return Say(blocks.planned(meetup, has_own=has_own))


def channel_ready(stores: Stores, sent: Sent, now: datetime) -> None:
    """Let the marketplace stand in the Open Space's own channel, and the announcement lead there."""
    found = _of(stores, sent.delivery.subject)
    if found is None:
        return
    meetup, space = found
    channel_id = str(sent.answer["channel"]["id"])
    space = replace(space, channel_id=channel_id, has_channel=True)
    stores.open_spaces.change(space)
    stores.outbox.put(deliveries.set_topic(channel_id, meetup.title[:250]), now=now)
    if meetup.planned_by:
        stores.outbox.put(deliveries.invite(channel_id, [meetup.planned_by]), now=now)
    open_space_cards.post(stores, space, now=now)
    open_space_cards.changed(stores, meetup.id, now=now)


async def channel_refused(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Try once more where the name is taken; else let the marketplace stand in the community's channel, and say so."""

    def instead(stores: Stores) -> None:
        found = _of(stores, refused.delivery.subject)
        if found is None:
            return
        meetup, space = found
        again = f"{_channel_name(meetup)[: _NAME_LIMIT - 12]}-{meetup.id}"
        if refused.error == _TAKEN and refused.delivery.arguments.get("name") != again:
            _make_channel(stores, meetup, again, deps)
            return
        stores.open_spaces.change(replace(space, wants_channel=False))
        if meetup.planned_by != NOBODY:
            stores.outbox.put(deliveries.post(meetup.planned_by, blocks.no_channel(meetup)), now=deps.now)
        open_space_cards.changed(stores, meetup.id, now=deps.now)

    return instead


def _here(stores: Stores, channel_id: str) -> OpenSpace | None:
    """Give the Open Space that meets in this channel, or that its community plans or harvests."""
    if (found := stores.open_spaces.in_channel(channel_id)) is not None:
        return found
    community = stores.communities.in_channel(channel_id)
    return stores.open_spaces.of_community(community.id) if community else None


async def open_form(deps: Deps, user_id: str, channel_id: str | None, title: str = "") -> Answer:
    """Open the modal to plan one in the community that meets here, elsewhere in one of theirs."""
    person = await reading.person(deps, user_id)
    can_create = await admins.may_create_channels(deps, user_id)

    def read(stores: Stores) -> Answer:
        theirs = stores.communities.of(user_id)
        here = stores.communities.in_channel(channel_id) if channel_id else None
        if here is not None and here.state is not State.OPEN:
            return Say(refusals.refusal(NotOpen(here)))
        if here is not None and here not in theirs:
            return Say(planning.members_plan(here))
        offered = [here] if here else theirs
        if not offered:
            return Say(planning.no_community())
        zone = schedule.zone_of(person.zone, *(community.zone for community in offered)).name
        draft = Draft(
            communities=offered,
            community_id=offered[0].id,
            day=schedule.local(deps.now, zone).date() + timedelta(days=7),
            zone=zone,
            own_zones=(zone, *dict.fromkeys(community.zone for community in offered)),
            can_create=can_create,
            title=title,
        )
        return Open(blocks.form(draft, private_metadata=pack(community_id=draft.community_id)))

    return await deps.read(read)


def _keep(stores: Stores, submission: Submission, person: Person, has_own: bool, deps: Deps) -> tuple[Meetup, int]:
    stores.people.save(person, now=deps.now)
    values = submission.values
    spans = (
        slots.typed(values["times"])
        if values.get("times")
        else slots.spread(
            time.fromisoformat(values["time"]),
            count=int(values["count"]),
            minutes=int(values["minutes"]),
            pause=int(values["pause"]),
        )
    )
    wanted = Plan(
        title=values["title"],
        community_id=int(values.get("community") or unpack(submission.private_metadata)["community_id"]),
        day=date.fromisoformat(values["date"]),
        at=spans[0].start,
        zone=values["zone"],
        minutes=0,
        place=values.get("place", ""),
        planned_by=submission.user_id,
        what_for=values.get("what_for", ""),
    )
    meetup, _ = open_space.plan(
        stores, wanted, spaces=values["spaces"], spans=spans, has_own_channel=has_own, now=deps.now
    )
    if has_own:
        _make_channel(stores, meetup, _channel_name(meetup), deps)
    post = deliveries.post(
        meetup.channel_id, announcement(stores, meetup, deps.now), purpose=ANNOUNCEMENT, subject=meetup.id
    )
    return meetup, stores.outbox.put(post, now=deps.now)


def _make_channel(stores: Stores, meetup: Meetup, name: str, deps: Deps) -> None:
    made = deliveries.create_channel(name, lane=f"open_space:{meetup.id}", purpose=CHANNEL, subject=meetup.id)
    stores.outbox.put(made, now=deps.now)


def _channel_name(meetup: Meetup) -> str:
    day = schedule.local(meetup.starts_at, meetup.zone).date()
    return names.channel_name(meetup.title, prefix=f"open-space-{day:%Y-%m-%d}-") or f"open-space-{day:%Y-%m-%d}"


def _of(stores: Stores, subject: str) -> tuple[Meetup, OpenSpace] | None:
    meetup, space = stores.meetups.get(int(subject)), stores.open_spaces.get(int(subject))
    return None if meetup is None or space is None else (meetup, space)


FEATURE = Feature(
    commands={"/meetup": {"open-space": start}},
    actions={"open_space.plan": plan_on_click},
    views={blocks.PLAN: submit},
    sent={CHANNEL: channel_ready},
    refused={CHANNEL: channel_refused},
)
