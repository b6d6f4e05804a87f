"""The walls: everything that leaves the product, read as each role, in two worlds of which the same may be known.

`worlds` makes them, `walking` asks for every address as everybody who may, `saying` hears all that an answer says, down to
the alternative text of a picture in a PDF within a ZIP.
"""
