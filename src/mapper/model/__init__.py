"""The frozen nouns of an atlas, its manifest, dates, and texts in several languages.

In go values of TOML and text; out come `Atlas` and its parts, which nothing changes afterwards,
and plain words for what does not fit the schema. Features of a big layer are columns (`bulk`).
"""
