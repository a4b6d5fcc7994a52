"""`/community librarian`: volunteers who give lessons a place, join twins and highlight; nobody is put there."""

from dataclasses import replace

from community import lessons, librarians, tags
from community.lessons import Lesson
from community.librarians import HighlightedBefore, NoPlace, NotLibrarian
from community.readers import NO_ROOMS, Reader
from community.stores import Stores
from community.tags import WrongTags
from handlers import cards, library, readers, reading
from handlers.answers import Answer, Errors, Open, Replace, Say
from handlers.at_home import Visitor
from handlers.blocks import librarian_windows as windows
from handlers.blocks import librarians as blocks
from handlers.blocks.parts import Block, Message
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.refused import saying
from handlers.table import Feature

told_why = saying(blocks.refusal, NotLibrarian, NoPlace, HighlightedBefore)


async def show(command: Command, deps: Deps) -> Answer:
    """Tell what librarians do and who is one."""
    reader = await readers.reader(deps, command.user_id)
    return Say(await deps.read(lambda stores: _about(stores, reader, deps)))


async def volunteer(action: Action, deps: Deps) -> Answer:
    """Let them be a librarian, by their own word."""
    reader = await readers.reader(deps, action.user_id)
    person = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> Message:
        stores.people.save(person, now=deps.now)
        librarians.volunteer(stores, action.user_id, now=deps.now)
        return _about(stores, reader, deps)

    return Replace(await deps.write(work))


async def step_back(action: Action, deps: Deps) -> Answer:
    """Let them be none any more, no reason asked."""
    was_one = await deps.write(lambda stores: librarians.step_back(stores, action.user_id))
    return Replace(blocks.stepped_back(was_one=was_one))


@told_why
async def highlight(action: Action, deps: Deps) -> Answer:
    """Highlight a lesson in its community."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id, about=number)

    def work(stores: Stores) -> Message:
        lesson = _standing(stores, number, reader)
        librarians.highlight(stores, lesson, now=deps.now)
        cards.refresh(stores, lesson, now=deps.now)
        return blocks.highlighted(lesson, cards.community_of(stores, lesson))

    return Say(await deps.write(work))


@told_why
async def tag(action: Action, deps: Deps) -> Answer:
    """Open the window to change a lesson's tags."""
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id, about=number)
    lesson = await deps.read(lambda stores: _standing(stores, number, reader))
    return Open(windows.tagging(lesson, private_metadata=pack(number=number)))


async def tagged(submission: Submission, deps: Deps) -> Answer:
    """Keep a lesson's tags; what it said before stays as an earlier version."""
    number = int(unpack(submission.private_metadata)["number"])
    reader = await readers.reader(deps, submission.user_id, about=number)
    try:
        given = tags.read(submission.values.get("tags", ""))
    except WrongTags as error:
        return Errors({"tags": str(error)})

    def work(stores: Stores) -> Lesson:
        lesson = _standing(stores, number, reader)
        filed = replace(lesson, tags=given)
        librarians.file(stores, lesson, filed, by=submission.user_id, now=deps.now)
        cards.refresh(stores, filed, now=deps.now)
        return filed

    return Say(blocks.tagged(await deps.write(work)))


def at_home(stores: Stores, visitor: Visitor) -> list[Block]:
    """Give a librarian's part of the Home; nothing for who is none, and nothing of any closed room."""
    if visitor.user_id not in stores.librarians.all():
        return []
    # Slack keeps a Home and shows it again without asking us, also to who left a closed room meanwhile.
    return blocks.at_home(len(librarians.queue(stores, Reader(visitor.user_id, NO_ROOMS), now=visitor.now)))


FEATURE = Feature(
    commands={"/community": {"librarian": show}},
    actions={
        blocks.VOLUNTEER: volunteer,
        "librarian.step_back": step_back,
        "librarian.highlight": highlight,
        blocks.TAGS: tag,
        blocks.QUEUE: told_why(library.queue),
        blocks.FILE: told_why(library.file),
        blocks.ELSEWHERE: told_why(library.elsewhere),
        "librarian.needs_none": told_why(library.needs_none),
        "librarian.same": told_why(library.same),
        "librarian.different": told_why(library.different),
        "librarian.skip": told_why(library.skip),
        blocks.SAME_AS: told_why(library.same_as),
        blocks.UNDO: told_why(library.undo),
    },
    views={blocks.TAGS: tagged, blocks.ELSEWHERE: library.placed, blocks.SAME_AS: library.said_same},
    rounds={"twins": library.look},
)


def _about(stores: Stores, reader: Reader, deps: Deps) -> Message:
    there = stores.librarians.all()
    names = stores.people.named(there)
    is_one = reader.user_id in there
    waiting = len(librarians.queue(stores, reader, now=deps.now)) if is_one else 0
    return blocks.about([names[one] for one in there if one in names], is_one=is_one, waiting=waiting)


def _standing(stores: Stores, number: int, reader: Reader) -> Lesson:
    """Give a lesson that a librarian may do something with."""
    librarians.held(stores, reader.user_id)
    lesson = lessons.shown(stores.lessons.hold(number), number, to=reader)
    if lessons.is_withdrawn(lesson):
        raise lessons.TakenBack(number)
    return lesson
