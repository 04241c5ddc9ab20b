"""Measuring the library on labelled data: what `bandi names score` and `bandi names search` print."""

from __future__ import annotations

from time import perf_counter, process_time
from typing import Any

import numpy as np

from . import measuring
from .comparing import KINDS, Kind, person_rate, probabilities, threshold
from .gallery import Gallery

_GROUPS: dict[str, Kind] = {"org": "organisation", "organisation": "organisation", "facility": "facility", "place": "place"}
APART = "homograph"
"""Pairs that the spelling itself cannot tell apart: reported as the share refused, outside the figures of persons."""


def kind_of_row(row: dict[str, str]) -> Kind:
    """Return what the names of a labelled pair name; every kind that is not of the other three is of persons."""
    return _GROUPS.get(row.get("kind", ""), "person")


def _figures(chance: np.ndarray, same: np.ndarray, kind: Kind) -> dict[str, float]:
    said = chance >= threshold(kind)
    return {
        "pairs": len(chance),
        "same": int(same.sum()),
        "f1": round(measuring.f1(chance, same, threshold(kind)), 4) if same.any() else float("nan"),
        "precision_at_recall_95": round(measuring.precision_at_recall(chance, same), 4),
        "auc": round(measuring.auc(chance, same), 4),
        "calibration_error": round(measuring.calibration_error(chance, same), 4),
        "accuracy": round(float((said == same).mean()), 4),
    }


def score(rows: list[dict[str, str]]) -> dict[str, Any]:
    """Return the measures of labelled pairs: of persons on top, then per kind and for the other groups.

    rows: name_a, name_b, same ("1" or "0"), kind. Only the three other groups are told to the library; whether a person's
    name is masked, mistyped or in which script, it sees for itself.
    """
    kinds = np.array([kind_of_row(row) for row in rows])
    same = np.array([row["same"] == "1" for row in rows])
    chance = np.zeros(len(rows))
    for kind in KINDS:
        at = np.flatnonzero(kinds == kind)
        chance[at] = probabilities([rows[i]["name_a"] for i in at], [rows[i]["name_b"] for i in at], kind=kind)
    labels = np.array([row.get("kind", "") for row in rows])
    persons = (kinds == "person") & (labels != APART)
    found: dict[str, Any] = {"threshold": {kind: threshold(kind) for kind in KINDS}}
    if persons.any():
        found |= _figures(chance[persons], same[persons], "person")
        at = np.flatnonzero(persons)
        rate = person_rate([rows[i]["name_a"] for i in at], [rows[i]["name_b"] for i in at])
        found |= {"pairs_per_second": round(rate.clock), "pairs_per_second_of_processor": round(rate.processor)}
    for kind, name in (("place", "places"), ("facility", "facilities"), ("organisation", "organisations")):
        if (kinds == kind).any():
            found[name] = _figures(chance[kinds == kind], same[kinds == kind], kind)  # type: ignore[arg-type]
    if (labels == APART).any():
        refused = chance[labels == APART] < threshold("person")
        found["homographs"] = {"pairs": int((labels == APART).sum()), "refused": round(float(refused.mean()), 4)}
    found["kinds"] = {
        str(label): _figures(chance[labels == label], same[labels == label], kind_of_row({"kind": str(label)})) for label in sorted(set(labels.tolist()))
    }
    return found


def search(gallery: list[dict[str, str]], queries: list[dict[str, str]]) -> dict[str, Any]:
    """Return recall at 1 and 10 and the time per query. A tie for the first place counts half.

    gallery: id, name. queries: query, id (the right one), and form, where there is one.
    """
    began = perf_counter()
    names = Gallery(row["name"] for row in gallery)
    built = perf_counter() - began
    place = {row["id"]: index for index, row in enumerate(gallery)}
    times, processor, first, tenth, forms = [], [], [], [], []
    for row in queries:
        began, spent = perf_counter(), process_time()
        hits = names.search(row["query"], 20)
        times.append(perf_counter() - began)
        processor.append(process_time() - spent)
        target = place.get(row["id"], -1)
        at = next((index for index, hit in enumerate(hits) if hit.position == target), None)
        forms.append(row.get("form", ""))
        if at is None:
            first.append(0.0)
            tenth.append(0.0)
            continue
        ahead = sum(hit.score > hits[at].score for hit in hits)
        equal = sum(hit.score == hits[at].score for hit in hits) - 1
        first.append(0.0 if ahead else 0.5 if equal else 1.0)
        tenth.append(1.0 if at < 10 else 0.0)
    labels = np.array(forms)
    return {
        "gallery": len(gallery),
        "queries": len(queries),
        "recall_at_1": round(float(np.mean(first)), 4),
        "recall_at_10": round(float(np.mean(tenth)), 4),
        "milliseconds_p50": round(float(np.percentile(times, 50)) * 1000, 2),
        "milliseconds_p95": round(float(np.percentile(times, 95)) * 1000, 2),
        "milliseconds_of_processor_p50": round(float(np.percentile(processor, 50)) * 1000, 2),
        "milliseconds_of_processor_p95": round(float(np.percentile(processor, 95)) * 1000, 2),
        "seconds_to_build": round(built, 2),
        "forms": {
            form: {
                "queries": int((labels == form).sum()),
                "recall_at_1": round(float(np.array(first)[labels == form].mean()), 4),
                "recall_at_10": round(float(np.array(tenth)[labels == form].mean()), 4),
            }
            for form in sorted(set(forms))
        },
    }
