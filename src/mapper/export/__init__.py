"""An atlas → files for other programs: one module a format.

In goes an atlas; out come GeoJSON, CSV, GeoPackage, KML or Linked Places with every claim and its
sources, or the whole as an RO-Crate, the same bytes each time.
"""

from mapper.export.write import FORMATS, export, write

__all__ = [
    "FORMATS",
    "export",
    "write",
]
