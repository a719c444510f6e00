"""The server host: a tornado application of its own, and an extension of Jupyter's."""
