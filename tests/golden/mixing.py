"""networkx: ties within and between groups (attribute_mixing_matrix), and the E-I index of them."""

import networkx as nx
import numpy as np
import pandas as pd
from lib.save import save

rows = []
for n, chance, groups, seed in [(6, 0.4, 2, 11), (12, 0.2, 3, 12), (20, 0.15, 4, 13),
                                (30, 0.1, 12, 14), (40, 0.08, 5, 15)]:  # fmt: skip
    graph = nx.gnp_random_graph(n, chance, seed=seed, directed=True)
    group = np.random.default_rng(seed).integers(0, groups, n).tolist()
    nx.set_node_attributes(graph, dict(enumerate(group)), "group")
    mixing = nx.attribute_mixing_matrix(graph, "group", normalized=False)
    internal, ties = int(np.trace(mixing)), int(mixing.sum())
    drawn = ["".join("x" if graph.has_edge(i, j) else "." for j in range(n)) for i in range(n)]
    rows.append({
        "case": f"random {n}",
        "rows": " ".join(drawn),
        "values": " ".join(map(str, group)),
        "external": ties - internal,
        "internal": internal,
        "ei": (ties - 2 * internal) / ties,
    })  # fmt: skip
save(pd.DataFrame(rows), "mixing_made.csv", "networkx")
