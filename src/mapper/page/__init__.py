"""An atlas → its pages, and those → `site/`, in one step.

In goes an atlas without errors; out come what the browser receives (`contract` declares it,
`payload` fills it, `pack` packs big layers), the text version, one self-contained HTML file a
page, those for paper as PDF where that is asked for, and the folder that holds them. The only
folder that knows folium.
"""

from typing import TYPE_CHECKING

from mapper.page.download import Download
from mapper.page.printer import Paper, printed
from mapper.page.site import LISTING, Built, build, sheet_files, site_files, verify
from mapper.page.templated import templates

if TYPE_CHECKING:
    from mapper.page.page import page_alone, to_map

__all__ = [
    "LISTING",
    "Built",
    "Download",
    "Paper",
    "build",
    "page_alone",
    "printed",
    "sheet_files",
    "site_files",
    "templates",
    "to_map",
    "verify",
]


def __getattr__(name: str) -> object:
    """What needs folium is imported when it is asked for: it is slow to import."""
    if name in ("page_alone", "to_map"):
        from mapper.page import page

        return getattr(page, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
