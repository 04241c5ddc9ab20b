"""Every font and outline is named, with its checksum, where its origin is told; every family has its licence."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

PUBLISHING = Path(__file__).resolve().parents[2]
DATA = [
    *(PUBLISHING / "fonts").glob("*.?tf"),
    *(PUBLISHING / "fonts" / "web").glob("*"),
    *(PUBLISHING / "outlines").glob("countries-*.json"),
]


def test_there_is_data_to_check() -> None:
    assert len(DATA) == 14


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_the_file_is_the_one_whose_origin_is_told(path: Path) -> None:
    folder = path.parent.parent if path.parent.name == "web" else path.parent
    origins = (folder / "PROVENANCE.md").read_text(encoding="utf-8")

    assert path.name in origins
    assert sha256(path.read_bytes()).hexdigest() in origins


@pytest.mark.parametrize("family", ["Pretendard", "NotoSerifKR", "BandiSerif", "BandiSans"])
def test_each_family_has_its_licence_beside_it(family: str) -> None:
    assert "SIL Open Font License, Version 1.1" in (PUBLISHING / "fonts" / f"OFL-{family}.txt").read_text(
        encoding="utf-8"
    )
