"""Wordllama: a text's vector as the mean of its words' vectors. Quick enough for every lesson, and for each question.

Source: wordllama 0.4.0, `inference.py`, `embed(norm=True)` of the model l2_supercat with 256 dimensions.
"""

from collections.abc import Sequence

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from meaning.files import WORDLLAMA, folder
from meaning.values import Vectors

DIMENSIONS = 256
MOST_TOKENS = 1024  # of a text; what a lesson says is nearly always said by then


class Wordllama:
    """The model, loaded."""

    def __init__(self) -> None:
        files = folder(WORDLLAMA)
        self._words = load_file(files / "weights" / "l2_supercat_256.safetensors")["embedding.weight"]
        self._tokenizer = Tokenizer.from_file(str(files / "tokenizers" / "l2_supercat_tokenizer_config.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Give a row of length 1 for each text; zeros for a text of nothing."""
        found = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, encoded in enumerate(self._tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            if encoded.ids:
                mean = self._words[encoded.ids].mean(axis=0, dtype=np.float32)
                found[row] = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return found
