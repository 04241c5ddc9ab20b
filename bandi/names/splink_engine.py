"""The other engine of `bandi names link`: Splink on DuckDB, with our comparison as its level.

Needs the extra `linking` (`pip install 'bandi[linking]'`, Splink 5); without it, asking for this engine is answered by a sentence that
says so. Splink blocks on the same keys as our own engine, one list per row, and weighs each pair by levels of the probability
that this library gives, which DuckDB asks for in batches. Splink's own levels of strings know no Korean and are not used.
It is the way to go on from where names end: more columns (year of birth, sex, place) are more comparisons of the same settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from .comparing import probabilities
from .tables import BadTable

if TYPE_CHECKING:
    from .linking import Block

LEVELS = ((0.98, 0.90, 0.0004), (0.8, 0.07, 0.0006), (0.5, 0.02, 0.001))
"""Least probability of each level, and how often pairs that are one name and pairs that are not reach it."""


def available() -> bool:
    """True if Splink, DuckDB, pandas and pyarrow are installed."""
    return all(find_spec(name) is not None for name in ("splink", "duckdb", "pandas", "pyarrow"))


def settings() -> dict[str, Any]:
    """Return the settings that Splink is given; other comparisons can be put beside ours."""
    levels: list[dict[str, Any]] = [{"sql_condition": "name_l IS NULL OR name_r IS NULL", "label_for_charts": "no name", "is_null_level": True}]
    for least, m, u in LEVELS:
        condition = f"bandi_probability(name_l, name_r) >= {least}"
        levels.append({"sql_condition": condition, "label_for_charts": f"at least {least}", "m_probability": m, "u_probability": u})
    levels.append({"sql_condition": "ELSE", "label_for_charts": "another name", "m_probability": 0.01, "u_probability": 0.998})
    return {
        "link_type": "link_only",
        "unique_id_column_name": "unique_id",
        "comparisons": [{"output_column_name": "name", "comparison_levels": levels}],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.keys = r.keys", "arrays_to_explode": ["keys"]}],
        "probability_two_random_records_match": 1e-3,
        "retain_matching_columns": True,
    }


def link_with_splink(names_a: Sequence[str], names_b: Sequence[str], *, least: float) -> Iterator[Block]:
    """Yield linked pairs as `linking.pairs` does; the probability is the library's, `least` the least that is kept.

    Raises: BadTable if Splink is not installed.
    """
    if not available():
        raise BadTable("the engine splink needs Splink 5, DuckDB, pandas and pyarrow: pip install 'bandi[linking]'")
    import pandas as pd
    import pyarrow as pa
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    from .linking import Keys

    def chance(a, b):  # type: ignore[no-untyped-def]  # DuckDB evaluates annotations, where the local import is not known
        return pa.array(probabilities(a.to_pylist(), b.to_pylist()), type=pa.float64())

    keys = Keys()
    database = DuckDBAPI()
    database.duckdb_con.create_function("bandi_probability", chance, ["VARCHAR", "VARCHAR"], "DOUBLE", type="arrow")
    tables = []
    for label, names in (("a", names_a), ("b", names_b)):
        frame = pd.DataFrame({"unique_id": range(len(names)), "name": list(names), "keys": [list(map(str, keys.of(name))) for name in names]})
        tables.append(database.register(frame, dataset_display_name=f"names_{label}"))
    found = Linker(tables, settings()).inference.predict().as_pandas_dataframe()
    swapped = found["source_dataset_l"].to_numpy() == "names_b"
    left, right = found["unique_id_l"].to_numpy(dtype=np.int64), found["unique_id_r"].to_numpy(dtype=np.int64)
    left, right = np.where(swapped, right, left), np.where(swapped, left, right)
    chances = probabilities([names_a[i] for i in left], [names_b[j] for j in right])
    kept = chances >= least
    order = np.lexsort((-chances[kept], right[kept]))
    yield left[kept][order], right[kept][order], chances[kept][order], len(left)
