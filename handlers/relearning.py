"""Relearning: older lessons that sound close are shown to who just captured or asked, and their answer is kept."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog

from community import lessons, merged_lessons, relearning
from community.alike import Alike, saying
from community.communities import Community
from community.lessons import Lesson
from community.readers import Reader
from community.relearning import LOOK_BACK, MOST_SHOWN, Hint, NewHint, Verdict
from community.spread import USES
from community.stores import Stores
from handlers import alike, cards, deliveries, readers, spread, writing
from handlers.answers import Answer as Told
from handlers.answers import Open, Replace
from handlers.blocks import relearning as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action
from handlers.table import Feature

log = structlog.get_logger()

AT_ONCE = 10
_MOST_OWN = 1_000  # the newest of a person's own lessons


async def look(deps: Deps) -> None:
    """Look for older lessons like those captured since the last look, and tell their authors."""
    since = deps.now - LOOK_BACK
    for number in await deps.read(lambda stores: stores.hints.next_to_look_at(since=since, limit=AT_ONCE)):
        await _look_at(number, deps)


async def _look_at(number: int, deps: Deps) -> None:
    lesson = await deps.read(lambda stores: stores.lessons.get(number))
    found = await _alike(lesson, deps) if lesson is not None else ()

    def tell(stores: Stores) -> int:
        if number not in stores.hints.next_to_look_at(since=deps.now - LOOK_BACK, limit=AT_ONCE):
            return 0  # another process was faster
        stores.hints.looked_at(number)
        if not found or lesson is None or lesson.author_id is None:
            return 0
        hints = [_new_hint(one, lesson.author_id, deps) for one in found]
        kept = [stores.hints.add(replace(hint, about=number, community_id=lesson.community_id)) for hint in hints]
        message = _captured(stores, lesson, kept)
        stores.outbox.put(deliveries.post(lesson.author_id, message), now=deps.now)
        return len(kept)

    shown = await deps.write(tell)
    if shown:
        log.info("Older lessons were shown beside a new one.", number=number, shown=shown)


async def _alike(lesson: Lesson, deps: Deps) -> Sequence[Alike]:
    """Give the older lessons that its author should see; none when the author may not see the new one any more."""
    if not relearning.is_worth_a_look(lesson, now=deps.now) or lesson.author_id is None:
        return ()
    reader = await readers.reader(deps, lesson.author_id)
    if not lessons.may_see(lesson, reader):
        return ()
    own = await deps.read(lambda stores: _own(stores, reader.user_id))
    found = await alike.nearest(deps, saying(lesson), rooms=reader.rooms, without=own, limit=MOST_SHOWN)
    return [near for near in found if near.lesson.number < lesson.number]


def _own(stores: Stores, user_id: str) -> Sequence[int]:
    """Give the numbers of a person's own lessons: those are no relearning, and stand in no other's way."""
    return [lesson.number for lesson in stores.lessons.of_author(user_id, limit=_MOST_OWN)]


def _new_hint(found: Alike, user_id: str, deps: Deps) -> NewHint:
    return NewHint(number=found.lesson.number, user_id=user_id, shown_at=deps.now, closeness=found.closeness)


async def ask(deps: Deps, community: Community, user_id: str, text: str, *, channel_id: str, ts: str) -> Message | None:
    """Give what to show to who asked this question; None when nothing is close, or they were shown something today."""
    reader = await readers.reader(deps, user_id)
    own = await deps.read(lambda stores: _own(stores, user_id))
    found = await alike.nearest(deps, text, rooms=reader.rooms, without=own, limit=MOST_SHOWN)
    if not found:
        return None

    def keep(stores: Stores) -> Message | None:
        if not stores.people.is_first(user_id, "hint", now=deps.now, within=relearning.HINT_EVERY):
            return None
        hints = [_new_hint(one, user_id, deps) for one in found]
        own = [replace(hint, community_id=community.id, channel_id=channel_id, ts=ts) for hint in hints]
        return _asked(stores, user_id, [stores.hints.add(hint) for hint in own])

    return await deps.write(keep)


async def same(action: Action, deps: Deps) -> Told:
    """Keep that it is the same, and that this person's team uses the older lesson."""

    def adopt(stores: Stores, _hint: Hint, older: Lesson) -> None:
        spread.adopted(stores, older, by=action.user_id, deps=deps)

    return (await _answer(action, deps, Verdict.SAME, adopt))[0]


