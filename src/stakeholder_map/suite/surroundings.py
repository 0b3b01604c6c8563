"""Which variables of the environment a kernel gets: what it needs to run, and nothing secret."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PASSED = frozenset(
    {
        *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TERM"),
        *("TMPDIR", "TEMP", "TMP", "VIRTUAL_ENV", "CONDA_PREFIX", "DISPLAY", "MPLCONFIGDIR"),
        *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "APPDATA", "LOCALAPPDATA"),
        *("USERPROFILE", "PROGRAMDATA", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE"),
        *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SOURCE_DATE_EPOCH", "KMP_DUPLICATE_LIB_OK"),
        *("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
    }
)
_FAMILIES = ("LC_", "PYTHON", "NUMBA_", "XDG_", "FONTCONFIG_", "COVERAGE_", "STAKEHOLDER_MAP_")
_SECRET = re.compile(r"KEY|TOKEN|SECRET|PASSW|CREDENTIAL|AUTH", re.IGNORECASE)


def passed_on(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables that a kernel gets of those of the runner.

    Parameters
    ----------
    variables : mapping of str to str
        All of them.

    Returns
    -------
    dict of str to str
        Those on a short list; keys to clouds, tokens of schedulers and addresses of package
        indexes are not on it, so that no notebook can print them.

    Examples
    --------
    >>> passed_on({"PATH": "/bin", "AWS_SECRET_ACCESS_KEY": "x", "LC_ALL": "C", "PGPASSWORD": "y"})
    {'PATH': '/bin', 'LC_ALL': 'C'}
    """
    return {
        name: value
        for name, value in variables.items()
        if not _SECRET.search(name)
        and (name.upper() in _PASSED or name.upper().startswith(_FAMILIES))
    }
