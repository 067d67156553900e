"""Density and reciprocity at 1,000 members: ours, networkx and igraph in one run.

Every round runs the three once, in turn; printed are medians over rounds of the ratio of ours to
theirs within a round. Ours starts from the array that `from_reports` makes, with ties that are
unknown; the others start from graphs already built, without unknown ties. So the numbers are
compared first, on the network in which everybody answered.

    python benchmarks/density.py [MEMBERS] [ROUNDS]
"""

import statistics
import sys
import time
from collections.abc import Callable

import igraph
import networkx as nx
import numpy as np

from nicdev.measures.dyads import reciprocity
from nicdev.measures.ties import density


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(members: int = 1000, rounds: int = 15) -> None:
    """Compare the answers, then the times."""
    random = np.random.default_rng(1)
    ties = (random.random((members, members)) < 8 / members).astype(float)
    np.fill_diagonal(ties, 0.0)
    heard = ties.copy()
    heard[random.random(members) < 0.3] = np.nan
    pairs = np.argwhere(ties == 1).tolist()
    graph = nx.DiGraph()
    graph.add_nodes_from(range(members))
    graph.add_edges_from(pairs)
    other = igraph.Graph(n=members, edges=pairs, directed=True)

    ours = density(ties).value, reciprocity(ties).edgewise
    theirs = [
        (nx.density(graph), nx.overall_reciprocity(graph)),
        (other.density(), other.reciprocity()),
    ]
    if not all(np.allclose(ours, answer, rtol=1e-12, atol=0) for answer in theirs):
        raise SystemExit(f"the answers differ: ours {ours}, networkx and igraph {theirs}")

    works: dict[str, Callable[[], object]] = {
        "ours": lambda: (density(heard), reciprocity(heard)),
        "networkx": lambda: (nx.density(graph), nx.overall_reciprocity(graph)),
        "igraph": lambda: (other.density(), other.reciprocity()),
    }
    times = [{name: seconds(work) for name, work in works.items()} for _ in range(rounds + 1)][1:]
    middle = statistics.median(one["ours"] for one in times)
    print(
        f"{members} members, {len(pairs)} ties, {rounds} rounds, same answers; ours {middle:.4f} s"
    )
    for name in ("networkx", "igraph"):
        ratios = sorted(one["ours"] / one[name] for one in times)
        spread = f"{ratios[0]:.3g} to {ratios[-1]:.3g}"
        print(f"ours / {name}: {statistics.median(ratios):.3g} ({spread})")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
