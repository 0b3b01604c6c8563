"""Founding group and first project, chosen together: the problem, its exact search, its result."""
