"""`/community team`: people say which team they work in, change it, leave it; nobody says it for another."""

from dataclasses import dataclass

from community import lessons, merged_lessons, teams
from community.errors import CommunityError
from community.readers import Reader
from community.spread import Answer as Given
from community.stores import Stores
from community.teams import NamelessTeam, Team
from handlers import home, mrkdwn, readers, spread
from handlers.answers import Answer, Errors, Open, Replace, Say, Update
from handlers.blocks import teams as blocks
from handlers.blocks.parts import Message
from handlers.blocks.teams import Pending
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

_HOME = "home"


async def say(command: Command, deps: Deps) -> Answer:
    """`/community team [name]`: name one's team, or open the window to choose it."""
    typed = mrkdwn.plain(command.rest)
    if not typed:
        return await _window(command.user_id, deps, private_metadata="")
    label = teams.label_of(typed)
    reader = await readers.reader(deps, command.user_id)

    def work(stores: Stores) -> Message:
        there = teams.named(stores, label)
        meant = () if there is not None else teams.near(label, stores.teams.all())
        if meant:
            return blocks.near_typed(label, meant)
        team = there or teams.start(stores, label, by=command.user_id, now=deps.now)
        return _joined(stores, team, None, reader, deps)

    return Say(await deps.write(work))


async def say_on_click(action: Action, deps: Deps) -> Answer:
    """Open the window to choose one's team; the button may carry an answer that waits for it."""
    where = _HOME if action.view_type == "home" else None
    return await _window(action.user_id, deps, private_metadata=pack(waiting=action.value or None, where=where))


async def join(action: Action, deps: Deps) -> Answer:
    """Be in the team of the button."""
    return Replace(await _join(action, int(action.value), None, deps))


async def choose(action: Action, deps: Deps) -> Answer:
    """Be in the team that was chosen in the menu below the soft question, and answer for it."""
    team_id, _, waiting = action.value.partition(" ")
    return Replace(await _join(action, int(team_id), blocks.pending(waiting), deps))


async def start(action: Action, deps: Deps) -> Answer:
    """Be in a team of the name the button carries, although others have names like it."""
    label = teams.label_of(action.value)
    reader = await readers.reader(deps, action.user_id)

    def work(stores: Stores) -> Message:
        team = teams.start(stores, label, by=action.user_id, now=deps.now)
        return _joined(stores, team, None, reader, deps)

    return Replace(await deps.write(work))


async def leave(action: Action, deps: Deps) -> Answer:
    """Be in no team."""
    left = await deps.write(lambda stores: teams.leave(stores, action.user_id, now=deps.now))
    where = unpack(action.private_metadata).get("where")
    if where == _HOME:
        await home.show(deps, action.user_id)
    return Replace(blocks.left(left))


async def said(submission: Submission, deps: Deps) -> Answer:
    """Take the team that was chosen or typed; of a name like others it is asked first whether one of them is meant."""
    found = await deps.read(lambda stores: _said(stores, submission))
    if isinstance(found, Errors):
        return found
    if found.near:
        given = unpack(submission.private_metadata)
        return Update(blocks.near(found.label, found.near, private_metadata=pack(**{**given, "label": found.label})))
    return await _take(submission, found, deps)


async def said_which(submission: Submission, deps: Deps) -> Answer:
    """Take the one of several near names, or the new one after all."""
    which = submission.values.get("which", "")
    label = str(unpack(submission.private_metadata)["label"])
    return await _take(submission, _Said(label, None if which == blocks.NEW else int(which)), deps)


FEATURE = Feature(
    commands={"/community": {"team": say}},
    actions={
        blocks.SAY: say_on_click,
        blocks.JOIN: join,
        blocks.CHOOSE: choose,
        blocks.START: start,
        blocks.LEAVE: leave,
    },
    views={blocks.SAY: said, blocks.NEAR: said_which},
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A team by its id, or by a label that may be new; `near` are those that may be meant instead."""

    label: str
    team_id: int | None
    near: tuple[Team, ...] = ()


def _said(stores: Stores, submission: Submission) -> _Said | Errors:
    """Give what was said, or what is missing; a typed name says more than what stands in the menu."""
    typed = mrkdwn.keepable(submission.values.get("label", ""))
    chosen = submission.values.get("team", "")
    if not typed:
        return _Said("", int(chosen)) if chosen else Errors({"label": "Choose your team above, or type its name here."})
    try:
        label = teams.label_of(typed)
    except NamelessTeam as error:
        return Errors({"label": str(error)})
    there = teams.named(stores, label)
    if there is not None:
        return _Said(label, there.id)
    return _Said(label, None, tuple(teams.near(label, stores.teams.all())))


async def _window(user_id: str, deps: Deps, *, private_metadata: str) -> Answer:
    current, known = await deps.read(lambda stores: (stores.teams.of(user_id), stores.teams.all()))
    return Open(blocks.saying(current, known, private_metadata=private_metadata))


async def _join(action: Action, team_id: int, waiting: Pending | None, deps: Deps) -> Message:
    reader = await readers.reader(deps, action.user_id, about=waiting.number if waiting else None)

    def work(stores: Stores) -> Message:
        return _joined(stores, teams.known(stores, team_id), waiting, reader, deps)

    return await deps.write(work)


async def _take(submission: Submission, chosen: _Said, deps: Deps) -> Answer:
    given = unpack(submission.private_metadata)
    waiting = blocks.pending(str(given.get("waiting", "")))
    reader = await readers.reader(deps, submission.user_id, about=waiting.number if waiting else None)

    def work(stores: Stores) -> Message:
        if chosen.team_id is None:
            team = teams.start(stores, chosen.label, by=submission.user_id, now=deps.now)
        else:
            team = teams.known(stores, chosen.team_id)
        return _joined(stores, team, waiting, reader, deps)

    told = await deps.write(work)
    if given.get("where") == _HOME:
        await home.show(deps, submission.user_id)
    return Say(told)


def _joined(stores: Stores, team: Team, waiting: Pending | None, reader: Reader, deps: Deps) -> Message:
    """Let the person be in the team, and keep the answer that waited for it."""
    before = teams.join(stores, team, reader.user_id, now=deps.now)
    if waiting is None:
        return blocks.joined(team, before)
    try:
        lesson = lessons.shown(merged_lessons.get(stores, waiting.number), waiting.number, to=reader)
    except CommunityError:  # it was taken back meanwhile, or they left its room
        return blocks.joined(team, before)
    if waiting.answer is Given.ADAPTED:
        return blocks.joined_to_adapt(team, waiting.number)
    return spread.told(stores, lesson, waiting.answer, by=reader.user_id, deps=deps)
