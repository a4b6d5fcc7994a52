"""A digest stays within what Slack takes, whatever people wrote."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from community import digest as rules
from community.digest import Digest
from community.meetups import Coming
from community.news import Adopted, Elsewhere, News, Question, Taken
from community.signs import Seen, Sign
from community.spread import Answer
from handlers.blocks import digest
from handlers.blocks.parts import Block
from tests import some
from tests.handlers.blocks.surfaces_digest import ARCHIVE, SCHEDULE, WEEK, a_community

# Each becomes several characters once it is made harmless; those that repeat are cut last.
HOSTILE = st.sampled_from(["&<>*_~`", "@channel", "<!here>", "🏳️‍🌈", "n", "מה ", "e\u0301", "\u2060", "[x](y)|"])
TEXT = st.tuples(HOSTILE, st.integers(0, 3000)).map(lambda given: (given[0] * 3000)[: given[1]]) | st.text(max_size=300)


def written(part: object) -> int:
    """Count all characters of texts in a block, with those of menus and buttons."""
    if isinstance(part, dict):
        own = len(part["text"]) if isinstance(part.get("text"), str) else 0
        return own + sum(written(value) for value in part.values())
    return sum(map(written, part)) if isinstance(part, list) else 0


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, st.integers(0, 12), st.integers(0, 12), st.integers(0, 2000), st.booleans())
def test_a_digest_is_below_twelve_thousand_characters_and_fifty_blocks(
    text: str, other: str, many: int, few: int, newcomers: int, is_again: bool
) -> None:
    lessons = [
        some.lesson(number, title=text, author_name=other, permalink=f"https://x.example/{text}")
        for number in range(many)
    ]
    there = News(
        highlight=some.lesson(99, title=text, author_name=text) if few else None,
        lessons=lessons,
        lessons_in_all=10**6 * many,
        elsewhere=[Elsewhere(lesson, other, may_fit=True) for lesson in lessons],
        adopted=[Adopted(lesson, [Taken(other, Answer.ADAPTED, text)] * 50) for lesson in lessons],
        questions=[Question("C0COP", "1785000000.000100", some.LAST_WEEK)] * few,
        helpers=[text, other],
        coming=[Coming(some.meetup(number, title=text, place=other), 10**6) for number in range(few)],
        newcomers=[other] * min(newcomers, 16),
        newcomers_in_all=newcomers,
        is_seat_free=bool(few),
    )
    composed = rules.compose(Digest(a_community(text), WEEK, there))
    if composed is None:
        assert many + few + newcomers == 0
        return

    shown = digest.post(composed, SCHEDULE, Seen(Sign.SOUNDS_MANDATORY, text[:120]), archive=ARCHIVE, is_again=is_again)

    blocks: list[Block] = list(shown.blocks)
    assert len(blocks) <= 50
    assert len(shown.text) < 4_000
    assert written(blocks) + len(shown.text) < 12_000
    wanted = replace(composed, news=replace(composed.news, is_seat_free=False))
    assert len(digest.preview(digest.Preview(a_community(text), wanted, SCHEDULE, is_member=True)).blocks) <= 50
