"""How a feature is drawn, and why.

In go a layer's entry in the manifest and its features' columns; out come looks, colours and their
classes, which symbols there is room for at a zoom, how large an inset is, and the base maps from
the network that may lie below. Draws nothing itself.
"""
