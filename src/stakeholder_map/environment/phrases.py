"""The words around counted things, as the rooms below import them: see :mod:`phrases`."""

from stakeholder_map.phrases import Missing, count_of, is_or_are, listed, percent, spelt

__all__ = ["Missing", "count_of", "is_or_are", "listed", "percent", "spelt"]
