"""The build of the leadership tier: a process of its own that is handed what leaders may see.

It is forked before the input is read (Linux), closes every file but its two lines, and becomes
another user where this one may (root becomes ``nobody``). What it renders comes in by one line, as
JSON of blocks that passed the rules; pages, tables and pictures go out by the other. It opens no
folder of the scan.
"""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import stakeholder_map
from stakeholder_map.errors import ScanError
from stakeholder_map.suite.processes import die_with

NOBODY = 65534
"""User and group that have nothing of their own."""

Render = Callable[[Mapping[str, Any]], Mapping[str, bytes]]


def render_leadership(material: Mapping[str, Any]) -> dict[str, bytes]:
    """All files of the leadership tier.

    Parameters
    ----------
    material : mapping
        ``context`` (fields of a page context), ``notebooks`` (reduced ones by file stem), ``map``
        (content of the map, if there is one), ``earlier`` (label and address of each scan before).

    Returns
    -------
    dict of str to bytes
        By relative path.
    """
    from stakeholder_map.report.downloads import collect_downloads
    from stakeholder_map.report.map import MapContent, map_page
    from stakeholder_map.report.pages import EarlierScan, page_context, render_index, render_page
    from stakeholder_map.scanning.edition import OUTLINE, edition_files

    notebooks = material["notebooks"]
    context = page_context(notebooks, **material["context"])
    files: dict[str, bytes] = {}
    context = replace(context, has_map="map" in material)
    if context.has_map:
        content = MapContent.of(material["map"])
        files["map.html"] = map_page(content, tier="leadership", context=context).encode()
    for stem, notebook in notebooks.items():
        page = render_page(notebook, tier="leadership", context=context, page=stem)
        files[f"{stem}.html"] = page.encode()
        files |= collect_downloads(notebook, tier="leadership", page=stem)
    files |= edition_files(notebooks, tier="leadership", context=context)
    links = [EarlierScan(label, href) for label, href in material["earlier"]]
    told = [name.removesuffix(OUTLINE) for name in files]
    index = render_index(notebooks, tier="leadership", context=context, earlier=links, files=told)
    files["index.html"] = index.encode()
    return files


class LeadershipBuild:
    """The process that renders for leaders; a context manager that leaves none behind.

    Parameters
    ----------
    render : callable
        What it does with the material; tests try others.

    Notes
    -----
    Make it before the input is read: a fork carries all that its parent holds in memory. Systems
    other than Linux start a fresh interpreter when there is something to render.
    """

    def __init__(self, *, render: Render = render_leadership) -> None:
        self._child = 0
        if sys.platform == "linux":
            _load()
            self._child, self._to, self._from = _fork(render)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def render(self, material: Mapping[str, Any]) -> dict[str, bytes]:
        """Hand over what leaders may see, and get their files.

        Parameters
        ----------
        material : mapping
            As of :func:`render_leadership`; plain values.

        Returns
        -------
        dict of str to bytes
            By relative path.

        Raises
        ------
        ScanError
            Where the process did not come to its end.
        """
        handed = json.dumps(material, ensure_ascii=False).encode()
        if self._child:
            with suppress(BrokenPipeError), self._to:
                self._to.write(handed)
            answer = self._from.read()
        else:
            command = [sys.executable, "-m", "stakeholder_map.scanning.leadership"]
            answer = subprocess.run(  # noqa: S603
                command, input=handed, stdout=subprocess.PIPE, check=False
            ).stdout
        told: dict[str, Any] = json.loads(answer or b'{"error": "it ended without an answer"}')
        if "error" in told:
            raise ScanError(f"the pages for leaders could not be made: {told['error']}")
        return {name: base64.b64decode(content) for name, content in told["files"].items()}

    def close(self) -> None:
        """Let the process end, and wait for it."""
        if not self._child:
            return
        for line in (self._to, self._from):
            with suppress(OSError):
                line.close()
        with suppress(ChildProcessError):
            os.waitpid(self._child, 0)
        self._child = 0


def _load() -> None:
    """Import what rendering needs, so that the fork has it."""
    import PIL.Image
    import xlsxwriter

    import stakeholder_map.report.exports
    import stakeholder_map.report.map  # noqa: F401
    from stakeholder_map.report.exporter import page_exporter
    from stakeholder_map.report.pdf.markdown import items_of
    from stakeholder_map.report.templating import page_templates

    PIL.Image.preinit()
    xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}).close()
    items_of("# a\n\n*b*")
    page_exporter().environment.get_template("index.html.j2")
    for name in ("scan.html.j2", "map.html.j2"):
        page_templates().get_template(name)


def _fork(render: Render) -> tuple[int, IO[bytes], IO[bytes]]:
    """The child's number, the line to it and the line from it."""
    parent = os.getpid()
    given, to_child = os.pipe()
    from_child, answer = os.pipe()
    with warnings.catch_warnings():
        # the child takes no lock that a thread of this process could hold
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        # whatever happens, the child must not go on as a second scan
        try:
            die_with(parent)
            _keep_only(given, answer)
            _become_nobody()
            _serve(os.fdopen(given, "rb"), os.fdopen(answer, "wb"), render)
        finally:
            os._exit(0)
    os.close(given)
    os.close(answer)
    return child, os.fdopen(to_child, "wb"), os.fdopen(from_child, "rb")


def _serve(given: IO[bytes], answer: IO[bytes], render: Render) -> None:
    """Read everything, render it, answer with the files or with what went wrong."""
    handed = given.read()
    if not handed:
        return
    try:
        files = render(json.loads(handed))
        encoded = {name: base64.b64encode(each).decode() for name, each in files.items()}
        told: dict[str, Any] = {"files": encoded}
    except Exception as error:  # noqa: BLE001  the parent tells it
        told = {"error": f"{type(error).__name__}: {error}"}
    with answer:
        answer.write(json.dumps(told).encode())


def _keep_only(*lines: int) -> None:
    """Close every other file: those of the scan, of its kernels and of the terminal."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    first = 3
    for line in sorted(lines):
        os.closerange(first, line)
        first = line + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))
    os.chdir("/")


def _become_nobody() -> None:
    """Give up being root, where the code stays readable then."""
    if os.geteuid() != 0 or not _open_to_all(Path(stakeholder_map.__file__).parent):
        return
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def _open_to_all(folder: Path) -> bool:
    return all(place.stat().st_mode & 0o005 == 0o005 for place in (folder, *folder.parents))


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer, render_leadership)
