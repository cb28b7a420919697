"""What puts foreign records right: sound shapes, stable ids, names, clean attributes.

In go the records of any reader; out come the features of a layer, as text, with what was repaired
and what could not be, and what a layer is called and looks like where nobody says otherwise.
"""
