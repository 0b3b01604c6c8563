"""The notebook's own Markdown as HTML: headings in order, no markup, no pictures from elsewhere."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

_TAG = re.compile(r"<[^>]*>|&[a-z0-9#]+;")
_NOTEBOOK = re.compile(r"^([\w.-]+)\.ipynb(#.*)?$")


class _Renderer(IPythonRenderer):
    """Escapes HTML, keeps headings in order and leads from notebook to notebook as pages do."""

    def __init__(self) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
        self.level = 0
        self.contents: list[tuple[int, str, Markup]] = []

    def heading(self, text: str, level: int, **_attributes: Any) -> str:
        """A heading at most one level below the one before; level 1 comes once."""
        self.level = min(max(level, 2), self.level + 1) if self.level else 1
        slug = re.sub(r"[^a-z0-9]+", "-", _TAG.sub(" ", text).lower()).strip("-") or "part"
        taken = {known for _, known, _ in self.contents}
        anchor = next(
            name for name in (slug, *(f"{slug}-{n}" for n in range(2, 999))) if name not in taken
        )
        self.contents.append((self.level, anchor, Markup(_TAG.sub(_entity, text))))  # noqa: S704
        return f'<h{self.level} id="{anchor}">{text}</h{self.level}>\n'

    def block_code(self, code: str, info: str | None = None) -> str:  # noqa: ARG002
        """Code as it stands, without colours."""
        return f"<pre><code>{Markup.escape(code)}</code></pre>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002
        """The words that stand for the picture: a page shows only the notebook's own figures."""
        return text

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """A link; to another notebook it becomes one to its page."""
        page: str = super().link(text, _NOTEBOOK.sub(r"\1.html\2", url), title)
        return page


class PageProse:
    """Renders the pieces of Markdown of one page, in order.

    Examples
    --------
    >>> prose = PageProse()
    >>> print(prose("#### Who <b>is</b> here?"), end="")
    <h1 id="who-b-is-b-here">Who &lt;b&gt;is&lt;/b&gt; here?</h1>
    """

    def __init__(self) -> None:
        self._renderer = _Renderer()
        self._markdown = MarkdownWithMath(renderer=self._renderer)

    def __call__(self, source: str) -> Markup:
        """HTML of a piece of Markdown.

        Parameters
        ----------
        source : str
            Markdown.

        Returns
        -------
        Markup
            Safe to stand on a page: HTML in the source is shown as text.
        """
        return Markup(self._markdown.render(source))  # noqa: S704

    @property
    def contents(self) -> list[tuple[int, str, Markup]]:
        """Level, anchor and text of each heading so far."""
        return self._renderer.contents


def _entity(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("&") else ""
