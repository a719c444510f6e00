"""What a page asks for on its comm before a session is concerned: the client itself."""

from __future__ import annotations

import json

from tempestweb.jupyter.bundle import client_bundle
from tempestweb.modules import module_answer, own_module

#: How every request begins; a session's messages never do.
_BEGINNINGS = ('{"kind":"runtime"', '{"kind":"module"')


def answer_for(content: str) -> tuple[str, list[bytes]] | None:
    """Answer a request for a module of the client.

    Returns:
        A message and its buffers: the module, or none where there is no such module.
        None if the content is no such request.
    """
    if not content.startswith(_BEGINNINGS):
        return None
    try:
        request = json.loads(content)
    except ValueError:
        return None
    name = request.get("name")
    bundle = client_bundle()
    if request["kind"] == "runtime":
        return module_answer({"kind": "runtime"}, bundle.runtime)
    if request["kind"] != "module" or not isinstance(name, str):
        return None
    module = bundle.behaviours.get(name) or own_module(name)
    return module_answer({"kind": "module", "name": name}, module)
