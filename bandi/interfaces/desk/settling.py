"""Settling a process that has finished loading and now only answers.

Python looks through everything it holds, again and again, for circles that can be given back. What was loaded at the start
(modules, models, templates: some 300,000 things) never goes away, yet it was looked through while somebody waited for
a page: 50 to 150 ms, for one page in twenty.
"""

from __future__ import annotations

import gc


def settle() -> None:
    """Take what was loaded so far out of the search for garbage, and search less often for what pages leave behind.

    A page makes some ten thousand things and gives nearly all of them back by itself; memory is measured in docs/performance.md.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(25_000, 20, 20)
