"""Lowering of progress bars and spinners."""

from __future__ import annotations

from tempest_core import ProgressBar, Spinner

from tempestweb.dom import css_values as css
from tempestweb.dom.lower.accent import accent
from tempestweb.dom.lower.context import Context, lowers
from tempestweb.dom.node import Node
from tempestweb.dom.style import rule_for


@lowers(ProgressBar)
def _progress_bar(
    widget: ProgressBar, context: Context, _previous: Node | None
) -> Node:
    class_name = "tw-progress"
    shade = accent(widget.color_scheme, context.theme, context)
    rule = rule_for(widget.style, shade)
    if widget.indeterminate:
        # Another element, because a <progress> that had a value once keeps it.
        return Node(
            "div",
            f"{class_name} tw-indeterminate",
            attributes={"role": "progressbar"},
            rule=rule,
            key=widget.key,
        )
    value = {"value": css.number(widget.value), "max": "1"}
    return Node("progress", class_name, attributes=value, rule=rule, key=widget.key)


@lowers(Spinner)
def _spinner(widget: Spinner, context: Context, _previous: Node | None) -> Node:
    extra = accent(widget.color_scheme, context.theme, context)
    if widget.size is not None:
        side = css.positive("size", widget.size)
        extra = ";".join(filter(None, (extra, f"width:{side};height:{side}")))
    return Node(
        "div",
        "tw-spinner tw-fit",
        attributes={"role": "progressbar", "aria-label": "Loading"},
        rule=rule_for(widget.style, extra),
        key=widget.key,
    )
