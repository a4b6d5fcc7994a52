"""`/meetup plan`: the modal, the announcement, and what happens when Slack doesn't take it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from community import meetups, repeating, schedule
from community.communities import Community, NotOpen, State
from community.components import Component
from community.delivery import Refused, Sent
from community.forgetting import NOBODY
from community.meetups import Kind, Meetup, Plan, WrongPlan
from community.people import Person
from community.series import Series
from community.stores import Stores
from handlers import deliveries, mrkdwn, open_space, plan_forms, plan_parts, reading
from handlers.announcing import ANNOUNCEMENT, announce, announced
from handlers.answers import Answer, Errors, Open, Say, Update
from handlers.blocks import meetups as shown
from handlers.blocks import planning as blocks
from handlers.blocks import refusals, workshops
from handlers.blocks.parts import View
from handlers.blocks.planning import Draft
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

# Slack waits 3 s for the answer to a modal.
_PATIENCE = timedelta(seconds=2)


async def plan(command: Command, deps: Deps) -> Answer:
    """Open the modal for the community that meets here, elsewhere for one of theirs."""
    return await _open(deps, command.user_id, command.channel_id, mrkdwn.plain(command.rest))


async def plan_on_click(action: Action, deps: Deps) -> Answer:
    """Open the modal from a button; its value may be a community's id, a title, or both with a blank between."""
    given, _, title = action.value.partition(" ")
    community_id = int(given) if given.isdigit() else None
    return await _open(deps, action.user_id, action.channel_id, title, community_id)


async def open_workshop(
    deps: Deps,
    user_id: str,
    channel_id: str | None,
    component: Component | None = None,
    community_id: int | None = None,
) -> Answer:
    """Open the modal for a design workshop, on this component when one is meant."""
    title = f"Design workshop: {component.label}" if component else "Design workshop"
    chosen = {workshops.COMPONENT: (str(component.id),)} if component else {}
    return await _open(deps, user_id, channel_id, title, community_id, kind=Kind.DESIGN_WORKSHOP, choices=chosen)


async def submit(submission: Submission, deps: Deps) -> Answer:
    """Keep the meetup, announce it and tell the planner how that went.

    What Slack refuses is shown in a fresh form, not as `errors`: those leave the view's hash as it is, so that the
    corrected form could not be told from the first one sent again.
    """
    if submission.values.get("kind") == Kind.OPEN_SPACE:
        return await _open_space(submission, deps)
    person = await reading.person(deps, submission.user_id)
    try:
        kept = await deps.write(lambda stores: _keep(stores, submission, person, deps.now))
    except WrongPlan as wrong:
        if wrong.about not in submission.values:
            raise
        return Errors({wrong.about: str(wrong)})
    outcome = await deps.outcome(kept.delivery_id, within=_PATIENCE)
    if isinstance(outcome, Refused):
        problem = shown.why_not_announced(outcome.error, kept.meetup.channel_id)
        return Update(await _again(deps, submission, person, problem))
    return Say(shown.planned(kept.meetup, is_announced=isinstance(outcome, Sent), series=kept.series))


async def _open_space(submission: Submission, deps: Deps) -> Answer:
    """Go on in the window of Open Spaces, which have slots and spaces, with the title that was typed so far."""
    packed = unpack(submission.private_metadata)
    given = _community_id(submission.values, packed)
    community = await deps.read(lambda stores: stores.communities.get(given))
    channel_id = community.channel_id if community is not None else None
    answer = await open_space.open_form(deps, submission.user_id, channel_id, packed.get("title", ""))
    return Update(answer.modal) if isinstance(answer, Open) else answer


async def not_announced(refused: Refused, deps: Deps, is_awaited: bool) -> Callable[[Stores], None]:
    """Take a meetup back that nobody can hear of; the planner is told later, unless they still wait."""

    def take_back(stores: Stores) -> None:
        meetup = stores.meetups.hold(int(refused.delivery.subject))
        if meetup is None:
            return
        stores.meetups.update(replace(meetups.revised(meetup, now=deps.now), cancelled_at=deps.now))
        repeating.not_begun(stores, meetup)
        if not is_awaited and meetup.planned_by != NOBODY:
            message = shown.not_announced(meetup, shown.why_not_announced(refused.error, meetup.channel_id))
            stores.outbox.put(deliveries.post(meetup.planned_by, message), now=deps.now)

    return take_back


async def _open(
    deps: Deps,
    user_id: str,
    channel_id: str | None,
    title: str,
    community_id: int | None = None,
    *,
    kind: Kind = Kind.MEETUP,
    choices: Mapping[str, tuple[str, ...]] | None = None,
) -> Answer:
    person = await reading.person(deps, user_id)

    def read(stores: Stores) -> Answer:
        theirs = stores.communities.of(user_id)
        here = _meant(stores, channel_id, community_id)
        if here is not None and here.state is not State.OPEN:
            return Say(refusals.refusal(NotOpen(here)))
        if here is not None and here not in theirs:
            return Say(blocks.members_plan(here))
        if here is None and not theirs:
            return Say(blocks.no_community())
        draft = _draft([here] if here else theirs, person, title, deps.now)
        return Open(_form(stores, replace(draft, kind=kind, has_more=kind is not Kind.MEETUP), choices))

    return await deps.read(read)


