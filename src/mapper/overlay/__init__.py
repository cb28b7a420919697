"""Pictures under the map: a scan or an aerial photograph → a picture in Web Mercator.

In go the bytes of a picture and what the manifest, the picture itself or a file beside it says of
its place; `find_place` makes a `Place` of that, `misplaced` says what cannot be right about it, and
`warp` lays it, as a WebP of a bounded size. How well measured points fit is told by `misfit`.
"""

from mapper.overlay.beside import Beside
from mapper.overlay.find import find_place
from mapper.overlay.judge import Misfit, extent, misfit, misplaced
from mapper.overlay.scan import ENDINGS, is_scan, look
from mapper.overlay.warping import BUDGET, Laid, warp

__all__ = [
    "BUDGET",
    "ENDINGS",
    "Beside",
    "Laid",
    "Misfit",
    "extent",
    "find_place",
    "is_scan",
    "look",
    "misfit",
    "misplaced",
    "warp",
]
