"""A figure beside its peer or its limit, from the same run."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured. `wanted` is the ratio to the peer that is to be reached, or the limit to stay under."""

    what: str
    ours: float
    peer: float
    unit: str
    wanted: float
    is_limit: bool = False  # ours is to stay under `peer`, which is no rival but a limit

    @property
    def ratio(self) -> float:
        """Ours for each one of the peer's."""
        return self.ours / self.peer

    @property
    def is_reached(self) -> bool:
        """Whether it is as good as wanted."""
        return self.ratio <= self.wanted if self.is_limit else self.ratio >= self.wanted


def median_of(ours: Sequence[float], peer: Sequence[float]) -> tuple[float, float]:
    """Give the pair whose ratio is the median one: the two were measured right after each other."""
    pairs = sorted(zip(ours, peer, strict=True), key=lambda pair: pair[0] / pair[1])
    middle = median(range(len(pairs)))
    return pairs[int(middle)]


def lines(figures: Sequence[Figure]) -> Sequence[str]:
    """Give the figures as a table, a line each."""
    head = f"{'what':<62} {'ours':>10} {'beside':>10} {'unit':<12} {'ratio':>7}  wanted"
    rows = [
        f"{figure.what:<62} {figure.ours:>10,.1f} {figure.peer:>10,.1f} {figure.unit:<12} {figure.ratio:>7.2f}  "
        f"{'at most' if figure.is_limit else 'at least'} {figure.wanted:g} {'✓' if figure.is_reached else '✗'}"
        for figure in figures
    ]
    return [head, "-" * len(head), *rows]