def _meant(stores: Stores, channel_id: str | None, community_id: int | None) -> Community | None:
    if community_id is not None:
        return stores.communities.get(community_id)
    return stores.communities.in_channel(channel_id) if channel_id else None


def _draft(communities: Sequence[Community], person: Person, title: str, now: datetime) -> Draft:
    zone = schedule.zone_of(person.zone, *(community.zone for community in communities)).name
    return Draft(
        communities=communities,
        community_id=communities[0].id,
        day=_next_working_day(schedule.local(now, zone).date()),
        zone=zone,
        own_zones=(zone, *dict.fromkeys(community.zone for community in communities)),
        title=title,
    )


def _next_working_day(day: date) -> date:
    """Give the day after this one, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= 4 else 1)


@dataclass(frozen=True, slots=True)
class _Kept:
    meetup: Meetup
    series: Series | None
    delivery_id: int


def _keep(stores: Stores, submission: Submission, person: Person, now: datetime) -> _Kept:
    """Keep the meetup, its series when it comes again, and the intent to announce it."""
    stores.people.save(person, now=now)
    wanted, repeat = _plan(submission), plan_forms.repeat(submission.values)
    if repeat is None:
        meetup, series = meetups.plan(stores, wanted, now=now), None
    else:
        meetup, series = repeating.begin(stores, wanted, repeat, now=now)
    plan_parts.keep(stores, meetup, submission, now)
    return _Kept(meetup, series, announce(stores, meetup, now))


async def _again(deps: Deps, submission: Submission, person: Person, problem: str) -> View:
    """Make the form once more as it was filled in."""

    def read(stores: Stores) -> View:
        draft = _drafted(stores, submission.values, unpack(submission.private_metadata), person, deps.now)
        filled = plan_forms.filled(draft, submission.values, submission.choices)
        return _form(stores, filled, _chosen(submission.values, submission.choices), problem)

    return await deps.read(read)


async def reshaped(action: Action, deps: Deps) -> Answer:
    """Show the form with what belongs to what was chosen in it."""
    person = await reading.person(deps, action.user_id)

    def read(stores: Stores) -> View:
        draft = _drafted(stores, action.values, unpack(action.private_metadata), person, deps.now)
        filled = replace(plan_forms.filled(draft, action.values, action.choices), has_more=True)
        return _form(stores, filled, _chosen(action.values, action.choices))

    return Update(await deps.read(read))


def _drafted(
    stores: Stores, values: Mapping[str, str], packed: Mapping[str, Any], person: Person, now: datetime
) -> Draft:
    """Give a draft for the communities the form was for: one, or all of the person's when it asked for which."""
    given = _community_id(values, packed)
    only = stores.communities.get(given)
    communities = stores.communities.of(person.user_id) if "community" in values or only is None else [only]
    return replace(
        _draft(communities, person, packed.get("title", ""), now), community_id=given, has_more=bool(packed.get("more"))
    )


def _community_id(values: Mapping[str, str], packed: Mapping[str, Any]) -> int:
    return int(values.get("community") or packed["community_id"])


def _chosen(values: Mapping[str, str], choices: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Give what is chosen in lists, and the one component that is chosen."""
    component = values.get(workshops.COMPONENT)
    return {**choices, workshops.COMPONENT: (component,)} if component else choices


def _form(
    stores: Stores, draft: Draft, choices: Mapping[str, tuple[str, ...]] | None = None, problem: str = ""
) -> View:
    if draft.has_more:
        draft = replace(draft, own=plan_parts.inputs(stores, draft.kind, draft.community_id, choices or {}))
    # The window of another kind has no field for it; who comes back, or goes on there, need not type it again.
    title = draft.title if draft.kind is Kind.OPEN_SPACE else None
    packed = pack(community_id=draft.community_id, more=1 if draft.has_more else None, title=title)
    return blocks.form(draft, private_metadata=packed, problem=problem)


def _plan(submission: Submission) -> Plan:
    given = _community_id(submission.values, unpack(submission.private_metadata))
    return plan_forms.plan(submission.values, submission.choices, community_id=given, user_id=submission.user_id)


FEATURE = Feature(
    commands={"/meetup": {"plan": plan}},
    actions={"meetup.plan": plan_on_click, blocks.MORE: reshaped},
    views={blocks.PLAN: submit},
    sent={ANNOUNCEMENT: announced},
    refused={ANNOUNCEMENT: not_announced},
)
