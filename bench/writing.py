"""The measurements in words and tables: docs/performance.md."""

from __future__ import annotations

from typing import Any

from bench import search
from bench.pace import USUAL_MS

P95_MS, GROWTH = 50, 1.5
REPORT_S, REPORT_MB = 3, 400
START_S, TOGETHER_MB = 2, 200

PEER = """
| Bayanat on PostgreSQL, 100,000 records | |
| --- | ---: |
| list | 14 ms |
| open | 31 ms |
| create | 48 ms |
| search for a name | 121 ms |
| search for a common English word | 1.0 s |
| search for a Korean word of two syllables | 2.3 s |
| a name found by another romanisation | 0–9 % |
| memory | 1.0 GB |

Measured earlier, on its own set-up; they say where the nearest peer stands and are not from the same run.
"""


def document(found: dict[str, Any]) -> str:
    """Return the page. found: what `bench.__main__` measured; what is missing in it is said to be missing."""
    parts = ["# Performance", _head(found)]
    if found.get("pages"):
        parts += ["## Pages of the desk", _pages(found["pages"])]
    if found.get("long_lists"):
        parts += ["## Long lists", _long_lists(found["long_lists"])]
    if found.get("search"):
        parts += ["## Search alone", "`search.find`, warm, one page of 20; p50 / p95 in milliseconds.", search.table(found["search"])]
    if found.get("names"):
        parts += ["## Names in other romanisations", _names(found["names"])]
    if found.get("server") or found.get("reports"):
        parts += ["## Processes and reports", _processes(found)]
    parts += ["## The nearest peer, for orientation", PEER.strip()]
    if found["failed"]:
        parts += ["## Not measured", "\n".join(f"- {name}: {why}" for name, why in found["failed"].items())]
    return "\n\n".join(parts) + "\n"


def _head(found: dict[str, Any]) -> str:
    told = "\n".join(f"- {name}: {value}" for name, value in found["machine"].items())
    return (
        "Written by `make bench`; do not edit. A page is asked in-process through the whole stack (middleware, view, template), warm,\n"
        "without the network. The offices are invented; the sample year stands beside them, so that there are claims and a report.\n"
        "Times on the clock include waiting for other work of the machine; the time of the processor does not.\n"
        "**Pace**: what a million additions in Python took beside that line, in milliseconds of the processor (the least of five, in the middle between before and\n"
        f"after). On an idle machine of this kind it is about {USUAL_MS}; where it is twice that, the machine ran at half its speed and the line's times are about twice what they are usually.\n\n"
        f"{told}\n- command: `{found['command']}`"
    )


def _pages(sizes: dict[int, list[Any]]) -> str:
    """Return the table: p50 / p95 on the clock, p50 / p95 of the processor, growth between the two largest, queries."""
    columns = sorted(sizes)
    costs = {size: {cost.page: cost for cost in sizes[size]} for size in columns}
    has_growth = len(columns) > 1
    head = ["page", *(f"{size:,}: clock" for size in columns), *(f"{size:,}: processor" for size in columns), "pace", "queries", "goal"]
    if has_growth:
        head.insert(-3, f"growth {columns[-2]:,} → {columns[-1]:,}")
    rows = [head, ["---", *["---:"] * (len(head) - 1)]]
    met = varying = 0
    names = [cost.page for cost in sizes[columns[-1]]]
    for name in names:
        own = [costs[size][name] for size in columns if name in costs[size]]
        growth = own[-1].cpu50 / own[-2].cpu50 if len(own) > 1 and own[-2].cpu50 else 0.0
        is_met = own[-1].p95 < P95_MS and growth < GROWTH
        counts = list(dict.fromkeys(cost.queries for cost in own))
        met += is_met
        varying += len(counts) > 1
        row = [name, *(f"{c.p50} / {c.p95}" for c in own), *(f"{c.cpu50} / {c.cpu95}" for c in own)]
        row += [f"{growth:.2f}"] if has_growth else []
        verdict = "met" if is_met else "not met"
        rows.append([*row, f"{own[-1].pace:.0f}", " / ".join(map(str, counts)), verdict if columns[-1] >= 100_000 else "not tested"])
    goal = f"The goal is a p95 under {P95_MS} ms on the clock at 100,000 activities and growth below {GROWTH} (of the processor's p50)."
    tried = "" if columns[-1] >= 100_000 else f"\n**This run reached {columns[-1]:,} activities; at 100,000 the goal is not proven by it.**"
    end = f"{met} of {len(names)} pages meet it at {columns[-1]:,}." if columns[-1] >= 100_000 else "No page is proven to meet the goal."
    end += f" The number of queries differs between sizes on {varying} pages." if has_growth else ""
    return f"p50 / p95 in milliseconds. {goal}{tried}\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in rows) + f"\n\n{end}"


def _long_lists(costs: list[Any]) -> str:
    rows = ["| activities | rows of the list | seconds of the processor | rows per second | pace |", "| ---: | ---: | ---: | ---: | ---: |"]
    rows += [f"| {cost.size:,} | {cost.rows:,} | {cost.seconds:.1f} | {cost.rows_per_second:,.0f} | {cost.pace:.0f} |" for cost in costs]
    told = "A list of one year, made as the process beside the desk makes it: through the whole gate, then written sealed. The page that answers the press is in the table above."
    return f"{told}\n\n" + "\n".join(rows)


def _names(recall: dict[str, float]) -> str:
    share = 100 * recall["found"] / recall["questions"]
    return (
        f"{recall['names']} invented names stand in Hangul only; {recall['questions']} questions in other romanisations; "
        f"{recall['found']} ({share:.1f} %) find the name among the first ten. Nothing else stands in that index; a full office is harder."
    )


def _processes(found: dict[str, Any]) -> str:
    rows = ["| what | measured | goal | | pace |", "| --- | ---: | ---: | --- | ---: |"]
    if found.get("load_s"):
        rows.append(f"| set up, load and measure the sample year | {found['load_s']:.1f} s | | | |")
    server = found.get("server")
    if server:
        beside = found.get("server_pace", 0.0)
        rows.append(_row("cold start to the first page", server.first_answer_s, START_S, "s", beside))
        rows.append(_row(f"memory of all {server.processes} processes after fifty pages", server.memory_mb, TOGETHER_MB, "MB", beside))
    for report in found.get("reports") or []:
        name = f"report {report.language} {report.format} ({report.size_kb:,} kB)"
        has_goal = report.format == "pdf"
        rows.append(_row(f"{name}, whole command", report.seconds, REPORT_S if has_goal else 0, "s", report.pace))
        if report.cpu_s:
            rows.append(f"| {name}, of the processor | {report.cpu_s:.1f} s | | | {report.pace:.0f} |")
        rows.append(_row(f"{name}, peak memory", report.peak_mb, REPORT_MB if has_goal else 0, "MB", report.pace))
    return "\n".join(rows)


def _row(name: str, value: float, most: float, unit: str, beside: float) -> str:
    """Return a row. most: the goal; 0 where none was set. beside: the pace."""
    if not most:
        return f"| {name} | {value:.1f} {unit} | | | {beside:.0f} |"
    return f"| {name} | {value:.1f} {unit} | under {most} {unit} | {'met' if value < most else 'not met'} | {beside:.0f} |"
