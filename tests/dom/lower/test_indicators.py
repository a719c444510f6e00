"""Progress bars and spinners."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tempest_core import ProgressBar, Spinner, Widget

from tempestweb.dom.node import Node
from tempestweb.errors import StyleError

Lower = Callable[[Widget], Node]


def test_progress_is_the_element_of_that_name(lower: Lower) -> None:
    node = lower(ProgressBar(value=0.25, key="k"))

    assert (node.tag, node.key) == ("progress", "k")
    assert float(node.attributes["value"]) == 0.25
    assert node.attributes["max"] == "1"


def test_progress_of_unknown_length_has_no_value(lower: Lower) -> None:
    node = lower(ProgressBar(value=0.25, indeterminate=True, key="k"))

    assert (node.tag, node.key) == ("div", "k")
    assert node.attributes == {"role": "progressbar"}


def test_a_spinner_says_what_it_is(lower: Lower) -> None:
    node = lower(Spinner(size=16, color_scheme="error", key="k"))

    assert node.attributes == {"role": "progressbar", "aria-label": "Loading"}
    assert node.rule is not None
    assert node.rule.text.endswith(
        "{--tw-accent:var(--tw-error);--tw-on-accent:var(--tw-on-error);"
        "width:16px;height:16px}"
    )
    assert node.key == "k"


def test_a_scheme_nobody_knows_is_the_primary_one(lower: Lower) -> None:
    assert lower(Spinner(color_scheme="puce")).rule is None


def test_a_spinner_of_negative_size_is_refused(lower: Lower) -> None:
    with pytest.raises(StyleError, match="size"):
        lower(Spinner(size=-1))
