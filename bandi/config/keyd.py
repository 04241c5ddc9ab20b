"""`bandi keyd`: the key holder as a process of its own, best under a user of its own. Needs neither Django nor the database.

It reads BANDI_HOME, BANDI_KEYHOLDER (the socket), BANDI_QUOTAS, BANDI_IDLE_MINUTES, BANDI_SEARCH_MEMORY, BANDI_KEY_HOST,
BANDI_KEY_ORIGINS and BANDI_TOUCH_ALWAYS like the desk does. Signals: SIGTERM locks
everything and ends; SIGUSR1 locks everything and stays (a button on the wall can send it).
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from bandi.config import environment
from bandi.keyholder.holder import AUDITOR_FILE, Holder, auditor_in
from bandi.keyholder.kept import usual_megabytes
from bandi.keyholder.memory import no_core_files
from bandi.keyholder.reads import Broken
from bandi.keyholder.server import Server
from bandi.keyholder.sessions import Limits
from bandi.keyholder.touching import Party, party_of

DEFAULT_SOCKET = "holder/keyd.sock"


def main(words: list[str]) -> int:
    """Serve until SIGTERM. Exit code 0; 1 when the read log is broken or the socket cannot be made."""
    asked = parser().parse_args(words)
    home: Path = asked.home
    no_core_files()
    folder = home / "holder"
    limits = Limits(idle=60 * environment.number("BANDI_IDLE_MINUTES", 15, least=1, most=720))
    per_hour = environment.quotas("BANDI_QUOTAS", {1: 1_000_000, 2: 2_000, 3: 300, 4: 20})
    megabytes = environment.number("BANDI_SEARCH_MEMORY", usual_megabytes(), least=0, most=65_536)
    host = environment.text("BANDI_KEY_HOST", "localhost")
    origins = environment.names("BANDI_KEY_ORIGINS", () if host == "localhost" else (f"https://{host}",))
    party = Party(host, party_of(host, origins))
    try:
        holder = Holder(folder, auditor=lambda: auditor_in(folder), limits=limits, per_hour=per_hour, search_megabytes=megabytes, party=party, touch_always=environment.flag("BANDI_TOUCH_ALWAYS", default=False))
        server = Server(holder, asked.socket, frozenset(asked.allow_user))
    except Broken as error:
        print(f"keyd: {error}. Nothing is opened until that is understood: see docs/key-holder.md", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"keyd: the socket cannot be made: {error.strerror}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: server.stop())
    signal.signal(signal.SIGINT, lambda *_: server.stop())
    signal.signal(signal.SIGUSR1, lambda *_: holder.panic())
    server.serve(lambda: print(f"keyd: holding keys behind {asked.socket}", flush=True))
    return 0


def parser() -> argparse.ArgumentParser:
    home = environment.folder("BANDI_HOME", Path(__file__).resolve().parents[2] / "var")
    made = argparse.ArgumentParser(
        prog="bandi keyd", description="Hold the keys of unlocked members in a process of its own.", epilog=f"The auditors' public half is read from holder/{AUDITOR_FILE}."
    )
    made.add_argument("--home", type=Path, default=home, help="folder of the office (default: BANDI_HOME)")
    socket = Path(environment.text("BANDI_KEYHOLDER", str(home / DEFAULT_SOCKET)))
    made.add_argument("--socket", type=Path, default=socket, help="socket to serve (default: BANDI_KEYHOLDER)")
    made.add_argument("--allow-user", type=int, action="append", default=[], metavar="UID", help="number of a user that may connect besides this one")
    return made

