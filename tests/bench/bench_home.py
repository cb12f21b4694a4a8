"""How quick the home page is: 1,000, 10,000 and 100,000 agreements on both databases, for people with every role.

python tests/bench/bench_home.py [SIZES] [sqlite,postgresql] [REQUESTS]
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from service.wiring import register_rooms  # noqa: E402
from tests.bench.databases import ENGINES, kept  # noqa: E402
from tests.bench.measuring import peak_mb, visitors  # noqa: E402
from tests.bench.results import HEAD, arguments, line, say, store  # noqa: E402


def main() -> None:
    """Print a table for each database and keep the figures."""
    sizes, engines, requests = arguments(ENGINES)
    register_rooms()
    for engine in engines:
        for size in sizes:
            with kept(engine, size) as database:
                say(f"{engine}, {size} agreements\n{HEAD}")
                looks = [one.look(who, "home", ["/"], requests) for who, one in visitors(database).items()]
                for look in looks:
                    say(line(look))
                say(f"  peak memory {peak_mb()} MB")
                store("home", looks)


if __name__ == "__main__":
    main()
