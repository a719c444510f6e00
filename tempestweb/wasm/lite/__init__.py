"""A JupyterLite site: notebooks on a kernel in the page, with no server behind it."""
