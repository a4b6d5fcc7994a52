"""Everything that is shown about lessons."""

from dataclasses import replace

from community.capture import NotCaptured, Obstacle
from community.communities import Community
from community.lessons import Lesson, TakenBack
from handlers.blocks import lessons
from tests import some
from tests.handlers.blocks.surfaces import Surface

PERMALINK = "https://kestrel.slack.com/archives/C0COP/p1785000000000100"


def a_lesson(text: str, number: int = 42) -> Lesson:
    """Give a lesson whose every written part is this text."""
    lesson = some.lesson(number, title=text, learnt=text, author_name=text, permalink=PERMALINK)
    return replace(lesson, happened=text, edited_at=some.NOW)


def by_hand(text: str) -> Lesson:
    return replace(a_lesson(text), source=None, author_name=text[:80])


def taken_back(text: str) -> Lesson:
    return replace(a_lesson(text), withdrawn_at=some.NOW)


def a_community(text: str, number: int = 1) -> Community:
    return some.community(number, topic=text)


def communities(text: str, count: int) -> list[Community]:
    return [a_community(text[:60] + f" {number}", number) for number in range(1, count + 1)]


SURFACES = (
    Surface(lessons.card, "no community", lambda text: lessons.card(a_lesson(text), None)),
    Surface(lessons.card, "of a community", lambda text: lessons.card(a_lesson(text), a_community(text))),
    Surface(lessons.card, "taken back", lambda text: lessons.card(taken_back(text), a_community(text))),
    Surface(lessons.taken_back, "taken back", lambda text: lessons.taken_back(taken_back(text))),
    Surface(lessons.one, "mine", lambda text: lessons.one(a_lesson(text), a_community(text), can_change=True)),
    Surface(lessons.one, "somebody's", lambda text: lessons.one(a_lesson(text), None, can_change=False)),
    Surface(lessons.one, "by hand", lambda text: lessons.one(by_hand(text), None, can_change=True)),
    Surface(lessons.one, "taken back", lambda text: lessons.one(taken_back(text), None, can_change=True)),
    Surface(lessons.one, "no link", lambda _: lessons.one(some.lesson(permalink=None), None, can_change=False)),
    *(
        Surface(
            lessons.not_captured,
            obstacle.value,
            lambda _, obstacle=obstacle: lessons.not_captured(NotCaptured(obstacle)),  # type: ignore[misc]
        )
        for obstacle in Obstacle
    ),
    Surface(lessons.not_captured, "taken back", lambda _: lessons.not_captured(TakenBack(42))),
    Surface(lessons.shortened, "long", lambda text: lessons.shortened(a_lesson(text))),
    Surface(lessons.unanswered, "refused", lambda text: lessons.unanswered(a_lesson(text))),
    Surface(lessons.writing, "empty", lambda _: lessons.writing([])),
    Surface(
        lessons.writing,
        "of a community",
        lambda text: lessons.writing(communities(text, 200), title=text, community_id=7),
    ),
    Surface(
        lessons.writing,
        "improving another",
        lambda text: lessons.writing([], learnt=text, improves=a_lesson(text), private_metadata='{"builds_on":42}'),
    ),
    Surface(
        lessons.editing,
        "prefilled",
        lambda text: lessons.editing(a_lesson(text), communities(text, 99), private_metadata='{"number":42}'),
    ),
    Surface(lessons.kept, "kept", lambda text: lessons.kept(by_hand(text))),
)
