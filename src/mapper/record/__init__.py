"""What is said, and who says so.

In go the tables, the bibliography, the story and the lessons as text; out come rows, facts
grouped and disputed, states by the day, citations, articles, steps and profiles of routes:
everything a reader is told in words, each claim with its sources.
"""
