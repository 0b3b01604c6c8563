"""The exact search for a group and a project: the best, and what nothing can exceed."""
