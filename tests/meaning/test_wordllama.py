import numpy as np
import pytest

from meaning.wordllama import DIMENSIONS, Wordllama


@pytest.fixture(scope="module")
def model() -> Wordllama:
    return Wordllama()


def test_closeness_is_about_what_the_models_makers_show_for_it(model: Wordllama) -> None:
    # Source: wordllama 0.4.0's README, its examples of ranking and similarity.
    asked, *others = model.vectors(
        [f"I went to the {place}" for place in ("car", "vehicle", "truck", "shop", "park", "pawn shop")]
    )

    assert [float(asked @ other) for other in others] == pytest.approx([0.744, 0.283, 0.197, 0.151, 0.066], abs=0.03)


def test_every_text_has_a_row_of_length_one(model: Wordllama) -> None:
    vectors = model.vectors(["Publish the contract", "x" * 10_000, "日本語"])

    assert vectors.shape == (3, DIMENSIONS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


def test_a_text_of_nothing_is_like_nothing(model: Wordllama) -> None:
    nothing, something = model.vectors(["", "Publish the contract"])

    assert nothing @ something == 0
