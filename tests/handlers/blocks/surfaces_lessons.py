"""Everything that is shown about lessons."""

from dataclasses import replace

from community.capture import NotCaptured, Obstacle
from community.communities import Community
from community.lessons import Kind, Lesson, TakenBack, Version, words_of
from community.teams import Team
from handlers.blocks import lessons, versions, writing
from handlers.blocks.writing import Form
from tests import some
from tests.handlers.blocks.surfaces import Surface

PERMALINK = "https://kestrel.slack.com/archives/C0COP/p1785000000000100"


def a_lesson(text: str, number: int = 42) -> Lesson:
    """Give a lesson whose every written part is this text."""
    lesson = some.lesson(number, title=text, learnt=text, author_name=text, permalink=PERMALINK)
    return replace(
        lesson, happened=text, to_try=text, kind=Kind.FAILURE, tags=(text[:30],), builds_on=17, edited_at=some.NOW
    )


def by_hand(text: str) -> Lesson:
    return replace(a_lesson(text), source=None, author_name=text[:80])


def taken_back(text: str) -> Lesson:
    return replace(a_lesson(text), withdrawn_at=some.NOW)


def a_community(text: str, number: int = 1) -> Community:
    return some.community(number, topic=text)


def communities(text: str, count: int) -> list[Community]:
    return [a_community(text[:60] + f" {number}", number) for number in range(1, count + 1)]


def a_team(text: str, number: int = 1) -> Team:
    return Team(f"team-{number}", text[:60] + f" {number}", "U0BEN", some.LAST_MONTH, number)


def a_form(text: str) -> Form:
    """Give a window whose every written part is this text, with more to choose from than a menu holds."""
    return Form(
        replace(words_of(a_lesson(text)), tags=(text[:30],), community_id=7),
        3,
        communities(text, 200),
        [a_team(text, number) for number in range(1, 201)],
    )


def a_version(text: str, number: int) -> Version:
    words = words_of(a_lesson(text))
    return Version(
        title=words.title,
        happened=text,
        learnt=text,
        to_try=text,
        version=number,
        changed_by="U0BEN",
        changed_at=some.LAST_WEEK,
    )


SURFACES = (
    Surface(lessons.card, "no community", lambda text: lessons.card(a_lesson(text), None)),
    Surface(lessons.card, "of a community", lambda text: lessons.card(a_lesson(text), a_community(text))),
    Surface(lessons.card, "taken back", lambda text: lessons.card(taken_back(text), a_community(text))),
    Surface(lessons.taken_back, "taken back", lambda text: lessons.taken_back(taken_back(text))),
    Surface(lessons.one, "mine", lambda text: lessons.one(a_lesson(text), a_community(text), can_change=True)),
    Surface(lessons.one, "somebody's", lambda text: lessons.one(a_lesson(text), None, can_change=False)),
    Surface(lessons.one, "by hand", lambda text: lessons.one(by_hand(text), None, can_change=True)),
    Surface(lessons.one, "taken back", lambda text: lessons.one(taken_back(text), None, can_change=True)),
    Surface(
        lessons.one,
        "with its way and its versions",
        lambda text: lessons.one(
            replace(a_lesson(text), source_changed_at=some.NOW),
            a_community(text),
            can_change=True,
            team=a_team(text),
            spread="Kestrel tries it",
            has_versions=True,
        ),
    ),
    Surface(
        lessons.card,
        "of a closed room, its message gone",
        lambda text: lessons.card(replace(a_lesson(text), closed_in="C0COP", source_gone_at=some.NOW), None),
    ),
    Surface(
        lessons.card,
        "on its way",
        lambda text: lessons.card(a_lesson(text), None, team=a_team(text), spread="Kestrel tries it"),
    ),
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
    Surface(
        lessons.not_captured,
        "a picture",
        lambda _: lessons.not_captured(NotCaptured(Obstacle.WORDLESS), channel_id="C0COP", ts="1785000000.000100"),
    ),
    Surface(lessons.already, "captured before", lambda text: lessons.already(a_lesson(text))),
    Surface(lessons.how_to_ask, "mentioned", lambda _: lessons.how_to_ask(mark="bulb")),
    Surface(lessons.nothing_above, "mentioned", lambda _: lessons.nothing_above(mark="bulb")),
    Surface(writing.writing, "empty", lambda _: writing.writing(Form())),
    Surface(writing.writing, "filled", lambda text: writing.writing(a_form(text), private_metadata="{}")),
    Surface(
        writing.writing,
        "improving another",
        lambda text: writing.writing(a_form(text), improves=a_lesson(text), private_metadata='{"builds_on":42}'),
    ),
    Surface(writing.editing, "prefilled", lambda text: writing.editing(a_form(text), 42, private_metadata="{}")),
    Surface(
        writing.capturing,
        "somebody's",
        lambda text: writing.capturing(
            a_form(text), author=text, is_own=False, is_shortened=True, private_metadata="{}"
        ),
    ),
    Surface(
        writing.capturing,
        "a picture",
        lambda _: writing.capturing(Form(), author="", is_own=True, is_shortened=False, private_metadata="{}"),
    ),
    Surface(writing.kept, "kept", lambda text: writing.kept(by_hand(text))),
    Surface(writing.kept, "in a closed room", lambda text: writing.kept(replace(a_lesson(text), closed_in="C0COP"))),
    Surface(writing.captured_before, "captured before", lambda text: writing.captured_before(a_lesson(text))),
    Surface(versions.versions, "none", lambda text: versions.versions(a_lesson(text), [], {}, offset=0)),
    Surface(
        versions.versions,
        "a page in the middle",
        lambda text: versions.versions(
            a_lesson(text), [a_version(text, number) for number in range(9, 0, -1)], {"U0BEN": text[:80]}, offset=3
        ),
    ),
)
