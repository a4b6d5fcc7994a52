"""Ranking: one order out of two, that of words and that of meaning."""

from collections.abc import Sequence

_LATER = 60
# Words say what is looked for, and meaning only brings what is close: counted the same, it cost places that words had
# right. At 0.3 both halves of the judged queries do better than by words alone, which 0.5 and 1 don't.
_MEANING = 0.3


def fused(by_words: Sequence[int], by_meaning: Sequence[int]) -> Sequence[int]:
    """Give the numbers of both, those that stand high in both first; between equals that of words decides.

    Reciprocal rank fusion: each place counts 1 / (60 + place), so scores that can't be compared need not be, and one of
    meaning 0.3 of that.
    Source: Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning
    Methods" (SIGIR 2009), with its constant.
    """
    scores: dict[int, float] = {}
    for ranked, weight in ((by_words, 1.0), (by_meaning, _MEANING)):
        for place, number in enumerate(ranked, start=1):
            scores[number] = scores.get(number, 0.0) + weight / (_LATER + place)
    return sorted(scores, key=lambda number: -scores[number])
