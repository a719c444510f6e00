"""Install all peers ahead of a measurement: `python -m benchmarks.peers`."""

from __future__ import annotations

import sys

from benchmarks.peers.environments import NotInstalledError
from benchmarks.peers.frameworks import FRAMEWORKS


def main() -> int:
    """Install them; return 1 if one cannot be had."""
    status = 0
    for framework in FRAMEWORKS:
        try:
            print(framework.title(), flush=True)
        except NotInstalledError as error:
            print(f"{framework.name}: {error}", flush=True)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
