"""nbconvert's HTML exporter with this project's own template; slow to import, so imported late."""

from __future__ import annotations

from functools import cache
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from traitlets import default

from stakeholder_map.report.templating import TEMPLATES


class PageExporter(HTMLExporter):
    """Renders a notebook that was reduced to what its readers may see.

    Only the package's own templates are looked up, so that nothing installed in a user's Jupyter
    folders can change a page, and every value is escaped unless it was made by this package.
    """

    @default("template_paths")
    def _own_templates_alone(self) -> list[str]:
        return [str(TEMPLATES)]

    @default("template_file")
    def _page_template(self) -> str:
        return "index.html.j2"

    @default("default_preprocessors")
    def _no_preprocessors(self) -> list[str]:
        return []

    def _init_preprocessors(self) -> None:
        """None at all: what is handed over is already reduced."""
        self._preprocessors: list[Any] = []

    def _create_environment(self) -> Any:
        environment: Any = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.trim_blocks = True
        environment.lstrip_blocks = True
        return environment

    def render(self, notebook: NotebookNode, *, resources: dict[str, Any]) -> str:
        """HTML of a reduced notebook.

        Parameters
        ----------
        notebook : NotebookNode
            What the readers may see, and nothing else.
        resources : dict
            What the template needs besides.

        Returns
        -------
        str
            One page. nbconvert's own first and last steps are passed by: it copies everything,
            though nothing is changed here, and reads the page again to give pictures a stock
            phrase as alternative text (ours have their own), which takes longer than all the rest.
        """
        page: str = self.template.render(nb=notebook, resources=resources)
        return page


@cache
def page_exporter() -> PageExporter:
    """The one exporter of this process: its templates are compiled once."""
    return PageExporter()  # type: ignore[no-untyped-call]
