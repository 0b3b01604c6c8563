"""How robust the choice is, and what would make it more so."""
