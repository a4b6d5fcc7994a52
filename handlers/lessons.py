"""Lessons: write one down, edit, withdraw and bring back."""

from dataclasses import dataclass, replace

from community import lessons
from community.capture import is_too_long, says_something
from community.communities import Community
from community.lessons import Lesson, NewLesson
from community.stores import Stores
from community.titles import TITLE_LIMIT, title_of
from handlers import cards, mrkdwn, readers, reading
from handlers.answers import Answer, Done, Errors, Open, Replace, Update
from handlers.blocks import lessons as blocks
from handlers.blocks.parts import View
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature


async def add(command: Command, deps: Deps) -> Answer:
    """`/lesson add`: open the window to write one down; what was typed behind it is the title."""
    title = mrkdwn.plain(command.text.partition(" ")[2])
    return await _writing(title_of(title), command.user_id, command.channel_id, deps)


async def add_clicked(action: Action, deps: Deps) -> Answer:
    """Open the window to write a lesson down, with the title the button carries."""
    return await _writing(action.value, action.user_id, action.channel_id, deps)


async def improving(number: int, words: str, user_id: str, deps: Deps) -> View:
    """Give the window to write down a lesson that builds on another, with what a team says it does differently.

    Of one from a closed room nothing goes over to it, not even its number: the new one is for everybody.
    """
    reader = await readers.reader(deps, user_id)

    def look(stores: Stores) -> View:
        first = lessons.shown(stores.lessons.get(number), number, to=reader)
        if first.closed_in is not None:
            return blocks.writing(_choices(stores, user_id, None), learnt=words)
        return blocks.writing(
            _choices(stores, user_id, first.community_id),
            title=first.title,
            learnt=words,
            community_id=first.community_id,
            improves=first,
            private_metadata=pack(builds_on=number),
        )

    return await deps.read(look)


async def edit(action: Action, deps: Deps) -> Answer:
    """Open the window to edit a lesson, to who may."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id)

    def look(stores: Stores) -> tuple[Lesson, list[Community]]:
        lesson = lessons.own(stores.lessons.get(number), number, by=reader)
        return lesson, _choices(stores, action.user_id, lesson.community_id)

    lesson, communities = await deps.read(look)
    return Open(blocks.editing(lesson, communities, private_metadata=pack(number=number)))


async def withdraw(action: Action, deps: Deps) -> Answer:
    """Take a lesson back."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id)

    def work(stores: Stores) -> Lesson:
        lesson = lessons.own(stores.lessons.hold(number), number, by=reader)
        return _changed(stores, lesson, lessons.withdraw(lesson, by=action.user_id, now=deps.now), deps)

    lesson = await deps.write(work)
    return Done() if _is_card(action, lesson) else Replace(blocks.taken_back(lesson))


async def restore(action: Action, deps: Deps) -> Answer:
    """Bring a lesson back that was taken back."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id)

    def work(stores: Stores) -> tuple[Lesson, Community | None]:
        lesson = lessons.own(stores.lessons.hold(number), number, by=reader)
        back = _changed(stores, lesson, lessons.restore(lesson), deps)
        return back, cards.community_of(stores, back)

    lesson, community = await deps.write(work)
    return Done() if _is_card(action, lesson) else Replace(blocks.one(lesson, community, can_change=True))


async def added(submission: Submission, deps: Deps) -> Answer:
    """Keep a lesson that was written by hand."""
    written = await deps.read(lambda stores: _written(submission, stores))
    if isinstance(written, Errors):
        return written
    author = await reading.person(deps, submission.user_id)
    builds_on = unpack(submission.private_metadata).get("builds_on")

    def work(stores: Stores) -> Lesson:
        stores.people.save(author, now=deps.now)
        return stores.lessons.add(
            NewLesson(
                title=written.title,
                learnt=written.learnt,
                happened=mrkdwn.keepable(submission.values.get("happened", "")),
                author_id=author.user_id,
                author_name=author.name,
                captured_by=author.user_id,
                captured_at=deps.now,
                said_at=deps.now,
                source=None,
                community_id=written.community_id,
                builds_on=builds_on,
            )
        )

    return Update(blocks.kept(await deps.write(work)))


async def edited(submission: Submission, deps: Deps) -> Answer:
    """Keep the lesson's new words."""
    number = int(unpack(submission.private_metadata)["number"])
    written = await deps.read(lambda stores: _written(submission, stores))
    if isinstance(written, Errors):
        return written
    reader = await readers.reader(deps, submission.user_id)

    def work(stores: Stores) -> None:
        lesson = lessons.own(stores.lessons.hold(number), number, by=reader)
        said = replace(
            lessons.words_of(lesson), title=written.title, learnt=written.learnt, community_id=written.community_id
        )
        stores.lessons.keep_version(lesson, changed_by=submission.user_id, now=deps.now)
        _changed(stores, lesson, lessons.edit(lesson, said, now=deps.now), deps)

    await deps.write(work)
    return Done()


