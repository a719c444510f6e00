"""Files on their way from a page: taken in piece by piece, kept on disk, bounded."""

from __future__ import annotations

import base64
import logging
import mimetypes
import os
import shutil
import tempfile
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tempestweb.files import UploadedFile, UploadEvent, in_words, safe_name
from tempestweb.protocol import OfferedFile

logger = logging.getLogger(__name__)

#: So many transfers may be on their way in one session.
_MOST: Final = 32

#: A session keeps so many times of what one transfer may bring.
_KEPT: Final = 4

#: And so many files, however small: each costs the disk a folder, too.
_MOST_FILES: Final = 10_000

#: An upload of which nothing was heard for so many seconds gives way to others: its
#: page may have been closed or reloaded in its middle. One that is there may offer it
#: again.
_SILENT: Final = 60.0

#: A picture larger than so many bytes is not shown: it would be part of every mount.
_LARGEST_PICTURE: Final = 8 * 1024 * 1024

#: So many pictures are kept as URLs.
_PICTURES: Final = 8


class UploadError(Exception):
    """A transfer is refused, or failed; the text is for its user."""


@dataclass(slots=True)
class _Upload:
    """One transfer: its files, and how much of their content is there."""

    files: tuple[UploadedFile, ...]
    size: int
    #: When its page has said something of it last.
    heard_at: float
    received: int = 0
    #: The file that is being written, and how much of it is.
    _index: int = 0
    _filled: int = 0

    @property
    def is_complete(self) -> bool:
        return self.received == self.size

    def write(self, data: memoryview) -> None:
        self.received += len(data)
        while data:
            file = self.files[self._index]
            part = data[: file.size - self._filled]
            with file.path.open("ab") as out:
                out.write(part)
            data = data[len(part) :]
            self._filled += len(part)
            if self._filled == file.size:
                self._index, self._filled = self._index + 1, 0


@dataclass(slots=True)
class _Kept:
    """What lies on disk, and whether the app still holds it."""

    folder: Path
    size: int
    number: int
    files: tuple[weakref.ref[UploadedFile], ...] = field(default=())

    @property
    def is_held(self) -> bool:
        return any(file() is not None for file in self.files)


