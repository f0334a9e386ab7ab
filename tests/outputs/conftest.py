"""What the papers' tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from officebatch import outputs
from tests.outputs import office

if TYPE_CHECKING:
    from officebatch.model.paper import Artifact


@pytest.fixture(scope="session")
def papers() -> dict[str, Artifact]:
    """Every paper of the hand-made docket, by path, in Chinese."""
    from officebatch import wording

    with wording.spoken("zh_CN"):
        made, skipped = outputs.compose(office.urged(office.docket()), office.rules(), [office.TEMPLATES])
    assert not skipped
    return {paper.path: paper for paper in made}
