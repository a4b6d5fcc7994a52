"""What was packed for its way, unpacked: never more than wanted, however small it looked."""

import zlib

PACKINGS = "gzip, deflate"  # what is asked for


class TooMuch(Exception):  # an outcome
    """There is more inside than wanted."""


class Broken(Exception):  # an outcome
    """It can't be unpacked."""


class Unpacked:
    """The bytes of an answer, put together piece by piece as they come in."""

    def __init__(self, packing: str, most: int) -> None:
        """`packing` is as the answer's Content-Encoding says; one that isn't known, or one in another: Broken."""
        packing = packing.strip().lower()
        if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise Broken(packing)
        self._most = most
        self._taken = 0
        self._made = bytearray()
        self._packing = packing
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in packing else None

    def add(self, piece: bytes) -> None:
        """Take the next piece. More than wanted: TooMuch, before it is made. What makes no sense: Broken."""
        self._taken += len(piece)
        if self._packing == "deflate" and self._unpacker is None and piece:
            # Some servers send it without the wrapping that RFC 9110 wants; its first byte tells.
            self._unpacker = zlib.decompressobj(zlib.MAX_WBITS if piece[0] & 0x0F == 8 else -zlib.MAX_WBITS)
        if self._unpacker is None:
            self._made += piece
        else:
            try:
                self._made += self._unpacker.decompress(piece, self._most + 1 - len(self._made))
            except zlib.error as error:
                raise Broken(str(error)) from error
        # What is taken counts too: there are endless ways to pack nothing.
        if len(self._made) > self._most or self._taken > self._most:
            raise TooMuch

    def whole(self) -> bytes:
        """Give all of it, once all pieces are there; one that lacks its end: Broken."""
        if self._unpacker is not None and self._made and not self._unpacker.eof:
            raise Broken("it ends too soon")
        return bytes(self._made)
