"""The folder that a build makes: whole or not at all, and never in another's place."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tempestweb.errors import BuildError

#: Tells that a folder was made by a build, which may make it anew.
MARK: Final = "tempestweb-build.json"


def check_output(output: Path, source: Path) -> None:
    """Check that a build may make a folder.

    Args:
        output: The folder.
        source: The folder of what is built.

    Raises:
        BuildError: It holds something else.
    """
    if not output.exists():
        return
    is_ours = (output / MARK).is_file()
    if not output.is_dir() or (not is_ours and any(output.iterdir())):
        raise BuildError(
            f"{output} is there already and was not made by this command",
            "Choose another --output, or remove it.",
        )
    if output.resolve() in (source, *source.parents):
        raise BuildError(f"{output} holds the app itself", "Choose another --output.")


@contextmanager
def new_folder(output: Path) -> Iterator[Path]:
    """Fill a folder that takes the place of another one when it is whole.

    Raises:
        BuildError: Nothing can be written where it is to be.
    """
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        workplace = tempfile.TemporaryDirectory(dir=output.parent, prefix=".build-")
    except OSError as error:
        raise BuildError(
            f"{output} cannot be made: {error.strerror}", "Choose another --output."
        ) from error
    with workplace as place:
        new, old = Path(place, "new"), Path(place, "old")
        new.mkdir()
        yield new
        if output.exists():
            output.rename(old)
        try:
            new.rename(output)
        except OSError:
            if old.exists():
                old.rename(output)
            raise
