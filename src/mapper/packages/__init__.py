"""Lessons packed for the platforms of schools: one module a format.

In goes a project folder and the id of a lesson; out come the files to upload, the same bytes each
time: a zip of the lesson with its map, its questions as GIFT, and both together as SCORM 1.2.
"""

from mapper.packages.packing import Format, pack

__all__ = [
    "Format",
    "pack",
]
