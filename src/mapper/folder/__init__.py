"""A project folder → `Atlas`, and everything that is wrong with it.

`load` reads the manifest, the tables and `geo/`, files that were only dropped there too; `check`
says what does not fit together. The only folder that reads a project's files; writes none.
"""
