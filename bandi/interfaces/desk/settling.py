"""Loading a process, and settling it once it has finished loading and only works.

Python looks through everything it holds, again and again, for circles that can be given back. What is loaded at the start
(modules, models, templates: some 100,000 things) never goes away, yet it was looked through while the process started, and again while
somebody waited for a page: a tenth of the start, and 50 to 150 ms for one page in twenty.
"""

from __future__ import annotations

import gc


def load_quietly() -> None:
    """Do not look for garbage from now on, until `settle`."""
    gc.disable()


def settle() -> None:
    """Take what was loaded so far out of the search for garbage, and search less often for what the work leaves behind.

    What circles loading itself left (some 1.5 MB) stays for good: looking for it took longer than a page. A page makes some ten thousand things
    and gives nearly all of them back by itself; what stays is looked through at one page in forty (6 to 12 ms), so that the slow twentieth of the
    pages is not made of searches. Memory is measured in docs/performance.md.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
