"""Objects of other libraries as data that a tree can show: `Embed` and what it reads.

Nothing here imports a library of the objects: what is not loaded made no object.
"""
