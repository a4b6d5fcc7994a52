"""A question to a community: what it tells of those who agree."""

import pytest

from community.agreements import Agreement, Kind
from handlers.blocks import agreements as blocks
from handlers.blocks.agreements import Question
from tests import some


@pytest.mark.parametrize(("agreeing", "told"), [(1, False), (4, False), (5, True)])
def test_how_many_agree_is_told_from_five_on(agreeing: int, told: bool) -> None:
    agreement = Agreement(Kind.CLOSE, 1, None, "U0LEA", some.NOW, some.THURSDAY, id=7)

    shown = blocks.question(Question(agreement, some.community(), None, "Lea", agreeing))

    assert ("members agree so far" in str(shown.blocks)) is told


def test_the_home_shows_three_questions_at_most() -> None:
    agreement = Agreement(Kind.CLOSE, 1, None, "U0LEA", some.NOW, some.THURSDAY, id=7)

    shown = blocks.at_home([Question(agreement, some.community(), None, "Lea", 1)] * 4)

    assert len(shown) == 3
