"""Ids that look like Slack's, fresh for each start or the same again from a seed."""

import hashlib
import secrets

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class Ids:
    """Makes ids: a letter for the kind and ten letters or digits, as Slack's are today.

    A seed gives the same ids in the same order; without one every start has its own.
    """

    def __init__(self, seed: str | None = None) -> None:
        self._seed = secrets.token_hex(16) if seed is None else seed
        self._count = 0

    def make(self, kind: str, *, length: int = 10) -> str:
        """Give the next id of a kind, for instance `C0AB12CD34E`."""
        # "0" follows the letter in every id Slack hands out today, and keeps ids from spelling words.
        return f"{kind}0{self.letters(length - 1)}"

    def letters(self, length: int) -> str:
        """Give so many capital letters and digits."""
        number = int.from_bytes(self._next(), "big")
        chosen = []
        for _ in range(length):
            number, index = divmod(number, len(_ALPHABET))
            chosen.append(_ALPHABET[index])
        return "".join(chosen)

    def hex(self, length: int) -> str:
        """Give so many hexadecimal digits."""
        return self._next().hex()[:length]

    def _next(self) -> bytes:
        self._count += 1
        return hashlib.sha256(f"{self._seed}:{self._count}".encode()).digest()
