"""Everything that is shown when somebody may have learnt it before."""

from community.relearning import Hint, Verdict
from handlers.blocks import relearning
from handlers.blocks.relearning import Shown
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_lessons import a_lesson


def a_hint(number: int, verdict: Verdict | None = None) -> Hint:
    return Hint(id=number, number=number, user_id="U0BEN", shown_at=some.NOW, closeness=0.8, about=42, verdict=verdict)


def shown(text: str, *verdicts: Verdict | None) -> list[Shown]:
    """Give lessons used by many teams, everything of this text."""
    return [
        Shown(a_hint(number, verdict), a_lesson(text, number), team=text, used_by=[text or "Heron"] * 9)
        for number, verdict in enumerate(verdicts, start=1)
    ]


ANSWERED = (Verdict.SAME, Verdict.BUILDS_ON, Verdict.DIFFERENT)

SURFACES = (
    Surface(
        relearning.captured,
        "three lessons",
        lambda text: relearning.captured(a_lesson(text), shown(text, None, None, None), own_team=text),
    ),
    Surface(
        relearning.captured,
        "all answered",
        lambda text: relearning.captured(a_lesson(text), shown(text, *ANSWERED), own_team=text),
    ),
    Surface(
        relearning.captured,
        "answered without a team",
        lambda text: relearning.captured(a_lesson(text), shown(text, Verdict.SAME)),
    ),
    Surface(
        relearning.asked, "three lessons", lambda text: relearning.asked(shown(text, None, None, None), own_team=text)
    ),
    Surface(relearning.asked, "all answered", lambda text: relearning.asked(shown(text, *ANSWERED), own_team=text)),
)
