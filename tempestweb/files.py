"""Files that a user has given to an app: what a handler gets, and safe names."""

from __future__ import annotations

import io
import re
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from pydantic import ConfigDict, Field
from tempest_core import FileSelectEvent

#: How many UTF-8 bytes of a name are kept; file systems take 255.
_LONGEST_NAME: Final = 200

#: What is invisible, or turns the direction of what follows: an `exe` that reads `txt`.
_HIDDEN: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)


class UploadedFile:
    """A file that a user has given to the app; its content is on this machine.

    It is a path for everything that takes one: `pandas.read_csv(file)`. It stays until
    the app ends, unless the app lets go of it and new files need its place.

    Attributes:
        name: What the user calls it, without folders.
        media_type: What the browser takes it for, such as `text/csv`; may be empty.
        size: In bytes.
        path: Where the content is.
    """

    __slots__ = ("__weakref__", "media_type", "name", "path", "size")

    def __init__(self, name: str, media_type: str, size: int, path: Path) -> None:
        self.name = name
        self.media_type = media_type
        self.size = size
        self.path = path

    def open(self) -> BinaryIO:
        """Open the content for reading, in binary."""
        return self.path.open("rb")

    def read(self) -> bytes:
        """Return the whole content."""
        return self.path.read_bytes()

    def text(self, encoding: str = "utf-8-sig") -> str:
        """Return the whole content as text, with line feeds as line ends.

        Args:
            encoding: The default is UTF-8, and drops the mark that some programs put
                at its beginning.
        """
        with io.TextIOWrapper(self.open(), encoding=encoding) as file:
            return file.read()

    def __fspath__(self) -> str:
        """Return the path, for `open` and others."""
        return str(self.path)

    def __repr__(self) -> str:
        """Name the file for a person."""
        return f"<UploadedFile {self.name!r}, {in_words(self.size)}>"


class UploadEvent(FileSelectEvent):
    """Files were chosen, and their content is here.

    What tempest-core says of the event holds for the first file: `uri` is the path of
    its content, `name` what the user calls it.

    Attributes:
        files: All of them; one, unless the picker takes several.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    files: tuple[UploadedFile, ...] = Field(
        description="The chosen files, in the user's order."
    )

    @classmethod
    def of(cls, files: tuple[UploadedFile, ...]) -> UploadEvent:
        """Make the event of files that have arrived."""
        first = files[0]
        return cls(uri=str(first.path), name=first.name, files=files)

    @property
    def file(self) -> UploadedFile:
        """The first file."""
        return self.files[0]

    @property
    def media_type(self) -> str:
        """What the browser takes the first file for."""
        return self.file.media_type

    @property
    def size(self) -> int:
        """The size of the first file, in bytes."""
        return self.file.size

    def read(self) -> bytes:
        """Return the content of the first file."""
        return self.file.read()

    def open(self) -> BinaryIO:
        """Open the content of the first file for reading, in binary."""
        return self.file.open()


def safe_name(name: str) -> str:
    """Make a name that every file system takes, and that leads nowhere else.

    Returns:
        The last part of a path, without what is invisible or has a meaning to some
        system; its ending is kept. `file` if nothing is left.
    """
    last = _HIDDEN.sub("", name).replace("\\", "/").rpartition("/")[2]
    last = _FORBIDDEN.sub("_", last).strip(" ").lstrip(".").rstrip(". ")
    if _RESERVED.match(last):
        last = f"_{last}"
    ending = PurePosixPath(last).suffix
    stem = last.removesuffix(ending)
    ending = _cut(ending, _LONGEST_NAME // 4)
    return _cut(stem, _LONGEST_NAME - len(ending.encode())) + ending or "file"


def _cut(text: str, limit: int) -> str:
    """Cut a text so that its UTF-8 has so many bytes at most."""
    return text.encode("utf-8", "replace")[:limit].decode("utf-8", "ignore")


def in_words(size: int) -> str:
    """Write a number of bytes for a person; 1 MB is 1024 KB, as file managers count."""
    if size < 1024:
        return f"{size} bytes"
    amount, unit = size / 1024, "KB"
    for larger in ("MB", "GB", "TB"):
        # What would be written as 1,024 of the smaller unit.
        if amount < 1023.5:
            break
        amount, unit = amount / 1024, larger
    digits = f"{amount:.1f}" if amount < 99.95 else f"{amount:.0f}"
    return f"{digits.removesuffix('.0')} {unit}"
