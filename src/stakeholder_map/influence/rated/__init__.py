"""Value and trust: what partners say of each other."""
