"""What changes a project folder: all of a change, or nothing of it.

In goes a command (add, adopt, remove, new) and a folder; out come files of `geo/` and an entry in
the manifest, checked before anything is written, and what was done in words. Nothing is
overwritten.
"""