class Uploads:
    """The uploads of one session. Used from one place at a time.

    Args:
        limit: How many bytes one transfer may bring.
        clock: Seconds that never go back.
    """

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self._clock = clock
        self._active: dict[tuple[str, str], _Upload] = {}
        self._kept: OrderedDict[tuple[str, str], _Kept] = OrderedDict()
        self._folder: Path | None = None
        self._addresses: dict[str, str] = {}
        self._remove: Callable[[], object] | None = None

    def offer(self, view: str, transfer: str, files: list[OfferedFile]) -> int:
        """Agree to a transfer, or go on with one.

        Returns:
            How many bytes of it are there already.

        Raises:
            UploadError: It is too large, or there is no place for it.
            OSError: The disk does not take it.
        """
        known = self._active.get((view, transfer))
        if known is not None:
            known.heard_at = self._clock()
            return known.received
        if (view, transfer) in self._kept:
            # Its event was taken in, and the answer to it is on its way.
            return self._kept[view, transfer].size
        size = self._check(files)
        self._make_room(size, len(files))
        folder = self._new_folder()
        self._kept[view, transfer] = kept = _Kept(folder, size, len(files))
        places = _places(folder, files)
        taken = tuple(
            UploadedFile(safe_name(file["name"]), file["type"], file["size"], place)
            for file, place in zip(files, places, strict=True)
        )
        kept.files = tuple(map(weakref.ref, taken))
        self._active[view, transfer] = _Upload(taken, size, self._clock())
        return 0

    def take(self, view: str, transfer: str, offset: int, data: memoryview) -> int:
        """Take in a piece; one that is not the next is left out.

        Returns:
            How many bytes are there now.

        Raises:
            UploadError: There is no such transfer; or it brings more than it said.
            OSError: The disk does not take it.
        """
        upload = self._active.get((view, transfer))
        if upload is None:
            raise UploadError("The upload was interrupted. Choose the file again.")
        upload.heard_at = self._clock()
        if offset == upload.received and not upload.is_complete:
            if offset + len(data) > upload.size:
                raise UploadError("The file has changed. Choose it again.")
            upload.write(data)
        return upload.received

    def claim(self, view: str, payload: Mapping[str, Any]) -> UploadEvent:
        """Return the event of a transfer that is complete; once.

        Raises:
            ValueError: It is not complete, or there is none.
        """
        key = view, str(payload.get("transfer"))
        upload = self._active.get(key)
        if upload is None or not upload.is_complete:
            raise ValueError(f"no complete transfer {key[1]:.40}")
        del self._active[key]
        return UploadEvent.of(upload.files)

    def address_of(self, source: str) -> str:
        """Make what a page can load of a picture's source.

        Returns:
            For the path of an uploaded picture, as tempest-core's ImagePicker shows it,
            the picture itself as a `data:` URL; anything else as it is.
        """
        folder = self._folder
        if folder is None or not source.startswith(f"{folder}{os.sep}"):
            return source
        if ".." in Path(source).parts:
            return ""
        if source not in self._addresses:
            if len(self._addresses) >= _PICTURES:
                self._addresses.clear()
            self._addresses[source] = _data_url(Path(source))
        return self._addresses[source]

    def drop(self, view: str, transfer: str) -> None:
        """Forget a transfer that was not claimed, and what came of it."""
        if self._active.pop((view, transfer), None) is not None:
            self._delete((view, transfer))

    def leave(self, view: str) -> None:
        """Forget the transfers of a view that does not come back."""
        for key in [key for key in self._active if key[0] == view]:
            self.drop(*key)

    def close(self) -> None:
        """Delete everything."""
        self._active.clear()
        self._kept.clear()
        self._addresses.clear()
        self._folder = None
        if self._remove is not None:
            self._remove()

    def _check(self, files: list[OfferedFile]) -> int:
        size = sum(file["size"] for file in files)
        limit = in_words(self.limit)
        for file in files:
            if file["size"] > self.limit:
                name = safe_name(file["name"])
                raise UploadError(
                    f"{name} has {in_words(file['size'])}; the limit is {limit}."
                )
        if size > self.limit:
            raise UploadError(
                f"These files have {in_words(size)} together; the limit is {limit}."
            )
        if len(self._active) >= _MOST:
            self._drop_silent()
        if len(self._active) >= _MOST:
            raise UploadError("Too many files are on their way. Try again in a moment.")
        return size

    def _make_room(self, size: int, number: int) -> None:
        """Delete what nobody needs any more, oldest first."""
        room, places = _KEPT * self.limit - size, _MOST_FILES - number
        used = sum(kept.size for kept in self._kept.values())
        there = sum(kept.number for kept in self._kept.values())
        for key, kept in list(self._kept.items()):
            if used <= room and there <= places:
                return
            if not self._is_needed(key, kept):
                self._active.pop(key, None)
                self._delete(key)
                used, there = used - kept.size, there - kept.number
        if used > room:
            raise UploadError(
                f"This app holds {in_words(used)} of files and can take no more now."
            )
        if there > places:
            raise UploadError(
                f"This app holds {there:,} files and can take no more now."
            )

    def _is_needed(self, key: tuple[str, str], kept: _Kept) -> bool:
        upload = self._active.get(key)
        return kept.is_held if upload is None else not self._is_silent(upload)

    def _is_silent(self, upload: _Upload) -> bool:
        return self._clock() - upload.heard_at > _SILENT

    def _drop_silent(self) -> None:
        for key, upload in list(self._active.items()):
            if self._is_silent(upload):
                self.drop(*key)

    def _new_folder(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="tempestweb-"))
            # Also when nobody closes the app, and when the process ends.
            self._remove = weakref.finalize(
                self, shutil.rmtree, self._folder, ignore_errors=True
            )
        return Path(tempfile.mkdtemp(dir=self._folder))

    def _delete(self, key: tuple[str, str]) -> None:
        kept = self._kept.pop(key)
        shutil.rmtree(kept.folder, ignore_errors=True)


def _data_url(path: Path) -> str:
    """Return a picture as a `data:` URL; nothing where there is none to be shown."""
    media_type = mimetypes.guess_type(path.name)[0]
    try:
        size = path.stat().st_size
        if media_type is None or size > _LARGEST_PICTURE:
            logger.warning("app.picture: %s cannot be shown by a page", path.name)
            return ""
        content = base64.b64encode(path.read_bytes()).decode()
    except OSError as error:
        logger.warning("app.picture: %s is not there any more: %s", path.name, error)
        return ""
    return f"data:{media_type};base64,{content}"


def _places(folder: Path, files: list[OfferedFile]) -> list[Path]:
    """Make an empty file for each, under its own name."""
    places = []
    for number, file in enumerate(files):
        # Two files of one name may come from two folders.
        inner = folder if len(files) == 1 else folder / str(number)
        inner.mkdir(exist_ok=True)
        place = inner / safe_name(file["name"])
        place.touch()
        places.append(place)
    return places
