"""What a scan found, in the small canonical form in which a later scan compares with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.errors import ScanError
from stakeholder_map.posterior.archive import read_arrays, table_arrays, table_of, write_arrays

FORMAT = 1
"""Version of the file of findings; a later one reads what an earlier one wrote, or says so."""

FINDINGS_FILE = "findings.npz"
"""Name of the file beside the stored draws."""

EARLIER_FILE = "earlier.npz"
"""Name, in a scan, of the findings of the scan published before it."""

TABLES: Mapping[str, Mapping[str, str]] = {
    "who": {
        "stakeholder_id": "str",
        "name": "str",
        "answered": "bool",
        "executives": "int64",
    },
    "questions": {"construct": "str", "asked": "str"},
    "settings": {"key": "str", "value": "str"},
    "ranking": {"stakeholder_id": "str", "score": "float64", "tier": "int64"},
    "pairs": {
        "layer": "str",
        "area": "str",
        "source": "str",
        "target": "str",
        "strength": "float64",
        "probability": "float64",
        "said": "int64",
    },
    "areas": {
        "area_id": "str",
        "name": "str",
        "field": "str",
        "metric": "str",
        "baseline": "float64",
        "target": "float64",
    },
    "blocs": {"stakeholder_id": "str", "bloc": "int64"},
    "proposal": {"stakeholder_id": "str", "member": "bool", "share": "float64"},
    "asks": {
        "stakeholder_id": "str",
        "asked_on": "str",
        "ask": "str",
        "answer": "str",
    },
    "forecasts": {"stakeholder_id": "str", "made_on": "str", "alone": "float64"},
    "interest": {"stakeholder_id": "str", "interest": "float64", "spread": "float64"},
    "corrections": {
        "scan": "str",
        "figure": "str",
        "was": "str",
        "now": "str",
        "why": "str",
        "told_on": "str",
    },
    "departures": {"stakeholder_id": "str", "seniority": "str", "until": "str"},
    "course": {
        "day": "str",
        "stakeholder_id": "str",
        "place": "int64",
        "was": "int64",
        "moved": "bool",
        "bloc": "int64",
        "left": "bool",
    },
}
"""Tables of findings with their columns and types; organisations only, no persons."""

LATER = ("forecasts", "interest", "course")
"""Tables that files of the first versions lack: there they are empty."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Findings:
    """What one scan found.

    Parameters
    ----------
    region : str
        Name of the region.
    as_of : str
        Day of the scan, ISO 8601.
    scan : str
        Name of the published scan; empty before it has one.
    treatment : str
        How reports were weighed.
    project : str
        Id of the proposed first project; may be empty.
    tables : mapping of str to DataFrame
        As `TABLES` declares them.
    scores : ndarray
        Influence in each reading (rows), of each row of ``tables["ranking"]`` (columns).
    """

    region: str
    as_of: str
    scan: str
    treatment: str
    project: str
    tables: Mapping[str, pd.DataFrame]
    scores: Floats

    @property
    def label(self) -> str:
        """The scan as a sentence names it."""
        return self.scan or self.as_of

    def table(self, name: str) -> pd.DataFrame:
        """One of the tables."""
        return self.tables[name]

    def save(self, path: Path | str) -> None:
        """Store the findings in one file; the same findings give the same bytes.

        Parameters
        ----------
        path : Path or str
            The file to write, ``.npz``.
        """
        words = [self.region, self.as_of, self.scan, self.treatment, self.project]
        arrays = {
            "format": np.array([FORMAT]),
            "words": np.array(words, dtype=np.str_),
            "scores": self.scores.astype(np.float32),
        }
        for name, types in TABLES.items():
            table = self.tables[name][list(types)].astype(dict(types))
            arrays |= table_arrays(table, prefix=name)
        write_arrays(path, arrays)


def load_findings(path: Path | str, *, scan: str = "") -> Findings:
    """Findings that were stored.

    Parameters
    ----------
    path : Path or str
        The file.
    scan : str
        Name of the published scan that holds them; empty: as stored.

    Returns
    -------
    Findings

    Raises
    ------
    ScanError
        The file cannot be read, or is of a later format.
    """
    arrays = read_arrays(path)
    found = int(arrays["format"][0]) if "format" in arrays else 0
    if found != FORMAT:
        raise ScanError(
            f"expected findings of format {FORMAT}, found {found} in {Path(path).name!r}"
        )
    region, as_of, name, treatment, project = (str(word) for word in arrays["words"])
    tables = {
        name: pd.DataFrame(columns=list(types)).astype(dict(types))
        if name in LATER and f"{name}.{next(iter(types))}" not in arrays
        else table_of(arrays, prefix=name, types=types)
        for name, types in TABLES.items()
    }
    scores = arrays["scores"].astype(np.float64)
    return Findings(region, as_of, scan or name, treatment, project, tables, scores)
