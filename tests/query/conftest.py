"""One process for the questions of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.query.office import session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.query import Session


@pytest.fixture(scope="module")
def asked() -> Iterator[Session]:
    with session() as opened:
        yield opened
