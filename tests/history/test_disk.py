import os

import pytest

from stakeholder_map.errors import ScanError
from stakeholder_map.history.disk import sync_files, sync_folder, write_synced
from stakeholder_map.history.manifest import fingerprint


@pytest.fixture
def forced(monkeypatch):
    """Inodes of what was forced to the disk."""
    seen = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (seen.append(os.fstat(fd).st_ino), real(fd))[1])
    return seen


def test_every_file_of_every_folder_is_forced_to_the_disk_and_listed(tmp_path, forced):
    for number in range(40):
        place = tmp_path / f"d{number % 3}" / f"{number}.csv"
        place.parent.mkdir(exist_ok=True)
        place.write_text(str(number))
    listed = sync_files(tmp_path)
    files = {
        path.relative_to(tmp_path).as_posix(): path
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert listed == {name: fingerprint(path.read_bytes()) for name, path in files.items()}
    assert list(listed) == sorted(listed, key=lambda name: name.split("/"))
    assert sorted(forced) == sorted(path.stat().st_ino for path in files.values())


def test_what_is_written_is_forced_to_the_disk(tmp_path, forced):
    write_synced(tmp_path / "a", b"new")
    sync_folder(tmp_path)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert forced == [(tmp_path / "a").stat().st_ino, tmp_path.stat().st_ino]


def test_a_link_is_refused_by_name(tmp_path):
    (tmp_path / "link").symlink_to("/etc/hostname")
    with pytest.raises(ScanError, match="found 'link'"):
        sync_files(tmp_path)


def test_the_failure_of_one_file_is_the_failure_of_all(tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / name).write_text(name)

    def refuse(descriptor):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="Input/output"):
        sync_files(tmp_path)


def test_a_folder_that_cannot_be_listed_is_not_taken_for_empty(tmp_path, monkeypatch):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "a.csv").write_text("a")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(PermissionError):
        sync_files(tmp_path)
