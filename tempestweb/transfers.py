"""Files on their way, in both directions: the messages about them and their answers."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Final

from tempestweb.downloads import Content, Downloads
from tempestweb.protocol import (
    PIECE,
    Buffers,
    Drop,
    Offer,
    Piece,
    Taken,
    TransferMessage,
)
from tempestweb.uploads import UploadError, Uploads

logger = logging.getLogger(__name__)

#: What a transfer may bring where nothing else is said, in bytes.
MAX_UPLOAD: Final = 50 * 1024 * 1024

#: A message for the view it names, and its buffers.
Answer = tuple[TransferMessage, Buffers]


class Transfers:
    """The files of one session that are on their way.

    Args:
        max_upload: How many bytes one upload may bring.
        piece: How many bytes a piece may have.
    """

    def __init__(self, *, max_upload: int = MAX_UPLOAD, piece: int = PIECE) -> None:
        self.uploads = Uploads(max_upload)
        self._downloads = Downloads(piece)
        self._piece = piece

    def receive(self, message: TransferMessage, buffers: Buffers) -> Iterator[Answer]:
        """Take in a message about a transfer; yield what to answer."""
        view, transfer = message["view"], message["transfer"]
        try:
            match message["kind"]:
                case "offer":
                    yield self._take_offer(message)
                case "piece":
                    yield self._take_piece(message, buffers)
                case "taken":
                    yield from self._send_more(message)
                case "drop":
                    self._forget(view, transfer)
        except UploadError as error:
            yield self._refuse(view, transfer, str(error))
        except OSError as error:
            logger.exception("app.transfer: a file could not be kept or read")
            reason = error.strerror or "it cannot be read any more"
            yield self._refuse(view, transfer, f"The transfer failed: {reason}.")

    def offer(self, view: str, content: Content) -> Answer:
        """Offer a file to a view.

        Raises:
            DownloadError: Too many wait to be taken.
        """
        return self._downloads.add(view, content), ()

    def greet(self, view: str) -> list[Answer]:
        """Say to a view that has come, or come back, what it has not taken yet."""
        return [(offer, ()) for offer in self._downloads.offers(view)]

    def leave(self, view: str) -> None:
        """Forget the transfers of a view that does not come back."""
        self.uploads.leave(view)
        self._downloads.leave(view)

    def close(self) -> None:
        """Forget everything, and delete what was uploaded."""
        self.uploads.close()
        self._downloads.close()

    def _take_offer(self, message: Offer) -> Answer:
        view, transfer = message["view"], message["transfer"]
        offset = self.uploads.offer(view, transfer, message["files"])
        taken: Taken = {**_taken(view, transfer, offset), "piece": self._piece}
        # What was sent before the offer has arrived, or is lost.
        taken["again"] = True
        return taken, ()

    def _take_piece(self, message: Piece, buffers: Buffers) -> Answer:
        view, transfer = message["view"], message["transfer"]
        data = memoryview(buffers[0] if len(buffers) == 1 else b"").cast("B")
        if not 0 < len(data) <= self._piece:
            raise UploadError("The page sent a piece that is none. Choose it again.")
        offset = self.uploads.take(view, transfer, message["offset"], data)
        return _taken(view, transfer, offset), ()

    def _send_more(self, message: Taken) -> Iterator[Answer]:
        view, transfer = message["view"], message["transfer"]
        again = message.get("again", False)
        for piece, data in self._downloads.taken(
            view, transfer, message["offset"], again=again
        ):
            yield piece, (data,)

    def _refuse(self, view: str, transfer: str, title: str) -> Answer:
        logger.info("client.transfer: %s", title)
        self._forget(view, transfer)
        drop: Drop = {
            "kind": "drop",
            "view": view,
            "transfer": transfer,
            "title": title,
        }
        return drop, ()

    def _forget(self, view: str, transfer: str) -> None:
        self.uploads.drop(view, transfer)
        self._downloads.drop(view, transfer)


def _taken(view: str, transfer: str, offset: int) -> Taken:
    return {"kind": "taken", "view": view, "transfer": transfer, "offset": offset}
