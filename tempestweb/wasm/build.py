"""The build: an app becomes a folder that any static host can serve."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from tempestweb.errors import BuildError
from tempestweb.installing import service_worker
from tempestweb.wasm.archives import Parts, divide, write_archive
from tempestweb.wasm.cache import digest
from tempestweb.wasm.compression import compress
from tempestweb.wasm.distribution import Distribution, get_distribution, pinned
from tempestweb.wasm.imports import check_imports
from tempestweb.wasm.output import MARK, check_output, new_folder
from tempestweb.wasm.own import own_modules, static_file
from tempestweb.wasm.project import Project, read_project
from tempestweb.wasm.pwa import SERVICE_WORKER, entries_of, installable
from tempestweb.wasm.report import LATER_PACKAGES
from tempestweb.wasm.site import (
    INDEX,
    Links,
    as_json,
    client_files,
    index_page,
    write,
)
from tempestweb.wasm.snapshot import ABOUT, Picture, take
from tempestweb.wasm.trial import try_app
from tempestweb.wasm.wheels import Wheel, get_wheels
from tempestweb.wasm.workshop import Workshop, find_node

#: Where Python finds the app's files in the page.
APP: Final = "/app"

#: Pyodide's files, and what they are called in the page: many hosts do not know that an
#: .mjs is a script, and then browsers do not run it.
_RUNTIME: Final = {
    "pyodide.mjs": "pyodide.js",
    "pyodide.asm.mjs": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
}


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How an app is built.

    Attributes:
        pyodide: Where Pyodide comes from; see `get_distribution`.
        requirements: A file that lists what the app needs.
        include: More files of its folder.
        allowed_imports: Modules that are not to be complained about.
        is_installable: Whether the page can be installed and works offline.
        icon: An image for it, instead of one that is made.
        has_snapshot: Whether the page starts from a picture of Python's memory.
        is_compressed: Whether compressed files are put beside.
        changes: Where a development server tells of changes; None: it is not one.
    """

    pyodide: str = ""
    requirements: Path | None = None
    include: Sequence[str] = ()
    allowed_imports: Sequence[str] = ()
    is_installable: bool = True
    icon: Path | None = None
    has_snapshot: bool = False
    is_compressed: bool = True
    changes: str | None = None


@dataclass
class Built:
    """What came out of a build.

    Attributes:
        folder: Where it is.
        project: What was built.
        notes: What could be better, a sentence each.
    """

    folder: Path
    project: Project
    notes: list[str] = field(default_factory=list)


