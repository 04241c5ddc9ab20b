"""Recall of names: invented people are indexed in Hangul and asked for in other romanisations.

The romanisations are written out in this file and do not come from `bandi.hangul`, so that the code is not its own judge.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from uuid import UUID

SURNAMES = {
    "김": "Kim Gim", "이": "Lee Yi Rhee", "박": "Park Pak Bak", "최": "Choi Choe", "정": "Jung Jeong Chung", "강": "Kang Gang",
    "조": "Cho Jo", "윤": "Yoon Yun", "임": "Lim Im", "오": "Oh O", "신": "Shin Sin", "류": "Ryu Yu",
}  # fmt: skip
SYLLABLES = {
    "영": "yeong young yŏng", "희": "hui hee hŭi", "수": "su soo", "현": "hyeon hyun hyŏn", "주": "ju joo chu", "은": "eun ŭn un",
    "경": "gyeong kyung kyŏng", "철": "cheol chul ch'ŏl", "미": "mi mee", "선": "seon sun sŏn", "훈": "hun hoon",
}  # fmt: skip


def questions() -> list[tuple[str, list[str]]]:
    """Return invented names in Hangul, each with ways to write it in Latin letters."""
    found = []
    for family, first, second in product(SURNAMES, SYLLABLES, SYLLABLES):
        if first == second:
            continue
        spelled = zip(SURNAMES[family].split() * 3, SYLLABLES[first].split() * 3, SYLLABLES[second].split() * 3, strict=False)
        found.append((family + first + second, sorted({f"{a} {b.capitalize()}{c}" for a, b, c in list(spelled)[:3]})))
    return found[::4]


def here() -> dict[str, float]:
    """Index the names in the empty database of this process and return how many questions found their name first ten."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from bandi.foundation.records import search

    asked = questions()
    search.index(
        search.SearchDocument(UUID(int=number + 1, version=4), "people.person", korean) for number, (korean, _latin) in enumerate(asked)
    )
    total = hits = 0
    for korean, spellings in asked:
        for latin in spellings:
            total += 1
            hits += any(hit.title == korean for hit in search.find(latin, limit=10).hits)
    return {"names": len(asked), "questions": total, "found": hits}


def recall() -> dict[str, float]:
    """Return `here` from a process and a database of its own. Raises: CalledProcessError."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "BANDI_HOME": home, "BANDI_DATABASE": "", "DJANGO_SETTINGS_MODULE": "bandi.config.settings"}
        done = subprocess.run(
            [sys.executable, "-m", "bench.names"], cwd=Path(__file__).resolve().parents[1], env=environment, capture_output=True, text=True, check=True
        )
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


if __name__ == "__main__":
    print(json.dumps(here()))
