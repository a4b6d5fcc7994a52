import numpy as np
import pytest

from meaning.minilm import MiniLM


@pytest.fixture(scope="module")
def model() -> MiniLM:
    return MiniLM()


def test_a_vector_is_the_one_the_models_makers_show(model: MiniLM) -> None:
    # Source: sentence-transformers/all-MiniLM-L6-v2 for this very sentence, as its makers' library prints it.
    first = [0.0677, 0.0635, 0.0487, 0.0793, 0.0374]

    vector = model.vector("This is an example sentence")

    assert vector.shape == (384,)
    assert vector[:5] == pytest.approx(first, abs=1e-4)
    assert np.linalg.norm(vector) == pytest.approx(1)


def test_closeness_is_what_the_models_makers_show_for_it(model: MiniLM) -> None:
    # Source: sbert.net, "Semantic Search", with this model: bread 0.7553, horse 0.2474, cheetah 0.1419 there.
    others = ["A man is eating a piece of bread.", "A man is riding a horse.", "A cheetah is running behind its prey."]

    assert model.closeness("A man is eating food.", others) == pytest.approx([0.755, 0.247, 0.142], abs=1e-3)


def test_other_words_for_the_same_are_closer_than_the_same_words_for_something_else(model: MiniLM) -> None:
    asked = "How do I undo my last commit?"
    same = "Take back what you committed a moment ago"
    other = "How do I push my last commit?"
    elsewhere = "How do I bake bread?"

    by_closeness = sorted([elsewhere, other, same], key=lambda text: -model.closeness(asked, [text])[0])

    assert by_closeness[:2] in ([same, other], [other, same])
    assert by_closeness[2] == elsewhere


@pytest.mark.parametrize("text", ["", " ", "💡" * 50, "x" * 10_000, "né 日本語 \x00", "word " * 5_000])
def test_any_text_is_safe(model: MiniLM, text: str) -> None:
    [closeness] = model.closeness(text, ["An ordinary lesson"])

    assert 0 <= closeness <= 1


def test_a_text_is_as_close_as_can_be_to_itself_and_remembered(model: MiniLM) -> None:
    assert model.closeness("Publish the contract", ["Publish the contract"]) == [pytest.approx(1)]
    assert model.vector("Publish the contract") is model.vector("Publish the contract")
