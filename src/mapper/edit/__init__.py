"""What changes a project folder: all of a change, or nothing of it.

In goes a command (add, renew, put back, adopt, remove, new) and a folder; out come files of `geo/`
and an entry in the manifest, checked before anything is written, and what was done in words.
Nothing is overwritten: what a new version takes the place of is kept.
"""

from mapper.edit.add import add
from mapper.edit.adopt import ASIDE, Adopted, adopt
from mapper.edit.empty import WORLD, around, zoom_of
from mapper.edit.new import make_folder, new, new_empty
from mapper.edit.overlay import Overlaid, add_overlay, remove_overlay
from mapper.edit.progress import progress
from mapper.edit.remove import remove
from mapper.edit.restore import PutBack, entry_beside, put_back
from mapper.edit.version import Renewed, renew

__all__ = [
    "ASIDE",
    "WORLD",
    "Adopted",
    "Overlaid",
    "PutBack",
    "Renewed",
    "add",
    "add_overlay",
    "adopt",
    "around",
    "entry_beside",
    "make_folder",
    "new",
    "new_empty",
    "progress",
    "put_back",
    "remove",
    "remove_overlay",
    "renew",
    "zoom_of",
]