def build(
    app: str,
    output: Path,
    options: BuildOptions | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Built:
    """Build an app into a folder; what was built there before is replaced.

    Args:
        app: Its file, or its folder.
        output: The folder.
        options: How.
        tell: Told what is being done, in a few words.

    Raises:
        BuildError: It cannot be built; nothing has changed.
    """
    chosen = options or BuildOptions()
    project = read_project(
        app, include=chosen.include, requirements=chosen.requirements
    )
    check_output(output, project.folder)
    with new_folder(output) as folder:
        built = Built(output, project)
        _fill(folder, built, chosen, tell)
    return built


def _fill(
    folder: Path, built: Built, options: BuildOptions, tell: Callable[[str], None]
) -> None:
    project = built.project
    client, client_content = client_files()
    tell("Pyodide")
    distribution = get_distribution(options.pyodide)
    tell("wheels")
    wheels = get_wheels(project.requirements, distribution)
    modules = {name for wheel in wheels for name in wheel.modules} | {"tempestweb"}
    check_imports(project.files, modules, allowed=options.allowed_imports)
    workshop = Workshop(distribution, find_node())
    if workshop.node is None:
        built.notes.append(
            "There is no Node.js here, so a visit loads all modules at once, and "
            "nothing is compressed: pip install 'tempestweb[wasm]' brings one."
        )
    with tempfile.TemporaryDirectory() as place:
        tell("bytecode")
        stdlib, packages = _compiled(workshop, wheels, Path(place), built)
        tell("the first view")
        findings = try_app(workshop, stdlib, packages, project, built.notes)
        parts = divide(stdlib, packages, findings["modules"] or None)
    picture = None
    if options.has_snapshot:
        tell("the memory snapshot")
        picture = _picture(workshop, parts, findings["names"], built)
    python = _python_files(distribution, parts, project, picture)
    content = {f"{client}/{name}": data for name, data in client_content.items()}
    content |= python.content
    app = f"{APP}/{project.entry}"
    links = Links(client=client, files=python.told, changes=options.changes)
    if options.is_installable:
        tell("icons")
        pwa = installable(project.description, project.name, options.icon)
        content |= pwa.files
        links = replace(links, installable=pwa, service_worker=SERVICE_WORKER)
    page = index_page(project.description, findings, app, links)
    content[INDEX] = page.encode()
    if options.is_installable:
        source = static_file(SERVICE_WORKER).decode()
        content[SERVICE_WORKER] = service_worker(source, entries_of(content)).encode()
    write(folder, {**content, MARK: as_json({"app": project.entry})})
    if options.is_compressed and workshop.node:
        tell("compressed files")
        compress(workshop, folder)


def _picture(
    workshop: Workshop, parts: Parts, modules: Sequence[str], built: Built
) -> Picture | None:
    """Take a memory snapshot; a page does without it where that cannot be done."""
    try:
        return take(workshop, parts, modules)
    except BuildError as error:
        built.notes.append(f"There is no memory snapshot: {error.title}")
        return None


@dataclass(frozen=True, slots=True)
class _PythonFiles:
    """Python's files: their content by path, and what the worker is told of them."""

    content: dict[str, bytes]
    told: dict[str, Any]


def _python_files(
    distribution: Distribution,
    parts: Parts,
    project: Project,
    picture: Picture | None,
) -> _PythonFiles:
    inside = {
        new: (distribution.folder / name).read_bytes() for name, new in _RUNTIME.items()
    }
    inside["python_stdlib.zip"] = write_archive(parts.stdlib)
    packages, later = "packages.zip", ""
    if picture is not None:
        inside |= picture.files
        later = ABOUT
        if not picture.needs_packages:
            packages = later = LATER_PACKAGES
    inside[packages] = write_archive(parts.packages)
    start = sum(len(data) for name, data in inside.items() if name != later)
    folder = f"python-{digest(*inside.values())}"
    archive = project.archive()
    app = f"app-{digest(archive)}.zip"
    content = {f"{folder}/{name}": data for name, data in inside.items()}
    content |= {f"rest/{name}": data for name, data in parts.rest.items()}
    content[app] = archive
    told = {
        "base": f"{folder}/",
        "info": distribution.info,
        "bundle": f"{folder}/{packages}",
        "app": app,
        "rest": "rest/",
        "lazy": parts.lazy,
        "snapshot": picture and picture.told(folder),
        "totalSize": start + len(archive),
        "runtimeSize": sum(
            len(inside[name]) for name in (*_RUNTIME.values(), "python_stdlib.zip")
        ),
    }
    return _PythonFiles(content, told)


def _compiled(
    workshop: Workshop, wheels: Sequence[Wheel], place: Path, built: Built
) -> tuple[Path, list[Path]]:
    own = place / "tempestweb.zip"
    own.write_bytes(write_archive(dict(own_modules())))
    sources = [
        workshop.distribution.folder / "python_stdlib.zip",
        own,
        *(wheel.path for wheel in wheels),
    ]
    compiled = workshop.compile(sources)
    if compiled is None:
        built.notes.append(
            f"There is no Python {pinned().python} here either, so the page compiles "
            "its modules at each visit and takes about twice as long to start."
        )
        compiled = [own.with_name(f"{i}.zip") for i in range(len(sources))]
        for source, copy in zip(sources, compiled, strict=True):
            shutil.copyfile(source, copy)
    return compiled[0], compiled[1:]
