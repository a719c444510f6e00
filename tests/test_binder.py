"""Binder's image: its environment is installed, and its links lead somewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from scripts.client import ROOT

BINDER = ROOT / "binder"

#: Links, by what Binder opens in the image.
LINKS = re.compile(r"https://mybinder\.org/v2/gh/[^\s)]+\?urlpath=([^\s)]+)")

#: What a link opens: a notebook in JupyterLab, an app on a page of its own.
PLACES = re.compile(r"(?:lab/tree|tempestweb/files)/(.+?)/?")


@pytest.mark.slow
def test_the_image_is_built_in_a_clean_environment(tmp_path: Path) -> None:
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    # As repo2docker does: from the checkout's folder.
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-compile"]
    install += ["--requirement", str(BINDER / "requirements.txt")]
    subprocess.run(install, cwd=ROOT, check=True)
    shutil.copytree(ROOT / "examples", tmp_path / "checkout" / "examples")
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
    }
    answer = subprocess.run(
        [str(BINDER / "postBuild")],
        cwd=tmp_path / "checkout",
        env=environment,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_each_link_to_binder_opens_a_file_that_is_there() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    links = re.findall(
        r"https://mybinder\.org/v2/gh/[^\s)]+\?urlpath=([^\s)]+)", readme
    )
    assert len(links) >= 2
    for link in links:
        place = PLACES.fullmatch(unquote(link))
        assert place, link
        assert (ROOT / place[1]).is_file(), link
