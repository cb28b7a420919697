"""Lessons packed for the platforms of schools, one module a format, and printed.

In goes a project folder and the id of a lesson; out come the files to upload, the same bytes each
time: a zip of the lesson with its map, its questions as GIFT, and both together as SCORM 1.2; or
its sheets, to be printed.
"""

from mapper.packages.onpaper import on_paper
from mapper.packages.packing import Format, pack

__all__ = [
    "Format",
    "on_paper",
    "pack",
]
