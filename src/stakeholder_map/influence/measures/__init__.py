"""The measures of influence, a module each, on readings of the evidence side by side."""
