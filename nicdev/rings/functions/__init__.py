"""The three functions of a scientific-professional learning community, around the rings (p. 10)."""
