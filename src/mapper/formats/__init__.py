"""Files from elsewhere → clean features, and what is wrong with them.

In goes a file as it was found; `read_file` gives its records as they are (one module a format,
which stand on `decode/`), `tidy` makes of them features fit for `geo/` (sound shapes, stable ids,
names). What was put right is noted, what cannot be is a `Problem` with its place; nothing is
guessed in silence.
"""
