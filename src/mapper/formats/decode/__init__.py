"""From bytes and text to values, for every reader of a format.

Archives, encodings, XML, numbers in columns of text, coordinates as people write them, coordinate
systems, well-known binary and text: each takes what stands in a file and gives what is meant, or
refuses it in plain words.
"""
