"""Apps in the page alone: what runs in Pyodide, and the build of the static folder."""
