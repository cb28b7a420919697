"""The site on this computer, built anew and reloaded whenever a file of the folder is saved.

In goes a project folder; out comes a server for this computer alone. In a source checkout the
viewer's bundle is built anew too.
"""

from mapper.serve.watch import serve

__all__ = [
    "serve",
]
