"""`/meetup plan`: the modal, the announcement, and what happens when Slack doesn't take it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from community import meetups, schedule
from community.communities import Community, NotOpen, State
from community.delivery import Refused, Sent
from community.meetups import Meetup, Plan, WrongPlan
from community.people import Person
from community.stores import Stores
from handlers import deliveries, mrkdwn, reading
from handlers.announcing import ANNOUNCEMENT, announced, announcement
from handlers.answers import Answer, Errors, Open, Say, Update
from handlers.blocks import meetups as shown
from handlers.blocks import planning as blocks
from handlers.blocks import refusals
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


async def submit(submission: Submission, deps: Deps) -> Answer:
    """Keep the meetup, announce it and tell the planner how that went.

    What Slack refuses is shown in a fresh form, not as `errors`: those leave the view's hash as it is, so that the
    corrected form could not be told from the first one sent again.
    """
    person = await reading.person(deps, submission.user_id)
    wanted = _plan(submission)
    try:
        meetup, delivery_id = await deps.write(lambda stores: _keep(stores, wanted, person, deps.now))
    except WrongPlan as wrong:
        if wrong.about not in submission.values:
            raise
        return Errors({wrong.about: str(wrong)})
    outcome = await deps.outcome(delivery_id, within=_PATIENCE)
    if isinstance(outcome, Refused):
        problem = shown.why_not_announced(outcome.error, meetup.channel_id)
        return Update(await _again(deps, wanted, person, problem))
    return Say(shown.planned(meetup, is_announced=isinstance(outcome, Sent)))


async def not_announced(refused: Refused, deps: Deps, is_awaited: bool) -> Callable[[Stores], None]:
    """Take a meetup back that nobody can hear of; the planner is told later, unless they still wait."""

    def take_back(stores: Stores) -> None:
        meetup = stores.meetups.hold(int(refused.delivery.subject))
        if meetup is None:
            return
        stores.meetups.update(replace(meetup, cancelled_at=deps.now))
        if not is_awaited:
            message = shown.not_announced(meetup, shown.why_not_announced(refused.error, meetup.channel_id))
            stores.outbox.put(deliveries.post(meetup.planned_by, message), now=deps.now)

    return take_back


async def _open(
    deps: Deps, user_id: str, channel_id: str | None, title: str, community_id: int | None = None
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
        return Open(_form(_draft([here] if here else theirs, person, title, deps.now)))

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
        day=schedule.local(now, zone).date() + timedelta(days=1),
        zone=zone,
        own_zones=(zone, *dict.fromkeys(community.zone for community in communities)),
        title=title,
    )


def _keep(stores: Stores, wanted: Plan, person: Person, now: datetime) -> tuple[Meetup, int]:
    """Keep the meetup and the intent to announce it; give it and the delivery's id."""
    stores.people.save(person, now=now)
    meetup = meetups.plan(stores, wanted, now=now)
    post = deliveries.post(
        meetup.channel_id, announcement(stores, meetup, now), purpose=ANNOUNCEMENT, subject=meetup.id
    )
    return meetup, stores.outbox.put(post, now=now)


async def _again(deps: Deps, wanted: Plan, person: Person, problem: str) -> View:
    """Make the form once more as it was filled in."""

    def read(stores: Stores) -> Sequence[Community]:
        found = stores.communities.get(wanted.community_id)
        theirs = stores.communities.of(wanted.planned_by)
        return [found] if found is not None and found not in theirs else theirs

    communities = await deps.read(read)
    draft = replace(
        _draft(communities, person, wanted.title, deps.now),
        community_id=wanted.community_id,
        day=wanted.day,
        at=wanted.at,
        zone=wanted.zone,
        minutes=wanted.minutes,
        place=wanted.place,
    )
    return _form(draft, problem)


def _form(draft: Draft, problem: str = "") -> View:
    return blocks.form(draft, private_metadata=pack(community_id=draft.community_id), problem=problem)


def _plan(submission: Submission) -> Plan:
    values = submission.values
    return Plan(
        title=values["title"],
        community_id=int(values.get("community") or unpack(submission.private_metadata)["community_id"]),
        day=date.fromisoformat(values["date"]),
        at=time.fromisoformat(values["time"]),
        zone=values["zone"],
        minutes=int(values["minutes"]),
        place=values.get("place", ""),
        planned_by=submission.user_id,
    )


FEATURE = Feature(
    commands={"/meetup": {"plan": plan}},
    actions={"meetup.plan": plan_on_click},
    views={blocks.PLAN: submit},
    sent={ANNOUNCEMENT: announced},
    refused={ANNOUNCEMENT: not_announced},
)
