"""Lessons packed for the platforms of schools, one module a format, and printed.

In goes a project folder and the id of a lesson; out come the files to upload, the same bytes each
time: the lesson with its map as a zip or as SCORM, its questions for question banks; or its sheets,
to be printed.
"""

from mapper.packages.onpaper import on_paper
from mapper.packages.packing import Format, pack, pack_all

__all__ = [
    "Format",
    "on_paper",
    "pack",
    "pack_all",
]
