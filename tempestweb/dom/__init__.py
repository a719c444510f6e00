"""Widgets to nodes, nodes to HTML and ops: pure, no I/O, no asyncio, no Jupyter."""
