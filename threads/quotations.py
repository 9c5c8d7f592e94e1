def attribute(c): return c
