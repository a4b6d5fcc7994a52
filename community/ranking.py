"""Ranking: one order out of two, that of words and that of meaning."""

from collections.abc import Sequence

_LATER = 60


def fused(by_words: Sequence[int], by_meaning: Sequence[int]) -> Sequence[int]:
    """Give the numbers of both, those that stand high in both first; between equals that of words decides.

    Reciprocal rank fusion: each place counts 1 / (60 + place), so scores that can't be compared need not be.
    Source: Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning
    Methods" (SIGIR 2009), with its constant.
    """
    scores: dict[int, float] = {}
    for ranked in (by_words, by_meaning):
        for place, number in enumerate(ranked, start=1):
            scores[number] = scores.get(number, 0.0) + 1 / (_LATER + place)
    return sorted(scores, key=lambda number: -scores[number])
