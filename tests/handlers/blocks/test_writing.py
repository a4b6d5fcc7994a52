from dataclasses import replace

from community.lessons import Kind
from handlers.blocks import writing
from handlers.blocks.parts import Block, View
from handlers.blocks.writing import NOTHING, Form
from tests import some


def block(view: View, block_id: str) -> Block:
    return next(found for found in view.payload["blocks"] if found.get("block_id") == block_id)


def test_a_window_asks_for_every_part_and_only_the_title_and_what_was_learnt_are_needed() -> None:
    view = writing.writing(Form())

    inputs = [found for found in view.payload["blocks"] if found["type"] == "input"]
    assert [found["block_id"] for found in inputs if not found.get("optional")] == ["title", "learnt"]
    assert [found["block_id"] for found in inputs if found.get("optional")] == [
        "happened",
        "to_try",
        "community",
        "team",
        "kind",
        "tags",
    ]


def test_a_window_holds_what_the_lesson_says() -> None:
    words = replace(NOTHING, title="Pin images", kind=Kind.TOOL, tags=("ci", "docker"), community_id=1)

    view = writing.editing(Form(words, None, [some.community()]), 42, private_metadata="{}")

    assert block(view, "title")["element"]["initial_value"] == "Pin images"
    assert block(view, "tags")["element"]["initial_value"] == "ci, docker"
    assert block(view, "kind")["element"]["initial_option"]["value"] == "tool"
    assert block(view, "community")["element"]["initial_option"]["value"] == "1"
    assert block(view, "team")["element"]["initial_option"]["text"]["text"] == "No team"


def test_who_puts_somebody_elses_words_right_is_told_whose_they_are() -> None:
    form = Form(replace(NOTHING, title="Pin images", learnt="Pin images."))

    theirs = writing.capturing(form, author="Ben", is_own=False, is_shortened=False, private_metadata="{}")
    mine = writing.capturing(form, author="Ben", is_own=True, is_shortened=False, private_metadata="{}")

    assert "Ben said this, so the lesson is theirs." in str(theirs.payload)
    assert "Ben" not in str(mine.payload)


def test_who_can_read_it_is_said_where_it_is_written() -> None:
    closed = writing.writing(Form(is_closed=True))

    assert "Only the members of its channel can read it." in str(block(closed, "learnt"))
    assert "Anyone in this workspace can read it." in str(block(writing.writing(Form()), "learnt"))
