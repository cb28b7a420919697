"""An atlas in memory: made of frames without a folder, changed step by step, given back as frames.

In go frames of pandas and geopandas, and words; out come an `Atlas` that is one like any other,
what is wrong with it, one page, a project folder, and frames again. The steps only collect what
the files of a project folder would hold; the folder's own reader makes the atlas of it, so that
nothing is another way here than there.
"""

from mapper.memory.atlas import Atlas
from mapper.memory.reading import load

__all__ = ["Atlas", "load"]
