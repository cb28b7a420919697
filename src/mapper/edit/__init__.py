"""What changes a project folder: all of a change, or nothing of it.

In goes a command (add, adopt, remove, new) and a folder; out come files of `geo/` and an entry in
the manifest, checked before anything is written, and what was done in words. Nothing is
overwritten.
"""

from mapper.edit.add import add
from mapper.edit.adopt import ASIDE, Adopted, adopt
from mapper.edit.new import new
from mapper.edit.progress import progress
from mapper.edit.remove import remove

__all__ = [
    "ASIDE",
    "Adopted",
    "add",
    "adopt",
    "new",
    "progress",
    "remove",
]
