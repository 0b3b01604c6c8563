"""region.toml with every setting explained, and the settings as a table for docs/DATA.md."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from stakeholder_map.settings import SETTINGS, Setting

_HEAD = """\
# What this region wants of a scan. A line that begins with # is not read:
# take the # away from a setting to use it. Text stands in quotation marks.
"""


def settings_text(name: str = "My region") -> str:
    """The text of a new region.toml: what is needed is set, the rest explained and switched off.

    Parameters
    ----------
    name : str
        The region's name; signs other than letters and digits become spaces.

    Returns
    -------
    str
        TOML with a comment above every setting, in the order of the declaration.

    Examples
    --------
    >>> [line for line in settings_text("three-rivers").splitlines() if line[:4] == "name"]
    ['name = "three rivers"']
    """
    plain = " ".join(re.sub(r"[\W_]+", " ", name).split()) or "My region"
    # the recommended questionnaire shows a roster: what is not ticked is no tie
    given = {"name": f'"{plain}"', "convener": '"us"', "unlisted": '"zero"'}
    return "\n".join([_HEAD, *(_explained(setting, given=given) for setting in SETTINGS)])


def settings_rows() -> list[tuple[str, str, str, str]]:
    """Name, meaning, what it must be and default of every setting, for a table of them.

    Examples
    --------
    >>> settings_rows()[0]
    ('name', "the region's name, as reports print it", 'text in quotation marks', 'required')
    """
    return [(s.name, s.meaning, _must_be(s), _default(s)) for s in SETTINGS]


def _must_be(setting: Setting) -> str:
    return f"{setting.expectation}{f' ({setting.unit})' if setting.unit else ''}"


def _default(setting: Setting) -> str:
    if setting.required:
        return "required"
    if setting.default in (None, "", (), {}):
        return "nothing set"
    return f"{setting.default:g}" if isinstance(setting.default, float) else str(setting.default)


def _explained(setting: Setting, *, given: Mapping[str, str]) -> str:
    default = _default(setting)
    rest = "required" if setting.required else f"{default} unless given"
    meaning = f"{setting.meaning[0].upper()}{setting.meaning[1:]}."
    lines = [
        line
        for sentence in (meaning, f"Write {_must_be(setting)}; {rest}.")
        for line in textwrap.wrap(sentence, 90, break_on_hyphens=False)
    ]
    if setting.kind in {"weights", "ranges"}:
        lines += [f"[{setting.name}]", *setting.example.split("\n")]
        return "\n".join(f"# {line}" for line in lines) + "\n"
    value = given.get(setting.name)
    written = f"{setting.name} = {setting.example if value is None else value}"
    comment = "\n".join(f"# {line}" for line in lines)
    return f"{comment}\n{'# ' if value is None else ''}{written}\n"
