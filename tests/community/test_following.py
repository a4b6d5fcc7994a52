"""What becomes of a lesson when its message is changed or deleted."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from community import following
from community.following import BY_ITS_MESSAGE, Ask, Said, asked, copied, follow, keep, let_go, take
from community.lessons import Lesson, NothingLeft, Version, Words, bring_back, edit, undo_capture, words_of
from tests import some

MINUTE = timedelta(minutes=1)
NOW = some.NOW
COPY = replace(some.lesson(title="Copied", learnt="Copied words.", captured_at=NOW), happened="A question")
OWN = Words(title="Mine", learnt="My words.", happened="A question")
NEW = Said(Words(title="New", learnt="New words.", happened="Another question"), changed_at=NOW + MINUTE)
GONE = Said(None, is_there=False)


def version(number: int, words: Words, *, by: str = "U0BEN") -> Version:
    own = words_of(words)
    return Version(
        title=own.title, learnt=own.learnt, happened=own.happened, version=number, changed_by=by, changed_at=NOW
    )


BY_HAND = edit(COPY, OWN, now=NOW)
ITS_VERSIONS = (version(1, COPY),)


def after(lesson: Lesson, said: Said, versions: tuple[Version, ...] = ()) -> Lesson:
    return follow(lesson, versions, said, now=NOW + MINUTE).lesson


def test_a_lesson_nobody_edited_says_what_its_message_says() -> None:
    followed = after(COPY, NEW)

    assert (followed.title, followed.learnt, followed.happened) == ("New", "New words.", "Another question")
    assert followed.source_changed_at is None
    assert asked(COPY, followed) is None


def test_one_that_was_edited_stays_and_its_author_is_asked_once() -> None:
    followed = after(BY_HAND, NEW, ITS_VERSIONS)

    assert (followed.title, followed.learnt) == ("Mine", "My words.")
    assert followed.source_changed_at == NOW + MINUTE
    assert asked(BY_HAND, followed) is Ask.NEW_WORDS
    assert asked(followed, after(followed, NEW, ITS_VERSIONS)) is None


@pytest.mark.parametrize("changed_at", [None, NOW - MINUTE, NOW])
def test_an_edit_of_the_message_before_the_one_by_hand_is_no_news(changed_at: datetime | None) -> None:
    followed = after(BY_HAND, replace(NEW, changed_at=changed_at), ITS_VERSIONS)

    assert followed.source_changed_at is None


def test_what_happened_is_followed_beside_words_of_ones_own_unless_it_was_changed_too() -> None:
    told_anew = follow(BY_HAND, ITS_VERSIONS, NEW, now=NOW)
    own = edit(COPY, replace(OWN, happened="As I saw it"), now=NOW)

    assert told_anew.lesson.happened == "Another question"
    assert [one.happened for one in told_anew.versions] == ["Another question"]
    assert after(own, NEW, ITS_VERSIONS).happened == "As I saw it"


@pytest.mark.parametrize("said", [GONE, Said(None)])
def test_copied_words_go_with_the_message_and_the_lesson_with_them(said: Said) -> None:
    emptied = after(COPY, said)

    assert (emptied.title, emptied.learnt, emptied.happened, emptied.tags) == ("", "", "", ())
    assert emptied.withdrawn_at == emptied.source_gone_at == NOW + MINUTE
    assert asked(COPY, emptied) is Ask.OWN_WORDS
    assert after(emptied, said) == emptied


def test_a_picture_can_be_gone_to_and_a_deleted_message_cannot() -> None:
    assert COPY.source is not None
    picture, deleted = after(COPY, Said(None)), after(COPY, GONE)

    assert picture.source == COPY.source
    assert deleted.source == replace(COPY.source, permalink=None)


def test_words_by_hand_stay_when_the_message_goes_and_nothing_copied_is_left_in_versions() -> None:
    left = follow(BY_HAND, ITS_VERSIONS, GONE, now=NOW + MINUTE)

    assert (left.lesson.title, left.lesson.learnt, left.lesson.happened) == ("Mine", "My words.", "")
    assert left.lesson.withdrawn_at is None
    assert left.versions == ()
    assert asked(BY_HAND, left.lesson) is Ask.KEEP


def test_where_only_the_text_was_written_by_hand_it_gets_a_title_of_its_own() -> None:
    own = edit(COPY, Words(title="Copied", learnt="Freeze the clock. Then test."), now=NOW)

    left = after(own, GONE, ITS_VERSIONS)

    assert (left.title, left.learnt) == ("Freeze the clock", "Freeze the clock. Then test.")


def test_words_that_come_back_bring_the_lesson_back() -> None:
    back = after(after(COPY, Said(None)), NEW)

    assert (back.learnt, back.withdrawn_at, back.source_gone_at) == ("New words.", None, None)


def test_but_not_if_its_mark_was_taken_off_before_or_meanwhile() -> None:
    unmarked = undo_capture(COPY, unmarked_at=NOW + MINUTE / 2)
    meanwhile = undo_capture(after(COPY, Said(None)), unmarked_at=NOW + 2 * MINUTE)
    assert unmarked is not None
    assert meanwhile is not None

    assert after(after(unmarked, Said(None)), NEW).withdrawn_at == NOW + MINUTE / 2
    assert after(meanwhile, NEW).withdrawn_at == NOW + 2 * MINUTE


def test_nobody_is_asked_about_a_lesson_that_was_taken_back() -> None:
    withdrawn = replace(COPY, withdrawn_at=NOW, withdrawn_by="U0BEN")

    emptied = after(withdrawn, GONE)

    assert emptied.learnt == ""
    assert asked(withdrawn, emptied) is None


def test_new_words_that_are_taken_are_followed_and_count_as_copied_from_then_on() -> None:
    marked = after(BY_HAND, NEW, ITS_VERSIONS)
    assert NEW.words is not None
    taken = take(marked, NEW.words)
    versions = (version(2, BY_HAND, by=BY_ITS_MESSAGE), *ITS_VERSIONS)
    again = edit(taken, replace(words_of(taken), title="Mine again"), now=NOW + 2 * MINUTE)
    versions_again = (version(3, taken), *versions)

    assert (taken.learnt, taken.edited_at, taken.source_changed_at) == ("New words.", None, None)
    assert copied(again, versions_again) == {"learnt", "happened", "to_try"}
    assert after(again, GONE, versions_again).learnt == ""


def test_words_that_are_kept_are_asked_about_only_after_another_edit() -> None:
    kept = keep(after(BY_HAND, NEW, ITS_VERSIONS), now=NOW + 2 * MINUTE)

    assert kept.source_changed_at is None
    assert after(kept, NEW, ITS_VERSIONS) == kept


def test_an_emptied_lesson_is_let_go_by_its_author_or_written_anew_and_not_brought_back_empty() -> None:
    emptied = after(COPY, GONE)

    assert let_go(emptied, by="U0BEN", now=NOW).withdrawn_by == "U0BEN"
    assert edit(emptied, OWN, now=NOW + 2 * MINUTE).withdrawn_at is None
    with pytest.raises(NothingLeft):
        bring_back(emptied)


def test_a_lesson_without_versions_that_a_person_wrote_has_nothing_copied() -> None:
    assert following.copied(BY_HAND, ()) == frozenset()
