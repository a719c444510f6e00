"""What every test has: the two hypothesis profiles, and nothing from the outside."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A busy two-core machine is slow at times; that is no failure of the code.
settings.register_profile(
    "local", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# The same examples in every run: a red build can be repeated.
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
