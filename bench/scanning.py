"""Scanning plain text at any size: `python -m bench.scanning [--texts 3000] [--json]` prints one row per kind of question.

Texts are invented testimonies of about 23 KB, mostly Korean, with Latin names now and then. They differ from each other but for
every tenth, and lie in memory as UTF-8, as they do once opened. Time is one pass over all of them, best and worst of a few rounds,
in milliseconds of processor time; `found` tells how many texts answer.
"""

from __future__ import annotations

import argparse
import json
import time

from bandi.hangul.scanning import Scanner
from bench.search import _World

BYTES = 23_000
DISTINCT = 300
QUESTIONS = {
    "common Korean word": "인권",
    "common Korean word, four syllables": "강제송환",
    "Korean word with a particle": "특별보고관에게",
    "Korean word that is nowhere": "값쿄",
    "Korean word that is nowhere, four syllables": "눈보라길",
    "two Korean words": "인권 누리집",
    "English word that is nowhere": "repatriation",
    "English word that could be Korean": "human",
    "another written as Korean": "kyohwaso",
    "Hangul name, written in Latin": "김영희",
    "Latin name, written in Hangul": "Kim Yonghui",
    "initials 초성": "ㄱㅈㅅㅎ",
    "initials 초성 that are nowhere": "ㅋㅌㅋㅌ",
}


def testimonies(count: int) -> list[bytes]:
    """Return invented testimonies of BYTES bytes."""
    world = _World(1)
    distinct = []
    for _ in range(min(count, DISTINCT)):
        parts: list[str] = []
        size = 0
        while size < BYTES:
            words = [world.korean_word(rare=True) for _ in range(12)]
            if world.chance.random() < 0.04:
                words.append(world.name()[1])
            if world.chance.random() < 0.02:
                words.append(world.english_word())
            parts.append(" ".join(words) + (".\n" if world.chance.random() < 0.1 else ". "))
            size += len(parts[-1].encode())
        distinct.append("".join(parts).encode())
    return [bytes(bytearray(distinct[number % len(distinct)])) for number in range(count)]


def _plain(texts: list[bytes]) -> int:
    began, wanted = time.process_time(), "값쿄".encode()
    for text in texts:
        text.find(wanted)
    return round((time.process_time() - began) * 1000)


def run(count: int, rounds: int = 3) -> list[dict[str, object]]:
    """Return the measured rows."""
    texts = testimonies(count)
    yardstick = min(_plain(texts) for _ in range(rounds))
    rows: list[dict[str, object]] = [{"question": "(one pass of bytes.find, for comparison)", "text": "값쿄", "found": 0, "best_ms": yardstick, "worst_ms": yardstick, "first_ms": 0}]
    for name, question in QUESTIONS.items():
        began = time.process_time()
        scanner = Scanner.of(question)
        scanner.matches(texts[0])
        prepared = time.process_time() - began
        taken, found = [], 0
        for _ in range(rounds):
            began = time.process_time()
            found = sum(bool(scanner.matches(text)) for text in texts)
            taken.append((time.process_time() - began) * 1000)
        rows.append({
            "question": name, "text": question, "found": found, "best_ms": round(min(taken)), "worst_ms": round(max(taken)),
            "first_ms": round(prepared * 1000),
        })  # fmt: skip
    return rows


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(prog="python -m bench.scanning", description=__doc__)
    parser.add_argument("--texts", type=int, default=3000)
    parser.add_argument("--json", action="store_true", dest="as_json")
    asked = parser.parse_args()
    rows = run(asked.texts)
    if asked.as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    print(f"{'question':46} {'text':16} {'found':>6} {'best ms':>8} {'worst ms':>8} {'first ms':>8}")
    for row in rows:
        print(f"{row['question']:46} {row['text']:16} {row['found']:>6} {row['best_ms']:>8} {row['worst_ms']:>8} {row['first_ms']:>8}")


if __name__ == "__main__":
    main()
