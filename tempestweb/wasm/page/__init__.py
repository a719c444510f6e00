"""What runs in Pyodide, in the worker of a static page."""
