"""The password's three places, in their order: environment, keyring (a real backend that keeps a file), a 0600 file."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from officebatch.delivery.password import SERVICE, VARIABLE, password
from officebatch.mail import Mail
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USER = "office@office.test"


class FileKeyring(KeyringBackend):
    """A keyring that keeps its passwords in one file."""

    priority = 1

    def __init__(self, path: Path) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring says nothing of it
        self._path = path

    def get_password(self, service: str, username: str) -> str | None:
        return self._held().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._path.write_text(json.dumps(self._held() | {f"{service}/{username}": password}), encoding="utf-8")

    def _held(self) -> dict[str, str]:
        held: dict[str, str] = json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else {}
        return held


class LockedKeyring(FileKeyring):
    """One whose owner did not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"{service}/{username}: the collection is locked")


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of the keyring of this session; nothing in the environment."""
    monkeypatch.delenv(VARIABLE, raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring(tmp_path / "ring.json"))
    yield tmp_path / "ring.json"
    keyring.set_keyring(before)


def mail(password_file: Path | None = None) -> Mail:
    return Mail(
        server="mail.office.test", port=465, security="ssl", user=USER, sender=USER, allowed_domains=("office.test",),
        password_file=password_file,
    )  # fmt: skip


def secret_file(folder: Path) -> Path:
    path = folder / "mail.password"
    path.write_text("of the file\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def test_the_environment_goes_before_the_keyring_and_that_before_the_file(
    ring: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = secret_file(tmp_path)
    assert password(mail(path)) == "of the file"
    keyring.set_password(SERVICE, USER, "of the ring")
    assert "of the ring" in ring.read_text(encoding="utf-8")
    assert password(mail(path)) == password(mail()) == "of the ring"
    monkeypatch.setenv(VARIABLE, "of the environment")
    assert password(mail(path)) == "of the environment"


def test_the_password_of_somebody_else_is_not_taken(ring: Path) -> None:
    keyring.set_password(SERVICE, "other@office.test", "not ours")

    with pytest.raises(WorkspaceFault) as said:
        password(mail())

    for word in (USER, VARIABLE, SERVICE, "password_file"):
        assert word in str(said.value.lines)


def test_a_locked_keyring_and_none_at_all_leave_the_file(ring: Path, tmp_path: Path) -> None:
    from keyring.backends.fail import Keyring as NoKeyring

    path = secret_file(tmp_path)
    for backend in (LockedKeyring(ring), NoKeyring()):  # type: ignore[no-untyped-call]
        keyring.set_keyring(backend)
        assert password(mail(path)) == "of the file"
        with pytest.raises(WorkspaceFault):
            password(mail())


@pytest.mark.skipif(os.name == "nt", reason="who may read a file is the folder's business there")
def test_a_file_that_others_can_read_is_not_used(ring: Path, tmp_path: Path) -> None:
    path = secret_file(tmp_path)
    path.chmod(0o640)

    with pytest.raises(WorkspaceFault, match="chmod 600"):
        password(mail(path))
