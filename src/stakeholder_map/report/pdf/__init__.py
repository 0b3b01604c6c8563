"""Pages on paper: the same blocks as PDF, tagged so that it can be read aloud.

=========  ============================================================
module     idea
=========  ============================================================
markdown   a notebook's own Markdown as plain data
outline    what stands on the paper, item by item
paper      the outline set by Typst
=========  ============================================================
"""

from stakeholder_map.report.pdf.outline import Outline, outline_of
from stakeholder_map.report.pdf.paper import print_pdf

__all__ = ["Outline", "outline_of", "print_pdf"]
