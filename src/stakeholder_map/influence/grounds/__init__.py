"""On what grounds the leading lead, and what their places hang on."""
