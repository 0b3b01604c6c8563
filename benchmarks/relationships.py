"""Speed of the review of relationships, and how often noise and planted changes are told.

    python benchmarks/relationships.py speed          # 100,000 contacts, 2,000 organisations
    python benchmarks/relationships.py change 1 101   # seeds 1 to 100, straight to findings
    python benchmarks/relationships.py scans 1 101    # the same through whole scans: 45 s a seed

`speed` prints CPU seconds; the limit is 5 for all parts that read the log. `change` and `scans`
print, of all trials so far, in how many noise alone was told as a change and in how many each
planted change was.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

LIMIT_SECONDS = 5.0


def large_region(folder: Path, *, contacts: int = 100_000, organisations: int = 2_000) -> Path:
    """A region folder with a long log."""
    rng = np.random.default_rng(1)
    theirs = [f"o{place:04d}" for place in range(organisations)]
    who = pd.DataFrame({"stakeholder_id": ["us", *theirs], "name": ["Us", *theirs]})
    who["key_group"] = "hospital"
    people = pd.DataFrame(
        {
            "person_id": [f"u{k}" for k in range(20)]
            + [f"p{k:05d}" for k in range(2 * len(theirs))],
            "stakeholder_id": ["us"] * 20 + theirs * 2,
            "role": "lead",
            "seniority": "executive",
        }
    )
    people["name"] = people["person_id"].str.upper()
    ours = rng.choice(people["person_id"][:20], contacts)
    them = rng.choice(people["person_id"][20:], contacts)
    outward = rng.random(contacts) < 0.6
    days = pd.Timestamp("2026-09-30") - pd.to_timedelta(rng.integers(0, 730, contacts), unit="D")
    log = pd.DataFrame(
        {
            "date": days.strftime("%Y-%m-%d"),
            "from_id": np.where(outward, ours, them),
            "to_id": np.where(outward, them, ours),
            "channel": rng.choice(["call", "mail", "meeting"], contacts),
        }
    )
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in (("stakeholders", who), ("people", people), ("contacts", log)):
        table.to_csv(folder / f"{name}.csv", index=False)
    settings = 'name = "Large"\nconvener = "us"\nas_of = 2026-09-30\n'
    (folder / "region.toml").write_text(settings, encoding="utf-8")
    return folder


def times(folder: Path) -> dict[str, float]:
    """CPU seconds of reading and of each part of the review."""
    from stakeholder_map import relationships as rooms
    from stakeholder_map.partners import reliance
    from stakeholder_map.read import read_region

    found: dict[str, float] = {}

    def timed(name, call):
        start = time.process_time()
        result = call()
        found[name] = round(time.process_time() - start, 2)
        return result

    region = timed("read", lambda: read_region(folder))
    state = timed("state", lambda: rooms.contact_state(region))
    timed("calls", lambda: rooms.call_list(state, region=region))
    timed("dealings", lambda: rooms.dealings(region, state=state))
    timed("depth", lambda: rooms.depth(state, region=region))
    timed("turnover", lambda: rooms.turnover(state, region=region))
    timed("second", lambda: rooms.second_contacts(state, region=region))
    timed("load", lambda: rooms.load(region, log=state.log))
    timed("quiet", lambda: rooms.gone_quiet(region, state=state))
    timed("deliveries", lambda: rooms.deliveries(region, state=state))
    group = SimpleNamespace(members=tuple(state.organisations.index[:6]))
    timed("reliance", lambda: reliance(group, region=region, state=state))
    return found


def main(arguments: list[str]) -> int:
    """Run one of the three and print its figures."""
    asked = parsed(arguments)
    if asked.what != "speed":
        from change import made, two_waves

        trial = {"change": made.trial, "scans": two_waves.trial}[asked.what]
        told: Counter[str] = Counter()
        for count, seed in enumerate(range(asked.first, asked.last), start=1):
            told.update({name: int(each) for name, each in trial(seed).items()})
            print(count, dict(told), flush=True)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = times(large_region(Path(folder) / "large"))
    whole = sum(value for name, value in found.items() if name != "read")
    print(found, f"review {whole:.2f} s")
    return 0 if whole < LIMIT_SECONDS else 1


def parsed(arguments: list[str]) -> argparse.Namespace:
    """What was asked for; help is printed, never a benchmark run in its place."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("speed", "change", "scans"), nargs="?", default="speed")
    parser.add_argument("first", type=int, nargs="?", default=1, help="first seed")
    parser.add_argument("last", type=int, nargs="?", default=101, help="seed after the last")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