FEATURE = Feature(
    commands={"/lesson": {"add": add}},
    actions={
        "lesson.add": add_clicked,
        "lesson.edit": edit,
        "lesson.withdraw": withdraw,
        "lesson.restore": restore,
    },
    views={"lesson.add": added, "lesson.edit": edited},
    sent={cards.CARD: cards.sent},
    refused={cards.CARD: cards.refused},
)


@dataclass(frozen=True, slots=True)
class _Written:
    title: str
    learnt: str
    community_id: int | None


def _written(submission: Submission, stores: Stores) -> _Written | Errors:
    """Give what was typed, or what is missing, by block.

    Asked before the write: a window that stays open is submitted again under the same key, which must be free then.
    """
    title = " ".join(mrkdwn.keepable(submission.values.get("title", "")).split())
    learnt = mrkdwn.keepable(submission.values.get("learnt", ""))
    chosen = submission.values.get("community") or blocks.NO_COMMUNITY
    community = stores.communities.get(int(chosen)) if chosen != blocks.NO_COMMUNITY else None
    errors = {}
    if not says_something(title):
        errors["title"] = "A few words, please, so that others find it."
    elif len(title) > TITLE_LIMIT:
        errors["title"] = f"That is {len(title)} characters long; {TITLE_LIMIT} fit in every list."
    if not says_something(learnt):
        errors["learnt"] = "One sentence is enough: what would you tell another team?"
    elif is_too_long(learnt):
        errors["learnt"] = f"That is {len(learnt):,} characters long; {lessons.TEXT_LIMIT:,} fit."
    if community is None and chosen != blocks.NO_COMMUNITY:
        errors["community"] = "That community is gone. Choose another, or none."
    return Errors(errors) if errors else _Written(title, learnt, community.id if community else None)


def _changed(stores: Stores, before: Lesson, after: Lesson, deps: Deps) -> Lesson:
    """Keep the lesson as it is now and let its card say so; what didn't change is left alone."""
    if after != before:
        stores.lessons.update(after)
        cards.refresh(stores, after, now=deps.now)
    return after


def _is_card(action: Action, lesson: Lesson) -> bool:
    """Tell whether the click was on the lesson's card, which everybody sees and the outbox updates."""
    return lesson.card_ts is not None and action.message_ts == lesson.card_ts


async def _writing(title: str, user_id: str, channel_id: str | None, deps: Deps) -> Answer:
    def look(stores: Stores) -> tuple[list[Community], int | None]:
        here = stores.communities.in_channel(channel_id) if channel_id else None
        return _choices(stores, user_id, here.id if here else None), here.id if here else None

    communities, here = await deps.read(look)
    return Open(blocks.writing(communities, title=title, community_id=here))


def _choices(stores: Stores, user_id: str, chosen: int | None) -> list[Community]:
    return blocks.choices(stores.communities.of(user_id), stores.communities.all(), chosen)
