import gzip
import zlib
from collections.abc import Callable

import pytest

from fetching.unpacking import Broken, TooMuch, Unpacked

FEED = b"<rss/>" * 1_000
RAW = zlib.compressobj(wbits=-zlib.MAX_WBITS)
DEFLATED_BARE = RAW.compress(FEED) + RAW.flush()


def unpack(packing: str, data: bytes, *, most: int = 10_000, size: int = 100) -> bytes:
    unpacked = Unpacked(packing, most)
    for start in range(0, len(data), size):
        unpacked.add(data[start : start + size])
    return unpacked.whole()


@pytest.mark.parametrize(
    ("packing", "data"),
    [
        ("", FEED),
        ("identity", FEED),
        ("gzip", gzip.compress(FEED)),
        (" X-GZIP ", gzip.compress(FEED)),
        ("deflate", zlib.compress(FEED)),
        ("deflate", DEFLATED_BARE),
    ],
)
def test_each_packing_is_undone_piece_by_piece(packing: str, data: bytes) -> None:
    assert unpack(packing, data) == FEED
    assert unpack(packing, data, size=1) == FEED
    assert unpack(packing, b"") == b""


@pytest.mark.parametrize("packing", ["br", "zstd", "compress", "gzip, gzip", "deflate,gzip", "\x00"])
def test_a_packing_that_was_not_asked_for_is_refused(packing: str) -> None:
    with pytest.raises(Broken):
        unpack(packing, b"x")


@pytest.mark.parametrize(
    ("packing", "data"),
    [
        ("gzip", gzip.compress(FEED)[:-9]),
        ("gzip", b"no gzip at all"),
        ("deflate", zlib.compress(FEED)[:-5]),
        ("deflate", b"\xff" * 99),
    ],
)
def test_what_is_cut_off_or_something_else_is_refused(packing: str, data: bytes) -> None:
    with pytest.raises(Broken):
        unpack(packing, data)


@pytest.mark.parametrize("packing", ["", "gzip", "deflate"])
def test_exactly_as_much_as_wanted_is_given_and_one_byte_more_is_too_much(packing: str) -> None:
    packs: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.compress, "deflate": zlib.compress}
    pack = packs[packing]

    assert len(unpack(packing, pack(b"a" * 10_000))) == 10_000
    with pytest.raises(TooMuch):
        unpack(packing, pack(b"a" * 10_001))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"\0" * 100_000_000, 1)  # 430 kB
    unpacked = Unpacked("gzip", 1_000_000)

    with pytest.raises(TooMuch):
        unpacked.add(bomb)
    assert len(unpacked._made) == 1_000_001


def test_nothing_packed_without_end_is_too_much_as_well() -> None:
    nothing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    blocks = b"".join(nothing.flush(zlib.Z_FULL_FLUSH) for _ in range(1)) + b"\x00\x00\x00\xff\xff" * 30_000

    with pytest.raises(TooMuch):
        unpack("deflate", blocks, most=100_000)
