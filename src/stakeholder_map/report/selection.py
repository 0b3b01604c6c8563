"""What of an executed notebook the readers of a tier get to see, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stakeholder_map.privacy import Tier, may_see
from stakeholder_map.privacy.audience import Audience, is_for
from stakeholder_map.report.blocks import blocks_of, find_headings, source_of
from stakeholder_map.report.grid import clean_text
from stakeholder_map.report.kinds import MIME, Block, Finding

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True)
class Prose:
    """A piece of the notebook's own Markdown."""

    source: str


@dataclass(frozen=True)
class Plain:
    """What a cell printed besides its blocks: for the restricted tier only."""

    text: str


Item = Prose | Plain | Block


@dataclass
class Section:
    """A heading and what stands under it, up to the next heading.

    Parameters
    ----------
    level : int
        1 to 6; 0 for what stands above the first heading.
    title : str
        Text of the heading.
    items : list of Prose, Plain and blocks
        In order; the first piece of prose begins with the heading itself.
    hidden : int
        How many blocks and outputs this tier does not see.
    """

    level: int
    title: str
    items: list[Item] = field(default_factory=list)
    hidden: int = 0

    @property
    def shown(self) -> bool:
        """Whether a block or an output of this section may be seen."""
        return any(not isinstance(item, Prose) for item in self.items)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Its findings, in order."""
        return tuple(item for item in self.items if isinstance(item, Finding))


def select_sections(
    notebook: Mapping[str, Any], *, tier: Tier, audience: Audience = "convener"
) -> list[Section]:
    """Sections of a notebook as the readers of a tier may see them.

    Parameters
    ----------
    notebook : mapping
        Executed, as nbformat reads it.
    tier : Tier
        Whose page it is for.
    audience : Audience
        Which leaders it is for; the other tiers pay no regard to it.

    Returns
    -------
    list of Section
        Without code. A section that had blocks of which none may be seen is left out, with its
        heading, prose and subsections; where only a subsection may be seen, the heading stays and
        its own prose goes. The first heading of level 1 always stays.
    """
    sections = list(_split(notebook, tier=tier, audience=audience))
    kept: list[Section] = []
    dropped_below = 7
    for position, section in enumerate(sections):
        if section.level > dropped_below:
            continue
        dropped_below = 7
        family = [section, *_below(sections, position)]
        had = any(part.hidden or part.shown for part in family)
        if section.level > 1 and had and not any(part.shown for part in family):
            dropped_below = section.level
            continue
        if section.hidden and not section.shown:
            section.items = _heading_only(section)
        kept.append(section)
    return kept


def title_of(notebook: Mapping[str, Any]) -> str:
    """Text of a notebook's first heading; "Untitled" where it has none.

    Parameters
    ----------
    notebook : mapping
        As nbformat reads it.

    Returns
    -------
    str
        Plain text.

    Examples
    --------
    >>> title_of({"cells": [{"cell_type": "markdown", "source": "# Who is *here*?"}]})
    'Who is here?'
    """
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            for heading in find_headings(source_of(cell)):
                return clean_text(heading.title)
    return "Untitled"


def draws_map(notebook: Mapping[str, Any]) -> bool:
    """Whether a cell of a notebook asks for the map to explore.

    Examples
    --------
    >>> draws_map({"cells": [{"cell_type": "code", "source": "evidence(explore(scan))"}]})
    True
    """
    code = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    return any("explore(" in source_of(cell) for cell in code)


def reduce_notebook(
    notebook: Mapping[str, Any], *, tier: Tier, audience: Audience = "convener"
) -> dict[str, Any]:
    """A notebook that holds what the readers of a tier may see, and nothing else.

    Parameters
    ----------
    notebook, tier, audience
        As in :func:`select_sections`.

    Returns
    -------
    dict
        Plain values that JSON can hold: the prose of the sections that stay, and their blocks. A
        page rendered from it is the page rendered from the whole notebook.

    Examples
    --------
    >>> cell = {"cell_type": "code", "source": "secret = 1", "outputs": []}
    >>> reduce_notebook({"cells": [cell]}, tier="leadership")["cells"]
    []
    """
    parts = [
        item
        for section in select_sections(notebook, tier=tier, audience=audience)
        for item in section.items
    ]
    cells = [
        {"cell_type": "markdown", "source": part.source}
        if isinstance(part, Prose)
        else {"cell_type": "code", "source": "", "outputs": [_output(part)]}
        for part in parts
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _output(part: Plain | Block) -> dict[str, Any]:
    if isinstance(part, Plain):
        return {"output_type": "stream", "name": "stdout", "text": part.text}
    return {"output_type": "display_data", "data": {MIME: part.to_json()}, "metadata": {}}


def _split(notebook: Mapping[str, Any], *, tier: Tier, audience: Audience) -> Iterator[Section]:
    section = Section(0, "")
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            source = clean_text(source_of(cell))
            starts = find_headings(source)
            cuts = [heading.start for heading in starts] + [len(source)]
            if source[: cuts[0]].strip():
                section.items.append(Prose(source[: cuts[0]]))
            for heading, end in zip(starts, cuts[1:], strict=True):
                yield section
                section = Section(heading.level, heading.title)
                section.items.append(Prose(source[heading.start : end]))
        elif cell["cell_type"] == "code":
            _add_outputs(section, cell=cell, tier=tier, audience=audience)
    yield section


def _add_outputs(
    section: Section, *, cell: Mapping[str, Any], tier: Tier, audience: Audience
) -> None:
    for block in blocks_of(cell):
        meant = tier != "leadership" or is_for(block.name, audience=audience)
        if meant and may_see(block.tier, audience=tier):
            section.items.append(block)
        else:
            section.hidden += 1
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        text = data.get("text/plain", "") if data else output.get("text", "")
        text = text if isinstance(text, str) else "".join(text)
        if MIME in data or not text.strip():
            continue
        if tier == "restricted":
            section.items.append(Plain(clean_text(_ANSI.sub("", text))))
        else:
            section.hidden += 1


def _below(sections: list[Section], position: int) -> Iterator[Section]:
    """Subsections of the section at `position`."""
    for section in sections[position + 1 :]:
        if section.level <= max(1, sections[position].level):
            return
        yield section


def _heading_only(section: Section) -> list[Item]:
    first = next((item for item in section.items if isinstance(item, Prose)), None)
    if first is None or section.level == 0:
        return []
    return [Prose(first.source.splitlines()[0])]
