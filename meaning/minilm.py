"""MiniLM: a small BERT that tells well, and slowly, how close in meaning two texts are. Its forward pass in numpy.

Source: sentence-transformers/all-MiniLM-L6-v2 (config.json, modules.json and 1_Pooling/config.json beside the weights):
six layers of BERT with twelve heads, the mean of the last layer's tokens, length 1.
"""

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from meaning.files import MINILM, folder
from meaning.values import Vectors

LAYERS = 6
HEADS = 12
DIMENSIONS = 384
EPSILON = 1e-12
MOST_TOKENS = 128  # what it was trained with; it takes up to 512, in a time that grows faster than they do
MOST_REMEMBERED = 4096  # vectors of texts seen before, 1.5 kB each: the same lessons come up again and again


class MiniLM:
    """The model, loaded."""

    def __init__(self) -> None:
        files = folder(MINILM) / "model"
        self._weights = load_file(files / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(files / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._remembered: OrderedDict[bytes, Vectors] = OrderedDict()

    def vector(self, text: str) -> Vectors:
        """Give the text's vector, of length 1."""
        # By its hash: what somebody has forgotten about them must not live on here.
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = self._remembered.pop(key, None)
        vector = self._read(text) if known is None else known
        self._remembered[key] = vector
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)
        return vector

    def closeness(self, text: str, others: Sequence[str]) -> list[float]:
        """Say for each of the others how close it is: 0 is nothing in common, 1 is the same."""
        asked = self.vector(text)
        return [min(max(float(asked @ self.vector(other)), 0.0), 1.0) for other in others]

    def _read(self, text: str) -> Vectors:
        ids = self._tokenizer.encode(text).ids
        weights = self._weights
        tokens = (
            weights["embeddings.word_embeddings.weight"][ids]
            + weights["embeddings.position_embeddings.weight"][: len(ids)]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        tokens = self._norm(tokens, "embeddings.LayerNorm")
        for layer in range(LAYERS):
            tokens = self._layer(tokens, f"encoder.layer.{layer}")
        mean: Vectors = tokens.mean(axis=0)
        return mean / np.linalg.norm(mean)

    def _layer(self, tokens: Vectors, name: str) -> Vectors:
        attended = self._dense(self._attention(tokens, f"{name}.attention.self"), f"{name}.attention.output.dense")
        tokens = self._norm(tokens + attended, f"{name}.attention.output.LayerNorm")
        wide = _gelu(self._dense(tokens, f"{name}.intermediate.dense"))
        return self._norm(tokens + self._dense(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _attention(self, tokens: Vectors, name: str) -> Vectors:
        query, key, value = (
            self._dense(tokens, f"{name}.{part}").reshape(len(tokens), HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(DIMENSIONS / HEADS))
        weighed = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weighed /= weighed.sum(axis=-1, keepdims=True)
        attended: Vectors = (weighed @ value).transpose(1, 0, 2).reshape(len(tokens), DIMENSIONS)
        return attended

    def _dense(self, tokens: Vectors, name: str) -> Vectors:
        made: Vectors = tokens @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return made

    def _norm(self, tokens: Vectors, name: str) -> Vectors:
        centred = tokens - tokens.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(EPSILON))
        normed: Vectors = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return normed


def _gelu(values: Vectors) -> Vectors:
    """Give x * P(X < x) for a normal X. numpy 2 has no erf; this one is off by 1.5e-7 at most.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26.
    """
    x = np.abs(values) * np.float32(np.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * x)
    series = np.zeros_like(t)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + np.float32(factor)) * t
    erf = np.copysign(1 - series * np.exp(-x * x), values)
    gelu: Vectors = values * (1 + erf) / 2
    return gelu
