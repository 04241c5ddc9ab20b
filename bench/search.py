"""Search at any size: `python -m bench.search [--sizes 1000 10000 100000]` prints one row per kind of question.

Each size runs in its own process on its own new SQLite database in a temporary folder. The records are invented and
bilingual, about eighty words each; the common words are commoner than in real reports, and there is a tail of rare ones.
Times are of `search.find`, one page of 20, warm, in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.pace import Beside

QUESTIONS = {
    "common Korean word, two syllables": "인권",
    "common Korean word, four syllables": "강제송환",
    "rare Korean word": "누리집",
    "common English word": "human",
    "two common English words": "human rights",
    "English stop word": "the",
    "rare English word": "appearance",
    "a word that is nowhere": "zzyzx",
    "initials 초성": "ㄱㅈㅅㅎ",
    "one initial": "ㄱ",
    "one syllable": "강",
    "one Latin letter": "h",
    "two Latin letters": "hu",
    "English being typed": "repat",
    "Korean being typed": "강제소",
    "Korean being typed, one letter on": "강제송ㅎ",
    "Hangul name, romanised": "Kim Yŏnghŭi",
    "romanised name, in Hangul": "김영희",
    "romanised noun": "kyohwaso",
    "missing spaces": "북한인권보고서",
    "wrong spaces": "강제 송 환",
    "particle": "특별보고관에게",
    "wrong keyboard": "rkdwpthdghks",
    "both languages": "제네바 human rights",
    "six English words": "human rights council special rapporteur report",
}
_KOREAN = """
강제송환 인권 북한 탈북민 청소년 난민 유엔 특별보고관 결의안 인권이사회 총회 면담 간담회 세미나 국제회의 보고서 발표 기자회견 캠페인
서명 독서모임 멘토링 장학금 수여식 음악회 통일교육 강연 토크콘서트 봉사단 지원 정착 상담 치유 교화소 공급망 강제노동 책임규명 재판소
증언 기록 데이터 조사 납치 강제실종 국군포로 억류자 가족 연대 성명 서한 의회 대사관 외교부 통일부 위원회 시민사회 단체 협의회 워크숍
교육 캠프 여름 겨울 학교 대학 교수 학생 기숙사 도서관 전시회 영화 상영 공연 합창 체험 방문 견학 후원 모금 회원 이사회 정기총회 감사
보고 연말 송년회 신년 하례 자원봉사 번역 출판 소식지 누리집 언론 보도 방송 출연
"""
_ENGLISH = """
forced repatriation human rights North Korea defectors youth refugees United Nations special rapporteur resolution council
general assembly meeting roundtable seminar international conference report launch press briefing campaign signature reading
session mentoring scholarship award ceremony concert unification education lecture talk volunteer support settlement
counselling healing prison camp supply chain labour accountability criminal court testimony documentation data interview
abduction enforced disappearance prisoners war families solidarity statement letter parliament embassy ministry foreign
affairs committee civil society organisation coalition network workshop training summer winter school university professor
students dormitory library exhibition film screening performance choir visit tour donor fundraising members board annual
audit party greeting translation publication newsletter website media broadcast appearance
"""
_NAMES = """
영:young 희:hee 수:soo 진:jin 현:hyun 민:min 지:ji 은:eun 경:kyung 철:chul 호:ho 성:sung 준:joon 미:mi 선:sun 정:jung 혜:hye
원:won 동:dong 재:jae 승:seung 연:yeon 석:seok 훈:hoon
"""
_SURNAMES = "김:Kim 이:Lee 박:Park 최:Choi 정:Jung 강:Kang 조:Cho 윤:Yoon 장:Jang 임:Lim 한:Han 오:Oh 서:Seo 신:Shin 류:Ryu 홍:Hong"
_TOWNS = "서울:Seoul 제네바:Geneva 부산:Busan 대전:Daejeon 도쿄:Tokyo 방콕:Bangkok 바르샤바:Warsaw 빌뉴스:Vilnius 브뤼셀:Brussels"
_PARTS = "ba ce din fro gel hus kil lom mar nev ost pra quen ros sta tul ver wys zen"


class _World:
    """Draws invented texts; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.korean, self.english = _KOREAN.split(), _ENGLISH.split()
        self.weights = {len(words): _falling(len(words)) for words in (self.korean, self.english)}
        self.names = [pair.split(":") for pair in _NAMES.split()]
        self.surnames = [pair.split(":") for pair in _SURNAMES.split()]
        self.towns = [pair.split(":") for pair in _TOWNS.split()]
        self.parts = _PARTS.split()

    def word(self, words: list[str]) -> str:
        weights = self.weights[len(words)]
        return words[bisect(weights, self.chance.random() * weights[-1])]

    def korean_word(self, *, rare: bool) -> str:
        if rare and self.chance.random() < 0.07:
            return "".join(chr(0xAC00 + self.chance.randrange(399) * 28) for _ in range(self.chance.choice((2, 2, 3))))
        word = self.word(self.korean)
        closed = (ord(word[-1]) - 0xAC00) % 28 > 0
        return word + self.chance.choice(
            ("", "", "", "을" if closed else "를", "이" if closed else "가", "의", "에서", "도")
        )

    def english_word(self) -> str:
        if self.chance.random() < 0.07:
            return "".join(self.chance.choice(self.parts) for _ in range(self.chance.choice((2, 3, 3))))
        return self.word(self.english)

    def name(self) -> tuple[str, str]:
        family, first, second = self.chance.choice(self.surnames), *self.chance.choices(self.names, k=2)
        return family[0] + first[0] + second[0], f"{first[1].capitalize()}-{second[1]} {family[1]}"

    def document(self, number: int) -> dict[str, Any]:
        chance = self.chance
        town, town_en = chance.choice(self.towns)
        title = " ".join(self.korean_word(rare=False) for _ in range(chance.randint(3, 5)))
        other = " ".join(self.word(self.english).capitalize() for _ in range(chance.randint(4, 8)))
        if number % 5 == 0:
            name, name_en = self.name()
            title, other = f"{title} ({name})", f"{other} with {name_en}"
        korean = " ".join(self.korean_word(rare=True) for _ in range(chance.randint(18, 30)))
        english = " ".join(self.english_word() for _ in range(chance.randint(22, 40)))
        return {
            "record_id": UUID(int=chance.getrandbits(128), version=4),
            "kind": "activities.activity",
            "title": title,
            "title_other": other,
            "subtitle": f"{town} · {town_en}",
            "body": f"{korean} {self.name()[0]} 대표가 참석했다.\n{english}. {self.name()[1]} spoke in the city of {town_en}.",
            "on": date(2015, 1, 1) + timedelta(chance.randrange(3650)),
        }


