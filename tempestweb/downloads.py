"""Files on their way to a page: read piece by piece, as fast as the page takes them."""

from __future__ import annotations

import io
import mimetypes
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, TypeAlias, cast

from tempestweb.errors import DownloadError
from tempestweb.files import safe_name
from tempestweb.protocol import PIECES_AHEAD, Offer, Piece

#: What an app can give: content, or where it is.
Data: TypeAlias = "bytes | bytearray | memoryview | str | os.PathLike[str] | IO[Any]"

#: So many files may wait for pages to take them.
_MOST: Final = 100

#: What is read from a file object is kept in memory up to so many bytes.
_IN_MEMORY: Final = 1024 * 1024

_MEDIA_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+(; ?[\w-]+=[\w.+-]+)*", re.ASCII)


@dataclass(slots=True)
class Content:
    """What a page is given.

    Attributes:
        name: What the file is called there.
        media_type: What it is.
        size: In bytes.
        source: Where it is read from; closed when it is not needed any more.
    """

    name: str
    media_type: str
    size: int
    source: BinaryIO


def content_of(name: str, data: Data, media_type: str | None = None) -> Content:
    """Prepare what an app gives, so that nothing it does later changes it.

    Args:
        name: What the file is to be called; folders in it are left out.
        data: Bytes, text (sent as UTF-8), a path-like object (not a string: that is
            text), or a file object, which is read to its end here.
        media_type: What it is; None: what its name says.

    Raises:
        DownloadError: The data or the media type is nothing of that kind.
        OSError: The file cannot be read.
    """
    name = safe_name(name)
    if media_type is None:
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    elif not _MEDIA_TYPE.fullmatch(media_type):
        raise DownloadError(
            f"{media_type!r:.60} is not a media type", "Write it as in 'text/csv'."
        )
    source = _source(data)
    size = source.seek(0, os.SEEK_END)
    return Content(name, media_type, size, source)


def _source(data: Data) -> BinaryIO:
    if isinstance(data, str):
        return io.BytesIO(data.encode())
    if isinstance(data, bytes | bytearray | memoryview):
        return io.BytesIO(data)
    if isinstance(data, os.PathLike):
        # Opened now: it may be a temporary file that is gone in a moment.
        return Path(data).open("rb")
    if not hasattr(data, "read"):
        raise DownloadError(
            f"a download is bytes, text, a path or a file, not {type(data).__name__}",
            "Convert it first: a table has to_csv(), a figure savefig().",
        )
    return _copy(data)


def _copy(file: IO[Any]) -> BinaryIO:
    """Read a file object to its end: it may be closed as soon as the app goes on."""
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - kept
    target = cast("BinaryIO", copy)
    if isinstance(file, io.TextIOBase):
        for line in file:
            target.write(line.encode())
    else:
        shutil.copyfileobj(file, target)
    return target


@dataclass(slots=True)
class _Download:
    view: str
    content: Content
    #: Where the next piece begins.
    next: int = 0


class Downloads:
    """The downloads of one session. Used from one place at a time.

    Args:
        piece: How many bytes a piece has.
    """

    def __init__(self, piece: int) -> None:
        self._piece = piece
        self._downloads: dict[str, _Download] = {}

    def add(self, view: str, content: Content) -> Offer:
        """Offer content to a view.

        Raises:
            DownloadError: Too many wait to be taken.
        """
        if len(self._downloads) >= _MOST:
            content.source.close()
            raise DownloadError(
                f"{_MOST} files wait to be taken by their pages",
                "Give the user one file, such as a zip archive.",
            )
        transfer = secrets.token_urlsafe(9)
        self._downloads[transfer] = _Download(view, content)
        return self._offer(transfer)

    def offers(self, view: str) -> list[Offer]:
        """Offer again what a view has not taken to its end."""
        return [
            self._offer(transfer)
            for transfer, download in self._downloads.items()
            if download.view == view
        ]

    def taken(
        self, view: str, transfer: str, offset: int, *, again: bool
    ) -> Iterator[tuple[Piece, bytes]]:
        """Yield the pieces to send when a view has everything before an offset.

        A download that is at its end, or that nobody knows, has none.

        Raises:
            OSError: The file cannot be read any more; the download is forgotten.
        """
        download = self._downloads.get(transfer)
        if download is None or download.view != view:
            return
        size = download.content.size
        if offset >= size:
            self.drop(view, transfer)
            return
        if again:
            download.next = offset
        while download.next < min(size, offset + PIECES_AHEAD * self._piece):
            yield self._read(transfer, download)

    def _read(self, transfer: str, download: _Download) -> tuple[Piece, bytes]:
        source, size = download.content.source, download.content.size
        length = min(self._piece, size - download.next)
        try:
            source.seek(download.next)
            data = source.read(length)
            if len(data) < length:
                raise OSError("the file became shorter")
        except OSError:
            self.drop(download.view, transfer)
            raise
        piece: Piece = {
            "kind": "piece",
            "view": download.view,
            "transfer": transfer,
            "offset": download.next,
        }
        download.next += length
        return piece, data

    def drop(self, view: str, transfer: str) -> None:
        """Forget a download of a view."""
        download = self._downloads.get(transfer)
        if download is not None and download.view == view:
            del self._downloads[transfer]
            download.content.source.close()

    def leave(self, view: str) -> None:
        """Forget the downloads of a view that does not come back."""
        for transfer, download in list(self._downloads.items()):
            if download.view == view:
                self.drop(view, transfer)

    def close(self) -> None:
        """Forget all downloads."""
        for transfer, download in list(self._downloads.items()):
            self.drop(download.view, transfer)

    def _offer(self, transfer: str) -> Offer:
        download = self._downloads[transfer]
        content = download.content
        return {
            "kind": "offer",
            "view": download.view,
            "transfer": transfer,
            "files": [
                {"name": content.name, "type": content.media_type, "size": content.size}
            ],
        }
