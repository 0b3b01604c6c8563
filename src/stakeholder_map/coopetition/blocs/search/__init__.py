"""Groups of least frustration: search, lower bounds, and proof where it takes seconds."""