def _falling(count: int) -> list[float]:
    return list(accumulate(1 / (place + 3) for place in range(count)))


def documents(count: int) -> Iterator[dict[str, Any]]:
    """Yield the fields of `count` invented search documents."""
    world = _World(count)
    return (world.document(number) for number in range(count))


def _bytes(connection: Any) -> int:
    """Return how large the pages of an SQLite database are, 0 elsewhere; nothing but the index is written between two looks."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        pages, size = (cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages) * int(size)


def serve(count: int) -> None:
    """Fill the empty database of this process with `count` records, then time each question that comes in by line.

    A line is `rounds question`; the answer is a line of JSON. The first line out says what indexing cost.
    """
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection

    from bandi.foundation.records import search

    empty = _bytes(connection)
    began = time.perf_counter()
    search.index(search.SearchDocument(**fields) for fields in documents(count))
    built: dict[str, Any] = {"records": count, "index_ms": (time.perf_counter() - began) / count * 1000}
    if connection.vendor == "sqlite":
        built["bytes"] = (_bytes(connection) - empty) / count
    print(json.dumps(built), flush=True)
    for line in sys.stdin:
        rounds, _, text = line.rstrip("\n").partition(" ")
        times = []
        for _ in range(int(rounds)):
            began = time.perf_counter()
            search.find(text)
            times.append((time.perf_counter() - began) * 1000)
        print(json.dumps(times), flush=True)


def _percentiles(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {"p50": ordered[len(ordered) // 2], "p95": ordered[int(len(ordered) * 0.95)]}


def start(sizes: list[int], stack: ExitStack) -> list[subprocess.Popen[str]]:
    """Return a measuring process for each size, which builds its index at once and then waits to be asked."""
    return [_server(size, stack.enter_context(tempfile.TemporaryDirectory())) for size in sizes]


def ready(servers: list[subprocess.Popen[str]]) -> list[dict[str, Any]]:
    """Wait until all indexes are built and return what building cost."""
    return [json.loads(_answer(server)) for server in servers]


def run(servers: list[subprocess.Popen[str]], built: list[dict[str, Any]], rounds: int = 60) -> list[dict[str, Any]]:
    """Return the measurements of each size, each made in a process and a home of its own. built: as `ready` gives it.

    The sizes take turns, a few rounds at a time, so that whatever else the machine does falls on all of them alike.
    """
    results = [one | {"questions": {}} for one in built]
    everything: list[list[float]] = [[] for _ in servers]
    for label, text in QUESTIONS.items():
        times: list[list[float]] = [[] for _ in servers]
        with Beside() as beside:
            for _ in range(-(-rounds // 5)):
                for place, server in enumerate(servers):
                    times[place] += json.loads(_answer(server, f"5 {text}"))
        for result, own, every in zip(results, times, everything, strict=True):
            result["questions"][label] = _percentiles(own)
            result.setdefault("paces", {})[label] = beside.ms
            every += own
    for result, every in zip(results, everything, strict=True):
        result["questions"]["all of them"] = _percentiles(every)
    return results


def stop(servers: list[subprocess.Popen[str]]) -> None:
    """End the processes, whatever they are doing."""
    for server in servers:
        server.kill()
        server.communicate()


def _server(size: int, home: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bench.search", "--one", str(size)],
        env={**os.environ, "BANDI_HOME": home, "BANDI_DATABASE": "", "DJANGO_SETTINGS_MODULE": "bandi.config.settings"},
        cwd=Path(__file__).resolve().parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _answer(server: subprocess.Popen[str], question: str = "") -> str:
    """Return the next line of a server, after asking it something. Raises: RuntimeError if it has ended."""
    assert server.stdin and server.stdout
    if question:
        server.stdin.write(question + "\n")
        server.stdin.flush()
    line = server.stdout.readline()
    if not line:
        raise RuntimeError(f"the measuring process ended with {server.wait()}")
    return line


def table(results: list[dict[str, Any]]) -> str:
    """Return the measurements as a Markdown table: p50 / p95 per size, and how the p95 grows from the last size but one."""
    head = ["question", *(f"{result['records']:,}" for result in results), "growth of p95", "pace"]
    rows = [head, ["---", *["---:"] * (len(head) - 1)]]
    for label in results[0]["questions"]:
        times = [result["questions"][label] for result in results]
        growth = f"{times[-1]['p95'] / times[-2]['p95']:.2f}" if len(times) > 1 else ""
        rows.append([label, *(f"{time['p50']:.1f} / {time['p95']:.1f}" for time in times), growth, _pace(results[0], label)])
    rows.append(["indexing one record, ms", *(f"{result['index_ms']:.2f}" for result in results), "", ""])
    if all("bytes" in result for result in results):
        rows.append(["index, bytes per record", *(f"{result['bytes']:,.0f}" for result in results), "", ""])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _pace(result: dict[str, Any], label: str) -> str:
    known = result.get("paces", {})
    return f"{known[label]:.0f}" if label in known else ""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        serve(asked.one)
    else:
        with ExitStack() as stack:
            servers = start(asked.sizes, stack)
            stack.callback(stop, servers)
            print(table(run(servers, ready(servers), asked.rounds)))


if __name__ == "__main__":
    main()
