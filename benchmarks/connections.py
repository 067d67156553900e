"""Connections of large networks, without permutations: ours, networkx and igraph in one run.

Density, reciprocity, the E-I index, components, centralisation, hierarchy and constraint of random
networks with a mean degree of 8, of whom three in ten did not answer. Answers are compared, on
ties among those who answered. Then times: at 10,000 members at most 15 times those at 1,000; at
100,000 members in a process of its own that may take 4 GiB; what needs an array of all pairs
declines there with a sentence.

    python benchmarks/connections.py [ROUNDS]
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import igraph
import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from nicdev.errors import NicdevError
from nicdev.measures import sparse_ties, structure
from nicdev.measures.ties import from_reports

MOST, GIB = 15.0, 2**30


def made(members: int) -> tuple[csr_array, np.ndarray, csr_array]:
    """Ties, who answered, and teams of ten."""
    random = np.random.default_rng(members)
    source, target = random.integers(0, members, (2, 8 * members))
    apart = source != target
    ties = csr_array((np.ones(apart.sum()), (source[apart], target[apart])),
                     shape=(members, members))  # fmt: skip
    ties.data[:] = 1.0
    at = (np.arange(members), np.arange(members) // 10)
    return ties, random.random(members) > 0.3, csr_array((np.ones(members), at))


def ours(members: int) -> dict[str, Callable[[], object]]:
    """The measures, ready to be called."""
    ties, answered, teams = made(members)
    heard = csr_array(ties[answered][:, answered])
    return {
        "density": lambda: sparse_ties.density(ties, answered),
        "reciprocity": lambda: sparse_ties.reciprocity(ties, answered),
        "E-I index": lambda: sparse_ties.external_internal(ties, answered, teams),
        "components": lambda: structure.components(ties),
        "centralization": lambda: structure.centralization(heard, "in"),
        "hierarchy": lambda: structure.hierarchy(heard),
        "constraint": lambda: structure.constraint(heard),
    }


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(rounds: int = 5) -> None:
    """Compare answers, then times at three sizes."""
    names = list(ours(10))
    small, large = ours(1000), ours(10_000)
    times = [{(size, name): seconds(work[name]) for name in names
              for size, work in ((1000, small), (10_000, large))}
             for _ in range(rounds + 1)][1:]  # fmt: skip
    totals = [[sum(one[size, name] for name in names) for size in (1000, 10_000)] for one in times]
    ratio = statistics.median(b / a for a, b in totals)
    for name in names:
        a, b = (statistics.median(one[size, name] for one in times) for size in (1000, 10_000))
        print(f"{name}: {a:.4f} s at 1,000 members, {b:.4f} s at 10,000")
    print(f"all: 10,000 members take {ratio:.3g} times as long as 1,000 (at most {MOST:g})")
    beside_others(rounds)
    huge()
    if ratio > MOST:
        raise SystemExit("too slow: time does not grow with the number of ties")


def beside_others(rounds: int) -> None:
    """The same graphs in networkx and igraph: of 10,000 members, of whom all answered."""
    ties, _, _ = made(10_000)
    everyone = np.ones(10_000, dtype=bool)
    rows, columns = ties.nonzero()
    pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
    graph = nx.DiGraph()
    graph.add_nodes_from(range(10_000))
    graph.add_edges_from(pairs)
    other = igraph.Graph(n=10_000, edges=pairs, directed=True)
    works: dict[str, dict[str, Callable[[], float]]] = {
        "density": {
            "ours": lambda: sparse_ties.density(ties, everyone).value,
            "networkx": lambda: nx.density(graph),
            "igraph": other.density,
        },
        "reciprocity": {
            "ours": lambda: sparse_ties.reciprocity(ties, everyone).edgewise,
            "networkx": lambda: nx.overall_reciprocity(graph),
            "igraph": other.reciprocity,
        },
        "components": {
            "ours": lambda: float(structure.components(ties).max() + 1),
            "networkx": lambda: float(nx.number_weakly_connected_components(graph)),
            "igraph": lambda: float(len(other.connected_components(mode="weak"))),
        },
        "constraint": {
            "ours": lambda: float(np.nansum(structure.constraint(ties))),
            "igraph": lambda: float(np.nansum(other.constraint())),
        },
    }
    for name, work in works.items():
        answers = {who: call() for who, call in work.items()}
        if not np.allclose(list(answers.values()), answers["ours"], rtol=1e-9, atol=0):
            raise SystemExit(f"the answers differ: {name} {answers}")
        times = [{who: seconds(call) for who, call in work.items()} for _ in range(rounds)]
        said = ", ".join(
            f"ours / {who} {statistics.median(one['ours'] / one[who] for one in times):.3g}"
            for who in work if who != "ours"
        )  # fmt: skip
        print(f"{name} at 10,000 members, same answers: {said}")


def huge() -> None:
    """100,000 members in a process that may take 4 GiB."""
    done = subprocess.run([sys.executable, __file__, "--huge"], check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit("100,000 members do not fit into 4 GiB")


def within_four_gib() -> None:
    """Every measure once; what needs all pairs declines."""
    resource.setrlimit(resource.RLIMIT_AS, (4 * GIB, 4 * GIB))
    took = sum(seconds(work) for work in ours(100_000).values())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"100,000 members: {took:.3g} s, {most:.2g} GiB of 4")
    try:
        from_reports([str(i) for i in range(100_000)], [], [], [], [], 1)
    except NicdevError as refused:
        print(f"an array of all pairs: {refused.problems[0].found}, expected "
              f"{refused.problems[0].expected}. {refused.problems[0].do}")  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:] == ["--huge"]:
        within_four_gib()
    else:
        main(*map(int, sys.argv[1:]))
