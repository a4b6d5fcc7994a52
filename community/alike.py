"""Alike: which older lessons are close enough to what somebody just learnt or asked to be worth showing to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.lessons import Lesson, Words

MOST_SHOWN = 3
# A second and a third are shown only beside one that is hardly closer: mostly one lesson is the one that was meant.
HARDLY = 0.03


@dataclass(frozen=True, slots=True)
class Alike:
    """An older lesson beside a text, and how close it is to it: 0 is nothing in common, 1 is the same."""

    lesson: Lesson
    closeness: float


@dataclass(frozen=True, slots=True)
class Scale:
    """How close is close enough, for one way to tell closeness."""

    sure: float  # worth showing, whatever else is near
    likely: float  # worth showing when it stands out
    lead: float  # by this much, from the next


# Chosen on benchmarks/judged/pairs_for_thresholds.jsonl: of all that let at least nine of ten shown lessons be right
# there, those that showed the right lesson most often. `make bench ARGS=meaning` prints what they do on other pairs.
BY_MODELS = Scale(sure=0.67, likely=0.58, lead=0.08)
BY_WORDS = Scale(sure=0.76, likely=0.48, lead=0.15)


def saying(lesson: Words) -> str:
    """Give what a lesson says as one text, the most telling first, to compare it with others."""
    # The title of a captured lesson is how it begins; said twice it would count twice.
    is_beginning = lesson.learnt.startswith(lesson.title.rstrip("…"))
    return "\n".join(part for part in ("" if is_beginning else lesson.title, lesson.learnt, lesson.to_try) if part)


def good(candidates: Sequence[Alike], scale: Scale, *, limit: int = MOST_SHOWN) -> Sequence[Alike]:
    """Choose what is worth showing, closest first; nothing when none is close enough."""
    ordered = sorted(candidates, key=lambda candidate: -candidate.closeness)
    if not ordered or not _is_good([candidate.closeness for candidate in ordered], scale):
        return ()
    least = max(scale.sure, ordered[0].closeness - HARDLY)
    return [ordered[0], *(other for other in ordered[1:] if other.closeness >= least)][:limit]


def _is_good(closeness: Sequence[float], scale: Scale) -> bool:
    first, second = [*closeness, 0.0][:2]
    return first >= scale.sure or (first >= scale.likely and first - second >= scale.lead)
