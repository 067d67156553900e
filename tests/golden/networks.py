"""networkx: density and reciprocity of random graphs, and the Southern women's attendance.

Of the graphs that networkx carries only results are written, not who attended what.
"""

import networkx as nx
import pandas as pd
from lib.save import save
from networkx.algorithms import bipartite


def figures(graph: nx.DiGraph) -> dict[str, object]:
    """What networkx says of a directed graph."""
    ties = graph.number_of_edges()
    return {
        "n": len(graph),
        "ties": ties,
        "density": nx.density(graph),
        "edgewise": nx.overall_reciprocity(graph) if ties else None,
    }


random = []
for n, chance, seed in [(2, 0.5, 1), (6, 0.4, 2), (12, 0.2, 3), (20, 0.15, 4), (40, 0.08, 5)]:
    graph = nx.gnp_random_graph(n, chance, seed=seed, directed=True)
    rows = ["".join("x" if graph.has_edge(i, j) else "." for j in range(n)) for i in range(n)]
    random.append({"case": f"random {n}", "rows": " ".join(rows), **figures(graph)})
save(pd.DataFrame(random), "networks_made.csv", "networkx")

davis = nx.davis_southern_women_graph()
women, events = davis.graph["top"], davis.graph["bottom"]
shared = bipartite.projected_graph(davis, women)
carried = {
    "davis women sharing an event": shared,
    "davis events sharing a woman": bipartite.projected_graph(davis, events),
    "karate": nx.karate_club_graph(),
    "florentine": nx.florentine_families_graph(),
}
save(
    pd.DataFrame(
        [{"case": name} | figures(graph.to_directed()) for name, graph in carried.items()]
    ),
    "networks_carried.csv",
    "networkx",
)
attended = [("all", "attendances", davis.number_of_edges())]
attended += [("events per woman", woman, davis.degree(woman)) for woman in women]
attended += [("women per event", event, davis.degree(event)) for event in events]
attended += [("pairs of women sharing an event", "all", shared.number_of_edges())]
save(
    pd.DataFrame(attended, columns=["figure", "of", "value"]), "networks_attendance.csv", "networkx"
)
