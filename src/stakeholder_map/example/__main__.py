"""Write the stored example again: ``python -m stakeholder_map.example data``."""

import sys
from pathlib import Path

from stakeholder_map.example.world import WAVES
from stakeholder_map.example.write import EXAMPLE_FOLDERS, EXAMPLE_SEED, write_example

if __name__ == "__main__":
    for wave in WAVES:
        write_example(Path(*sys.argv[1:2], EXAMPLE_FOLDERS[wave]), seed=EXAMPLE_SEED, wave=wave)