async def builds_on(action: Action, deps: Deps) -> Told:
    """Keep that the new lesson improves the older one, and link the two; who asked a question may write theirs now."""

    def link(stores: Stores, hint: Hint, older: Lesson) -> None:
        new = stores.lessons.hold(hint.about) if hint.about is not None else None
        if new is not None and relearning.may_link(new, older):
            linked = replace(new, builds_on=older.number)
            stores.lessons.update(linked)
            cards.refresh(stores, linked, now=deps.now)

    answered, hint = await _answer(action, deps, Verdict.BUILDS_ON, link)
    if hint.about is not None:
        return answered
    return Open(await writing.improving(hint.number, "", action.user_id, deps))


async def different(action: Action, deps: Deps) -> Told:
    """Keep that the two have nothing to do with each other."""
    return (await _answer(action, deps, Verdict.DIFFERENT, lambda _stores, _hint, _older: None))[0]


async def _answer(
    action: Action, deps: Deps, verdict: Verdict, then: Callable[[Stores, Hint, Lesson], None]
) -> tuple[Told, Hint]:
    """Keep what the person says to a hint that was shown to them, and give the hints as they are answered by now."""
    shown = await deps.read(lambda stores: stores.hints.get(int(action.value)))
    hint = relearning.given(shown, to=action.user_id)
    reader = await readers.reader(deps, action.user_id, about=hint.number)

    def work(stores: Stores) -> Message:
        older = lessons.shown(merged_lessons.get(stores, hint.number), hint.number, to=reader)
        stores.hints.answer(hint.id, verdict, now=deps.now)
        then(stores, hint, older)
        return _again(stores, hint, reader)

    return Replace(await deps.write(work)), hint


def _again(stores: Stores, hint: Hint, reader: Reader) -> Message:
    """Show the hints of one message as they are answered by now; what is gone meanwhile is left out."""
    beside = stores.hints.beside(hint)
    older = stores.lessons.some([one.number for one in beside])
    standing = [one for one in beside if one.number in older and _stands(older[one.number], reader)]
    about = stores.lessons.get(hint.about) if hint.about is not None else None
    if about is not None and _stands(about, reader):
        return _captured(stores, about, standing)
    return _asked(stores, hint.user_id, standing)


def _stands(lesson: Lesson, reader: Reader) -> bool:
    return not lessons.is_withdrawn(lesson) and lessons.may_see(lesson, reader)


def _captured(stores: Stores, lesson: Lesson, hints: Sequence[Hint]) -> Message:
    return blocks.captured(lesson, _shown(stores, hints), own_team=_own_team(stores, lesson.author_id or ""))


def _asked(stores: Stores, user_id: str, hints: Sequence[Hint]) -> Message:
    return blocks.asked(_shown(stores, hints), own_team=_own_team(stores, user_id))


def _own_team(stores: Stores, user_id: str) -> str:
    team = stores.teams.of(user_id)
    return team.label if team is not None else ""


def _shown(stores: Stores, hints: Sequence[Hint]) -> Sequence[blocks.Shown]:
    numbers = [hint.number for hint in hints]
    found, answers = stores.lessons.some(numbers), stores.spread.adoptions(numbers)
    users = {number: [one.team_id for one in given if one.answer in USES] for number, given in answers.items()}
    learnt_by = [lesson.team_id for lesson in found.values() if lesson.team_id is not None]
    teams = stores.teams.some([*learnt_by, *(team_id for team_ids in users.values() for team_id in team_ids)])
    labels = {team.id: team.label for team in teams.values()}
    return [
        blocks.Shown(
            hint=hint,
            lesson=found[hint.number],
            team=labels.get(found[hint.number].team_id or 0, ""),
            used_by=[labels[team_id] for team_id in users.get(hint.number, ()) if team_id in labels],
        )
        for hint in hints
        if hint.number in found
    ]


FEATURE = Feature(
    actions={
        "relearning.same": same,
        "relearning.builds_on": builds_on,
        "relearning.different": different,
    },
    ticks={"relearning": look},
)
