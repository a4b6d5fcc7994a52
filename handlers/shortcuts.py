"""Shortcuts: "Capture lesson" on a message opens a window with what the message makes as a lesson, to be put right."""

from collections.abc import Callable

from community import lessons, merged_lessons, rooms
from community.capture import NotCaptured, Obstacle
from community.lessons import SAID, Lesson, Mark, TakenBack, Words
from community.readers import Reader
from community.stores import Stores
from handlers import drafts, keeping, readers, writing
from handlers.answers import Answer, Errors, Open, Say, Update
from handlers.blocks import lessons as blocks
from handlers.blocks import writing as windows
from handlers.blocks.parts import View
from handlers.deps import Deps
from handlers.drafts import Draft
from handlers.payloads import Action, Shortcut, Submission, pack, unpack
from handlers.table import Feature

Filing = Callable[[Stores, Words], Words]


async def capture(shortcut: Shortcut, deps: Deps) -> Answer:
    """The shortcut "Capture lesson" on a message, a reply in a thread too."""
    if shortcut.channel_id is None or shortcut.message_ts is None:
        raise NotCaptured(Obstacle.GONE)
    return await window(shortcut.channel_id, shortcut.message_ts, shortcut.user_id, deps)


async def capture_clicked(action: Action, deps: Deps) -> Answer:
    """Open the window for a message that has no words, to who marked it."""
    channel_id, ts = action.value.split(" ")
    return await window(channel_id, ts, action.user_id, deps)


async def captured(submission: Submission, deps: Deps) -> Answer:
    """Keep the message as a lesson, in the words that were put right."""
    where = unpack(submission.private_metadata)
    channel_id, ts = str(where["channel"]), str(where["ts"])
    given = await deps.read(lambda stores: writing.typed(submission, stores))
    if isinstance(given, Errors):
        return given
    draft = await _draft(channel_id, ts, submission.user_id, deps)
    mark = Mark(channel_id, ts, submission.user_id, SAID, is_on=True, at=deps.now)
    kept = await deps.write(
        lambda stores: keeping.keep(stores, draft.lesson, draft.people, mark=mark, typed=given, now=deps.now)
    )
    if isinstance(kept, TakenBack):
        raise kept
    if kept is None:
        raise NotCaptured(Obstacle.GONE)
    return Update(windows.kept(kept.lesson) if kept.is_news else windows.captured_before(kept.lesson))


FEATURE = Feature(
    shortcuts={"lesson.capture": capture},
    actions={"lesson.capture": capture_clicked},
    views={"lesson.capture": captured},
)


def _as_drafted(_stores: Stores, words: Words) -> Words:
    return words


async def window(channel_id: str, ts: str, user_id: str, deps: Deps, *, about: Filing = _as_drafted) -> Answer:
    """Open the window with what the message makes as a lesson; `about` may say what it is filed under."""
    reader = await readers.reader(deps, user_id)
    there = await deps.read(lambda stores: _there(stores, channel_id, ts, reader))
    if there is not None:
        return Say(blocks.already(there))
    try:
        draft = await _draft(channel_id, ts, user_id, deps)
    except NotCaptured as error:
        return Say(blocks.not_captured(error))
    return Open(await deps.read(lambda stores: _capturing(stores, draft, channel_id, ts, user_id, about)))


def _there(stores: Stores, channel_id: str, ts: str, reader: Reader) -> Lesson | None:
    """Give the lesson that this message is, or whose card it is; None when it is none, or may be captured again."""
    lesson = stores.lessons.at(channel_id, ts) or stores.lessons.card_at(channel_id, ts)
    if lesson is None:
        return None
    lesson = merged_lessons.goes_on_in(stores, lesson) or lesson
    if not lessons.is_withdrawn(lesson):
        return lessons.shown(lesson, lesson.number, to=reader)
    if lesson.withdrawn_by is not None and not lessons.may_change(lesson, reader.user_id):
        raise TakenBack(lesson.number)
    return None


async def _draft(channel_id: str, ts: str, user_id: str, deps: Deps) -> Draft:
    message = await drafts.message(deps, channel_id, ts)
    return await drafts.draft(deps, channel_id, message, captured_by=user_id, may_be_wordless=True)


def _capturing(stores: Stores, draft: Draft, channel_id: str, ts: str, user_id: str, about: Filing) -> View:
    new = keeping.placed(stores, draft.lesson)
    is_closed = rooms.closed_in(stores, channel_id) is not None
    return windows.capturing(
        writing.form(stores, about(stores, lessons.words_of(new)), new.team_id, user_id, is_closed=is_closed),
        author=(new.author_name or "Somebody") if new.learnt else "",
        is_own=new.author_id == user_id,
        is_shortened=draft.is_shortened,
        private_metadata=pack(channel=channel_id, ts=ts),
    )
