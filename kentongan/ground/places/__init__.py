"""The territory: official codes, names, outlines, and which village a point is in."""
