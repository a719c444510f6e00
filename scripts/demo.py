"""Open JupyterLab on the counter notebook; Ctrl+C ends it.

The server keeps apart from the user's own Jupyter set-up and starts no other one.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import webbrowser
from pathlib import Path

from scripts.jupyter_server import JupyterServerError, free_port, serve

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
NOTEBOOK = "counter/counter.ipynb"
USUAL_PORT = 8888

NEXT_STEPS = """\
JupyterLab is running on the counter notebook (examples/{notebook}):

    {url}

What to do next
  1. {open_it}
  2. Run the cell with `app`: click it, then Shift+Enter. The counter appears below.
  3. Click + and -. Then run the last cell: Python sets the counter to 41.
  4. Change the view in examples/counter/app.py, restart the kernel, run again.

The same notebook in Notebook 7:

    {notebook_url}

Ctrl+C here ends JupyterLab."""


def has_screen() -> bool:
    """Tell whether a browser window can open, so that no text browser is started."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def main() -> int:
    """Run the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--no-browser", action="store_true", help="only print the address"
    )
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print("Starting JupyterLab ...", flush=True)
    try:
        with serve(EXAMPLES, port=free_port(USUAL_PORT)) as server:
            url = server.url(NOTEBOOK, "lab")
            opened = not options.no_browser and has_screen() and webbrowser.open(url)
            print(
                NEXT_STEPS.format(
                    notebook=NOTEBOOK,
                    url=url,
                    notebook_url=server.url(NOTEBOOK, "notebook"),
                    open_it=(
                        "Your browser is opening it."
                        if opened
                        else "Open this address in a browser."
                    ),
                ),
                flush=True,
            )
            status = server.wait()
            print("JupyterLab ended by itself:\n" + "".join(server.log[-20:]))
            return status
    except JupyterServerError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nJupyterLab has ended.")
        return 0


if __name__ == "__main__":
    sys.exit(main())
