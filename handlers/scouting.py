"""Scouts and travelers: "I visited team X", open doors, and experts who come; all of it opens a conversation."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import structlog

from community import schedule, scouting, teams
from community.delivery import Refused, Sent
from community.lessons import Kind as LessonKind
from community.lessons import Words
from community.people import Person
from community.scouting import FIRST_SPAN, LONGEST, Door, Kind, NewDoor
from community.stores import Stores
from community.teams import Team
from community.titles import title_of
from community.visits import MOST_HOSTS
from handlers import deliveries, keeping, mrkdwn, people, reading, writing
from handlers.answers import Answer, Done, Errors, Open, Say, Update
from handlers.blocks import scouting as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.keeping import Kept, Typed
from handlers.payloads import Action, Command, Submission
from handlers.table import Feature

log = structlog.get_logger()

CONVERSATION = "scouting.conversation"
_TOLD = 8  # a team has about as many people


async def show(command: Command, deps: Deps) -> Answer:
    """`/community open-doors`: show which teams can be observed and who offers to travel."""
    return Say(await _listing(deps, command.user_id))


async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Show the same from a button."""
    return Say(await _listing(deps, action.user_id))


async def travel(command: Command, deps: Deps) -> Answer:
    """`/community travel`: open the window in which an expert offers to spend time with another team."""
    return await _opening(deps, command.user_id, Kind.TRAVELER)


async def travel_on_click(action: Action, deps: Deps) -> Answer:
    """Open the same window from a button."""
    return await _opening(deps, action.user_id, Kind.TRAVELER)


async def open_on_click(action: Action, deps: Deps) -> Answer:
    """Open the window in which a team says: come and observe us."""
    return await _opening(deps, action.user_id, Kind.DOOR)


async def door_opened(submission: Submission, deps: Deps) -> Answer:
    """Keep that a team can be observed."""
    return await _opened(submission, Kind.DOOR, deps)


async def traveler_offered(submission: Submission, deps: Deps) -> Answer:
    """Keep that an expert offers to travel."""
    return await _opened(submission, Kind.TRAVELER, deps)


async def come(action: Action, deps: Deps) -> Answer:
    """Put who would like to come and who offers it in one conversation."""
    door_id = int(action.value)
    guest = await reading.person(deps, action.user_id)
    today = _today(guest, deps)
    door, mates = await deps.read(lambda stores: _hosts(stores, door_id, today))
    hosts = await people.some_here(deps, [door.opened_by], limit=1)
    hosts = hosts or await people.some_here(deps, mates, limit=MOST_HOSTS)
    if not hosts:
        return Say(blocks.nobody_there(door))

    def work(stores: Stores) -> Message:
        found = scouting.come(stores, door_id, guest.user_id, today=today, now=deps.now)
        stores.people.save(guest, now=deps.now)
        user_ids = [guest.user_id, *(host.user_id for host in hosts)]
        opening = deliveries.open_conversation(
            user_ids, lane=f"door:{door_id}:{guest.user_id}", purpose=CONVERSATION, subject=f"{door_id} {guest.user_id}"
        )
        stores.outbox.put(opening, now=deps.now)
        return blocks.coming(found, [host.name for host in hosts])

    return Say(await deps.write(work))


async def close(action: Action, deps: Deps) -> Answer:
    """Offer it no more."""
    person = await reading.person(deps, action.user_id)
    today = _today(person, deps)
    return Say(
        blocks.closed(
            await deps.write(
                lambda stores: scouting.close(stores, int(action.value), action.user_id, today=today, now=deps.now)
            )
        )
    )


def conversation_opened(stores: Stores, sent: Sent, now: datetime) -> None:
    """Introduce them in their conversation."""
    door_id, guest_id = _about(sent.delivery.subject)
    door = stores.scouting.get(door_id)
    if door is None:
        return
    message = blocks.introduction(
        door,
        guest=people.name_of(stores, guest_id, unknown="Somebody"),
        guest_team=stores.teams.of(guest_id),
        team=stores.teams.get(door.team_id) if door.team_id is not None else None,
    )
    stores.outbox.put(deliveries.post(str(sent.answer["channel"]["id"]), message), now=now)


