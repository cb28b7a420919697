"""A project folder → `Atlas`, and everything that is wrong with it.

`load` reads the manifest, the tables and `geo/`, files that were only dropped there too; `check`
says what does not fit together. Writes nothing.
"""

from mapper.folder.check import check
from mapper.folder.drop import LEFT_OUT, Drop, drops
from mapper.folder.entry import entry_of, entry_text, with_entry, without_entry
from mapper.folder.features import read_features
from mapper.folder.fields import with_fields
from mapper.folder.files import Folder, not_there
from mapper.folder.listing import listing
from mapper.folder.load import load, read
from mapper.folder.manuscript import manifest_text, saved_like
from mapper.folder.overlays import fit_words, placed
from mapper.folder.reread import at_end

__all__ = [
    "LEFT_OUT",
    "Drop",
    "Folder",
    "at_end",
    "check",
    "drops",
    "entry_of",
    "entry_text",
    "fit_words",
    "listing",
    "load",
    "manifest_text",
    "not_there",
    "placed",
    "read",
    "read_features",
    "saved_like",
    "with_entry",
    "with_fields",
    "without_entry",
]
