"""Pictures that were drawn: each is drawn once, by the process beside this one, and the newest are kept for a while."""

from collections import OrderedDict

from handlers.deps import Workshop
from pictures import drawing
from pictures.values import Picture

MOST_BYTES = 3_000_000


class Drawn:
    """Keeps pictures by what is on them, so nothing can be shown that changed; the longest unused go first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Picture, bytes] = OrderedDict()
        self._bytes = 0

    async def png(self, picture: Picture, workshop: Workshop | None) -> bytes:
        """Give the picture as a PNG. Without a workshop nothing can be drawn: ValueError."""
        found = self._kept.get(picture)
        if found is None:
            if workshop is None:
                raise ValueError("a picture is drawn in the workshop, got none")
            found = await workshop.do(drawing.png, picture)
            self._keep(picture, found)
        else:
            self._kept.move_to_end(picture)
        return found

    def _keep(self, picture: Picture, png: bytes) -> None:
        # Somebody may have asked for the same meanwhile.
        self._bytes += len(png) - len(self._kept.pop(picture, b""))
        self._kept[picture] = png
        while self._bytes > self._most_bytes:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone)