async def not_opened(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell who asked, and let them ask again."""
    door_id, guest_id = _about(refused.delivery.subject)
    log.warning("Slack opened no conversation for a visit.", door_id=door_id, error=refused.error)

    def tell(stores: Stores) -> None:
        stores.scouting.stay_away(door_id, guest_id)
        door = stores.scouting.get(door_id)
        if door is not None:
            stores.outbox.put(deliveries.post(guest_id, blocks.not_opened(door)), now=deps.now)

    return tell


async def visited(command: Command, deps: Deps) -> Answer:
    """`/lesson visited [team]`: open the short form to tell what one saw at another team."""
    return await _visiting(deps, command.user_id, mrkdwn.plain(command.text.partition(" ")[2]), command.channel_id)


async def visited_on_click(action: Action, deps: Deps) -> Answer:
    """Open the same form from a button."""
    return await _visiting(deps, action.user_id, "", action.channel_id)


async def reported(submission: Submission, deps: Deps) -> Answer:
    """Keep what a scout saw as a lesson of a visit, and let the team's people know if the scout says so."""
    saw, to_try = (mrkdwn.keepable(submission.values.get(name, "")).strip() for name in ("saw", "try"))
    scout = await reading.person(deps, submission.user_id)
    team = await deps.read(lambda stores: teams.known(stores, int(submission.values["team"])))
    chosen = submission.values.get("community", blocks.NONE)
    title = title_of(saw)
    if not title:
        return Errors({"saw": "A few words, please: what would you tell your own team?"})
    words = Words(
        title=title,
        learnt=saw,
        to_try=to_try,
        happened=f"I visited team {team.label}.",
        kind=LessonKind.VISIT,
        community_id=None if chosen == blocks.NONE else int(chosen),
    )
    is_told = blocks.TELL in submission.choices.get("tell", ())
    mates = await deps.read(lambda stores: stores.teams.members(team.id)) if is_told else ()
    told = [one for one in await people.some_here(deps, mates, limit=_TOLD) if one.user_id != scout.user_id]
    return await deps.write(lambda stores: _keep(stores, words, scout, team, told, deps))


FEATURE = Feature(
    commands={"/community": {"open-doors": show, "travel": travel}, "/lesson": {"visited": visited}},
    actions={
        blocks.LIST: show_on_click,
        blocks.OPEN: open_on_click,
        blocks.TRAVEL: travel_on_click,
        blocks.COME: come,
        blocks.CLOSE: close,
        blocks.VISITED: visited_on_click,
    },
    views={blocks.OPEN: door_opened, blocks.TRAVEL: traveler_offered, blocks.VISITED: reported},
    sent={CONVERSATION: conversation_opened},
    refused={CONVERSATION: not_opened},
)


async def _listing(deps: Deps, user_id: str) -> Message:
    person = await reading.person(deps, user_id)
    today = _today(person, deps)

    def read(stores: Stores) -> Message:
        found = scouting.offered(stores, today=today)
        own = [one.door.id for one in found if scouting.may_close(stores, one.door, user_id)]
        return blocks.listing(found, own=own)

    return await deps.read(read)


async def _opening(deps: Deps, user_id: str, kind: Kind) -> Answer:
    person = await reading.person(deps, user_id)
    if kind is Kind.DOOR and await deps.read(lambda stores: stores.teams.of(user_id)) is None:
        raise scouting.NoTeamYet
    last_day = _today(person, deps) + FIRST_SPAN
    return Open(blocks.opening(kind=kind, last_day=last_day, private_metadata=""))


async def _opened(submission: Submission, kind: Kind, deps: Deps) -> Answer:
    person = await reading.person(deps, submission.user_id)
    today = _today(person, deps)
    what, times = (" ".join(mrkdwn.keepable(submission.values.get(name, "")).split()) for name in ("what", "times"))
    last_day = date.fromisoformat(submission.values["last_day"])
    errors = {name: "A few words, please." for name, said in (("what", what), ("times", times)) if not said}
    if not today <= last_day <= today + LONGEST:
        errors["last_day"] = "Choose a day within the next half year."
    if errors:
        return Errors(errors)

    def work(stores: Stores) -> Door:
        stores.people.save(person, now=deps.now)
        team = stores.teams.of(person.user_id)
        new = NewDoor(
            kind=kind,
            team_id=team.id if team is not None else None,
            opened_by=person.user_id,
            what=what[: scouting.WHAT_LIMIT],
            times=times[: scouting.TIMES_LIMIT],
            last_day=last_day,
            guests=min(scouting.MOST_GUESTS, max(1, int(submission.values["guests"]))),
            opened_at=deps.now,
        )
        return scouting.open_door(stores, new, today=today)

    return Say(blocks.opened(await deps.write(work)))


def _hosts(stores: Stores, door_id: int, today: date) -> tuple[Door, Sequence[str]]:
    door = scouting.known(stores, door_id, today=today)
    mates = stores.teams.members(door.team_id) if door.kind is Kind.DOOR and door.team_id is not None else ()
    return door, mates


async def _visiting(deps: Deps, user_id: str, typed: str, channel_id: str | None) -> Answer:
    def look(stores: Stores) -> Answer:
        own = stores.teams.of(user_id)
        others = [team for team in stores.teams.all() if own is None or team.id != own.id]
        if not others:
            return Say(blocks.no_teams())
        meant = teams.named(stores, typed) if typed else None
        near = list(teams.near(typed, others)) if typed and meant is None else []
        first = ([meant] if meant in others else near)[:1]
        ordered = [*first, *(team for team in others if team not in first)]
        here = stores.communities.in_channel(channel_id) if channel_id else None
        homes = stores.communities.of(user_id)
        if here is not None and here not in homes:
            homes = [here, *homes]
        window = blocks.visiting(
            ordered, homes, team_id=first[0].id if first else None, community_id=here.id if here else None
        )
        return Open(window)

    return await deps.read(look)


def _keep(stores: Stores, words: Words, scout: Person, team: Team, told: Sequence[Person], deps: Deps) -> Answer:
    own = stores.teams.of(scout.user_id)
    typed = Typed(words, own.id if own is not None else None, scout.user_id)
    new = writing.by_hand(typed, scout, now=deps.now)
    kept = keeping.keep(stores, new, [scout], typed=typed, now=deps.now)
    if not isinstance(kept, Kept):
        return Done()
    stores.scouting.scouted(kept.lesson.number, team.id)
    for person in told:
        message = blocks.seen_at_yours(kept.lesson, kept.lesson.author_name)
        stores.outbox.put(deliveries.post(person.user_id, message), now=deps.now)
    log.info("A scout told what they saw.", number=kept.lesson.number, told=len(told))
    return Update(blocks.kept(kept.lesson, team, are_told=bool(told)))


def _today(person: Person, deps: Deps) -> date:
    return schedule.local(deps.now, person.zone).date()


def _about(subject: str) -> tuple[int, str]:
    """Give the door's id and who would like to come."""
    door_id, _, guest_id = subject.partition(" ")
    return int(door_id), guest_id
