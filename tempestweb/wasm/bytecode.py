"""Bytecode for Python sources in an archive.

Runs in whatever Python has the page's version: Pyodide's own in Node, or one that is
installed. It must need nothing but the standard library, and import no neighbour.
"""

from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
from importlib import _bootstrap_external
from pathlib import Path
from typing import Any

#: The one function that makes bytecode for which no source is looked for.
_MAKER = "_code_to_hash_pyc"

#: The first moment that a zip archive can tell: the same content, the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def compiled(archive: bytes) -> bytes:
    """Compile the modules of a zip archive.

    Returns:
        An archive with `.pyc` in the place of each `.py`, never compared with a source;
        a file that is not Python of this version stays. Nothing in it is compressed.
    """
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as target,
    ):
        for info in source.infolist():
            if info.is_dir():
                continue
            name, data = info.filename, source.read(info)
            if name.endswith(".py"):
                name, data = _compiled_module(name, data)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data)
    return result.getvalue()


def _compiled_module(name: str, source: bytes) -> tuple[str, bytes]:
    try:
        code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    except (SyntaxError, ValueError):
        # Templates, and tests of a compiler.
        return name, source
    make: Any = getattr(_bootstrap_external, _MAKER)
    return f"{name}c", bytes(make(code, importlib.util.source_hash(source), False))


def compile_file(source: str, target: str) -> None:
    """Compile the modules of an archive into another one."""
    Path(target).write_bytes(compiled(Path(source).read_bytes()))


if __name__ == "__main__":
    for _source, _target in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        compile_file(_source, _target)
