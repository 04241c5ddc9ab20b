"""The other engine of `bandi names link`: Splink on DuckDB proposes the candidates, our comparison is its level.

For registers beyond what one process holds. Needs the extra `linking` (`pip install bandi[linking]`); without it, asking for this
engine is answered by a sentence that says so. Splink blocks on the same keys as our own engine, written out as rows, so
that both look at the same pairs; its own string levels know no Korean and are not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from .comparing import probabilities
from .tables import BadTable

if TYPE_CHECKING:
    from .linking import Block

CHUNK = 200_000


def available() -> bool:
    """True if Splink and DuckDB are installed."""
    return find_spec("splink") is not None and find_spec("duckdb") is not None


def link_with_splink(names_a: Sequence[str], names_b: Sequence[str], *, least: float) -> Iterator[Block]:
    """Yield linked pairs as `linking.pairs` does.

    Raises: BadTable if Splink is not installed.
    """
    if not available():
        raise BadTable("the engine splink needs the packages splink and duckdb: pip install 'bandi[linking]'")
    import pandas as pd
    from splink import DuckDBAPI
    from splink.blocking_rule_library import block_on
    from splink.internals.blocking_analysis import SettingsCreator  # noqa: F401  fails early on a Splink we do not know

    from .linking import _Keys

    keys = _Keys()
    frames = [
        pd.DataFrame(
            [(index, str(key)) for index, name in enumerate(names) for key in keys.of(name)], columns=["row", "key"]
        )
        for names in (names_a, names_b)
    ]
    database = DuckDBAPI()
    del block_on
    connection = database._con
    connection.register("keys_a", frames[0])
    connection.register("keys_b", frames[1])
    found = connection.execute("select distinct a.row, b.row from keys_a a join keys_b b using (key) order by 2, 1").fetchnumpy()
    left, right = (np.asarray(column, dtype=np.int64) for column in found.values())
    for begin in range(0, len(left), CHUNK):
        x, y = left[begin : begin + CHUNK], right[begin : begin + CHUNK]
        chance = probabilities([names_a[i] for i in x.tolist()], [names_b[j] for j in y.tolist()])
        kept = chance >= least
        yield x[kept], y[kept], chance[kept], len(x)
