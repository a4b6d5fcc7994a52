"""Everything that librarians see, and what authors are told."""

from dataclasses import replace

from community.lessons import Lesson
from community.librarians import Highlight, HighlightedBefore, Item, NoPlace, NotLibrarian
from handlers.blocks import lessons
from handlers.blocks import librarian_windows as windows
from handlers.blocks import librarians as blocks
from handlers.blocks.librarians import Said, Shown
from handlers.blocks.parts import Message
from tests import some
from tests.handlers.blocks.surfaces import Surface


def a_lesson(text: str, number: int = 42) -> Lesson:
    found = some.lesson(number, title=text[:80] or "Pacts", learnt=text[:3000] or "Pacts", author_name=text[:80])
    return replace(found, tags=tuple(text.split()[:5])[:5], closed_in=None)


def homeless(text: str, *, communities: int = 3) -> Message:
    found = [some.community(number, topic=text or "Pacts") for number in range(1, communities + 1)]
    lesson = a_lesson(text)
    return blocks.waiting(Shown(Item(42), lesson, fitting=found), said=Said(blocks.needs_none(lesson)))


def also(text: str) -> Message:
    by = lessons.also_learnt_by([(a_lesson(text, number), text[:60]) for number in range(9)])
    return lessons.card(a_lesson(text), some.community(topic=text or "Pacts"), also=by, is_highlighted=True)


SURFACES = (
    Surface(blocks.about, "anybody", lambda text: blocks.about([text[:80]] * 20, is_one=False, waiting=0)),
    Surface(blocks.about, "a librarian", lambda text: blocks.about([text[:80]], is_one=True, waiting=200)),
    Surface(blocks.stepped_back, "was one", lambda _: blocks.stepped_back(was_one=True)),
    Surface(blocks.stepped_back, "was none", lambda _: blocks.stepped_back(was_one=False)),
    Surface(blocks.empty, "nothing", lambda _: blocks.empty()),
    Surface(
        blocks.empty,
        "just now",
        lambda text: blocks.empty(Said(blocks.filed(a_lesson(text), some.community(topic=text)), undo=42)),
    ),
    Surface(blocks.waiting, "homeless", homeless),
    Surface(
        windows.choosing,
        "600 communities",
        lambda text: windows.choosing(
            a_lesson(text), [some.community(one, topic=text or "Pacts") for one in range(600)], private_metadata="{}"
        ),
    ),
    Surface(windows.choosing, "none yet", lambda text: windows.choosing(a_lesson(text), [], private_metadata="{}")),
    Surface(blocks.placed, "placed", lambda text: blocks.placed(a_lesson(text), some.community(topic=text or "Pacts"))),
    Surface(blocks.waiting, "fits none", lambda text: homeless(text, communities=0)),
    Surface(
        blocks.waiting,
        "twins",
        lambda text: blocks.waiting(
            Shown(Item(42, 17), a_lesson(text), a_lesson(text, 17)),
            said=Said(blocks.are_one(a_lesson(text), a_lesson(text, 17)), undo=42),
        ),
    ),
    Surface(windows.tagging, "tags", lambda text: windows.tagging(a_lesson(text), private_metadata="{}")),
    Surface(windows.same_as, "number", lambda text: windows.same_as(a_lesson(text), private_metadata="{}")),
    Surface(blocks.tagged, "tags", lambda text: blocks.tagged(a_lesson(text))),
    Surface(blocks.merged, "merged", lambda text: blocks.merged(a_lesson(text), a_lesson(text, 17))),
    Surface(
        blocks.told_author, "twin", lambda text: blocks.told_author(a_lesson(text), a_lesson(text, 17), of_twin=True)
    ),
    Surface(
        blocks.told_author, "kept", lambda text: blocks.told_author(a_lesson(text), a_lesson(text, 17), of_twin=False)
    ),
    Surface(
        blocks.told_author,
        "closed",
        lambda text: blocks.told_author(a_lesson(text), replace(a_lesson(text, 17), closed_in="C1"), of_twin=False),
    ),
    Surface(blocks.parted, "parted", lambda text: blocks.parted(a_lesson(text), a_lesson(text, 17))),
    Surface(
        blocks.highlighted,
        "yes",
        lambda text: blocks.highlighted(a_lesson(text), some.community(topic=text or "Pacts")),
    ),
    Surface(blocks.highlighted, "gone", lambda text: blocks.highlighted(a_lesson(text), None)),
    Surface(blocks.refusal, "none", lambda _: blocks.refusal(NotLibrarian())),
    Surface(blocks.refusal, "no place", lambda _: blocks.refusal(NoPlace(42))),
    Surface(blocks.refusal, "before", lambda _: blocks.refusal(HighlightedBefore(Highlight(42, 1, some.NOW)))),
    Surface(lessons.goes_on, "merged", lambda text: lessons.goes_on(a_lesson(text), a_lesson(text, 17))),
    Surface(lessons.card, "highlighted, learnt by others too", also),
)
