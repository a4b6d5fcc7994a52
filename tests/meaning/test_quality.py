"""How good hints are, on a sixth of the pairs nothing was chosen on; `make bench ARGS=hints` takes all of them."""

from pathlib import Path

from benchmarks import meaning


async def test_at_least_four_of_five_hints_are_right_on_pairs_nothing_was_chosen_on(tmp_path: Path) -> None:
    pairs = meaning.held_out()[::6]

    async with meaning.known(tmp_path) as deps:
        shown = await meaning.shown_for(deps, pairs)

    assert shown.lessons >= 8
    assert shown.precision >= 0.8
    assert shown.coverage >= 0.35


def test_enough_pairs_are_kept_apart_and_enough_of_them_have_no_answer() -> None:
    held_out, chosen_on = meaning.held_out(), meaning.for_thresholds()

    assert sum(bool(pair.right) for pair in held_out) >= 100
    assert sum(bool(pair.right) for pair in chosen_on) >= 60
    assert sum(not pair.right for pair in [*held_out, *chosen_on]) >= 60
    assert not {pair.text for pair in held_out} & {pair.text for pair in chosen_on}
    assert not frozenset().union(*(pair.right for pair in held_out)) & frozenset().union(
        *(pair.right for pair in chosen_on)
    )
