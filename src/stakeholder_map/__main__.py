"""``python -m stakeholder_map``: the same as the command ``stakeholder-map``."""

from stakeholder_map.cli import main

if __name__ == "__main__":
    main()
