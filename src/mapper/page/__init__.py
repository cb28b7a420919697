"""An atlas → its pages, and those → `site/`, in one step.

In goes an atlas without errors; out come the contract that the browser receives, the text
version, one self-contained HTML file a page, and the folder that holds them. The only folder that
knows folium.
"""
