"""HTML from elsewhere as nodes: only what cannot run, in a tree that parsers keep."""

from tempestweb.dom.markup.inert import InertMarkup, inert_markup, svg_url

__all__ = ["InertMarkup", "inert_markup", "svg_url"]
