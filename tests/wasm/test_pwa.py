from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import pytest

from tempestweb.descriptions import Description
from tempestweb.errors import BuildError
from tempestweb.icons import colour_of, draw
from tempestweb.installing import service_worker
from tempestweb.wasm.pwa import entries_of, installable

SHOP = Description("The Shop", "Buys and sells.")


@pytest.mark.usefixtures("cache")
def test_the_manifest_has_what_browsers_ask_of_an_app_to_install() -> None:
    made = installable(SHOP, "shop", None)
    manifest = json.loads(made.files["manifest.webmanifest"])
    assert manifest["name"] == "The Shop"
    assert manifest["display"] == "standalone"
    # Wherever the folder is.
    assert {manifest[name] for name in ("id", "start_url", "scope")} == {"./"}
    sizes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in manifest["icons"]:
        width = int(icon["sizes"].partition("x")[0])
        assert struct.unpack(">II", made.files[icon["src"]][16:24]) == (width, width)


def _pixel(png: bytes, size: int, x: int, y: int) -> tuple[int, ...]:
    data, place = b"", 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        if kind == b"IDAT":
            data += png[place + 8 : place + 8 + length]
        place += length + 12
    start = y * (size * 4 + 1) + 1 + x * 4
    return tuple(zlib.decompress(data)[start : start + 4])


def test_icons_are_a_tile_with_a_figure() -> None:
    icon = draw("shop", 64)
    assert _pixel(icon, 64, 0, 0)[3] == 0
    assert _pixel(icon, 64, 32, 20) == (255, 255, 255, 255)
    assert _pixel(icon, 64, 32, 12)[3] == 255
    assert _pixel(draw("shop", 64, is_maskable=True), 64, 0, 0)[3] == 255
    assert colour_of("shop") != colour_of("bank")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"GIF89a", "no PNG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(8) + struct.pack(">II", 64, 64), "64x64 pixels"),
    ],
)
def test_an_icon_of_another_kind_is_refused(
    tmp_path: Path, data: bytes, told: str
) -> None:
    (tmp_path / "icon.png").write_bytes(data)
    with pytest.raises(BuildError, match=told):
        installable(SHOP, "shop", tmp_path / "icon.png")


def test_the_service_worker_knows_the_version_of_every_file() -> None:
    content = {"index.html": b"<p>", "rest/csv-1234.zip": b""}
    text = service_worker("keep(self.__WB_MANIFEST)", entries_of(content))
    entries = json.loads(text.removeprefix("keep(").removesuffix(")"))
    assert [entry["url"] for entry in entries] == ["index.html", "rest/csv-1234.zip"]
    # Only what may change under its name needs one.
    assert [entry["revision"] is None for entry in entries] == [False, True]
    changed = entries_of({**content, "index.html": b"<q>"})
    assert service_worker("self.__WB_MANIFEST", changed) not in text
