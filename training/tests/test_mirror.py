"""Missing repositories are cloned, whole and at the commit that is asked for. A folder stands in for GitHub."""

import os
import subprocess
from pathlib import Path

import pytest

from telltale_training.build_data import find_mirror


def git(folder: Path, *args: str) -> str:
    names = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True, env=os.environ | names)
    return done.stdout.decode().strip()


@pytest.fixture
def hub(tmp_path, monkeypatch) -> Path:
    """Two commits, the first with a picture that the second deletes; git asks here instead of github.com."""
    work = tmp_path / "hub" / "someone" / "pictures"
    work.mkdir(parents=True)
    git(work, "init", "--quiet", "--initial-branch=main")
    (work / "a.png").write_bytes(b"first")
    git(work, "add", ".")
    git(work, "commit", "--quiet", "-m", "one")
    git(work, "rm", "--quiet", "a.png")
    (work / "b.png").write_bytes(b"second")
    git(work, "add", ".")
    git(work, "commit", "--quiet", "-m", "two")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.{tmp_path / 'hub'}/.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "https://github.com/")
    return work


def names(mirror, history: bool = False) -> list[str]:
    return sorted(blob.path for blob in mirror.blobs(history))


def test_a_missing_repository_is_cloned_and_read(hub, tmp_path):
    commit = git(hub, "rev-parse", "HEAD")
    mirror = find_mirror(tmp_path / "mirrors", "someone/pictures", commit)
    assert (tmp_path / "mirrors" / "someone+pictures" / "repo" / "HEAD").exists()
    assert names(mirror) == ["b.png"]
    assert names(mirror, history=True) == ["a.png", "b.png"]
    assert list(mirror.read(mirror.blobs(False))) == [b"second"]


def test_what_is_there_is_not_cloned_again(hub, tmp_path, monkeypatch):
    commit = git(hub, "rev-parse", "HEAD~1")
    find_mirror(tmp_path / "mirrors", "someone/pictures", commit)
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "https://nowhere.invalid/")
    assert names(find_mirror(tmp_path / "mirrors", "someone/pictures", commit)) == ["a.png"]


def test_a_commit_that_came_later_is_fetched(hub, tmp_path):
    find_mirror(tmp_path / "mirrors", "someone/pictures", git(hub, "rev-parse", "HEAD"))
    (hub / "c.png").write_bytes(b"third")
    git(hub, "add", ".")
    git(hub, "commit", "--quiet", "-m", "three")
    later = git(hub, "rev-parse", "HEAD")
    assert names(find_mirror(tmp_path / "mirrors", "someone/pictures", later)) == ["b.png", "c.png"]


def test_a_repository_that_does_not_exist_is_an_error(hub, tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        find_mirror(tmp_path / "mirrors", "someone/else", "0" * 40)
