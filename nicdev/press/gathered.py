"""What networks that agreed to it are set beside each other by: one question to DuckDB.

Only what the gate let pass for the hub is read. What is found is kept below `built/portfolio`, for
the notebook across networks and for whoever wants to look closer.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from nicdev.framework import framework
from nicdev.language import locale
from nicdev.study import Study
from nicdev.tables.names import Roster

PORTFOLIO = "portfolio"  # the code that a notebook opens all networks by; no network's own
NOBODY = Roster()  # no text of a network is on these pages
NETWORKS, FOUND = "networks.parquet", "found.parquet"

# A share for each network and wave: of answers above the middle of their scale, over the items of
# one relationship, or of tests with one of the answers that are named. Where the gate merged
# answers across the middle an item says nothing here; an item worded the other way round is turned;
# the gate's word for fewer than k stands for half of
# that. The view without the hub goes before that with it, as on pages.
QUESTION = """
WITH shown AS (
  SELECT networks.network, networks.wave, shown.key, shown.unit, shown.view, shown.relation,
         shown.part, shown.x, shown.n,
         CASE WHEN shown.coded = 'few or none' THEN least(networks.k, shown.n) / 2
              WHEN shown.coded = 'nearly all' THEN shown.n - least(networks.k, shown.n) / 2
              WHEN isnan(shown.numerator) THEN NULL
              ELSE shown.numerator END AS counted,
         try_cast(regexp_extract(shown.x, '^(-?[0-9.]+)', 1) AS DOUBLE) AS first,
         try_cast(coalesce(nullif(regexp_extract(shown.x, '^-?[0-9.]+-(-?[0-9.]+)$', 1), ''),
                           regexp_extract(shown.x, '^(-?[0-9.]+)$', 1)) AS DOUBLE) AS last
  FROM read_parquet($files, filename = true) AS shown
  JOIN networks ON networks.file = shown.filename
  WHERE shown.group_kind = 'network' AND shown.wave = networks.wave
  QUALIFY dense_rank() OVER (
    PARTITION BY networks.network, networks.wave, shown.key, shown.unit, shown.relation, shown.part
    ORDER BY shown.view = 'all') = 1
),
straight AS (
  SELECT shown.* REPLACE (
           CASE WHEN turned.item IS NULL THEN shown.first ELSE -shown.last END AS first,
           CASE WHEN turned.item IS NULL THEN shown.last ELSE -shown.first END AS last)
  FROM shown LEFT JOIN turned ON turned.network = shown.network AND turned.item = shown.part
  WHERE shown.unit = 'answers' AND shown.first IS NOT NULL AND shown.last IS NOT NULL
),
scaled AS (
  SELECT *, (min(first) OVER item + max(last) OVER item) / 2 AS middle
  FROM straight WINDOW item AS (PARTITION BY network, wave, key, relation, part)
),
items AS (
  SELECT network, wave, key, relation, part, max(n) AS n,
         sum(counted) FILTER (WHERE first > middle) AS counted
  FROM scaled GROUP BY ALL
  HAVING NOT bool_or(first <= middle AND last > middle)
     AND count(*) FILTER (WHERE first > middle AND counted IS NULL) = 0
),
answered AS (
  SELECT items.network, items.wave, compared.name,
         max(n) * sum(least(coalesce(counted, 0), n)) / sum(n) AS numerator, max(n) AS n
  FROM items JOIN compared
    ON compared.key = items.key AND compared.unit = 'answers'
   AND compared.relation IN ('', items.relation)
  WHERE n > 0 GROUP BY ALL
),
done AS (
  SELECT shown.network, shown.wave, compared.name, max(n) AS n,
         coalesce(sum(counted) FILTER (WHERE list_contains(compared.x, shown.x)), 0) AS numerator
  FROM shown JOIN compared
    ON compared.key = shown.key AND compared.unit = shown.unit AND compared.part = shown.part
  WHERE shown.unit <> 'answers' AND n > 0 GROUP BY ALL
),
there AS (
  SELECT DISTINCT network, wave, rooms.room AS name
  FROM shown JOIN rooms ON starts_with(shown.key, rooms.room || '.')
)
SELECT 'share' AS what, network, wave, name, least(numerator, n) AS numerator, n FROM answered
UNION ALL SELECT 'share', network, wave, name, least(numerator, n), n FROM done
UNION ALL SELECT 'room', network, wave, name, NULL, NULL FROM there
ORDER BY ALL
"""


def ask(networks: pd.DataFrame, turned: pd.DataFrame) -> pd.DataFrame:
    """What the portfolio compares, from the gated evidence of networks that agreed.

    Parameters
    ----------
    networks : a row for each network and wave: network, wave, at (its place in the order of the
        network's waves), k (below which its gate shows no number) and file, the evidence that left
        for its hub
    turned : network and item of every question that is worded the other way round

    Returns
    -------
    DataFrame
        what (``share`` or ``room``), network, wave, name, numerator, n and at; ordered.
    """
    import duckdb

    catalogue = framework()
    compared = pd.DataFrame(
        [
            {"name": c.name, "key": c.key, "unit": c.unit, "relation": c.relation,
             "part": c.part, "x": list(c.x)}
            for c in catalogue.compared.values()
        ]
    )  # fmt: skip
    with duckdb.connect(config={"threads": "2"}) as database:
        database.register("networks", networks.astype({"k": "float64"}))
        database.register("turned", turned[["network", "item"]].astype(object))
        database.register("compared", compared)
        database.register("rooms", pd.DataFrame({"room": list(catalogue.dimensions)}))
        files = networks["file"].tolist()
        found: pd.DataFrame = database.execute(QUESTION, {"files": files}).df()
    return found.merge(networks[["network", "wave", "at"]], on=["network", "wave"])


def keep(root: Path, networks: pd.DataFrame, found: pd.DataFrame) -> None:
    """Set down who takes part and what was found, for the notebook."""
    import duckdb

    from nicdev.press.files import make_whole

    folder = home(root)
    for name, frame in ((NETWORKS, networks), (FOUND, found)):

        def copy(path: Path, frame: pd.DataFrame = frame) -> None:
            with duckdb.connect(config={"threads": "1"}) as database:
                database.register("kept", frame)
                database.execute("COPY kept TO $1 (FORMAT parquet)", [str(path)])

        make_whole(folder, folder / "private" / name, copy)


def kept(root: Path) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Who takes part and what was found; None where no portfolio was ever gathered."""
    import duckdb

    folder = home(root) / "private"
    if not all((folder / name).is_file() for name in (NETWORKS, FOUND)):
        return None
    with duckdb.connect(config={"threads": "1"}) as database:
        frames: Iterable[pd.DataFrame] = (
            database.execute("SELECT * FROM read_parquet($1)", [str(folder / name)]).df()
            for name in (NETWORKS, FOUND)
        )
        networks, found = frames
        return networks, found


def nothing() -> tuple[pd.DataFrame, pd.DataFrame]:
    """No network, and nothing found."""
    return pd.DataFrame(columns=["network", "title", "synthetic"]), pd.DataFrame()


def digest(networks: pd.DataFrame, found: pd.DataFrame) -> str:
    """A hash of all that goes into the pages across networks."""
    from nicdev.press.store import digest_of

    inputs = networks.drop(columns="file", errors="ignore")
    return digest_of(inputs.to_csv(index=False) + found.to_csv(index=False))


def study(networks: pd.DataFrame) -> Study:
    """Settings for the pages across networks; made-up networks are said to be so."""
    made_up = bool(networks["synthetic"].any()) if len(networks) else False
    title = locale("en").say("notebooks.90_portfolio.name")
    return Study(network=PORTFOLIO, title=title, synthetic=made_up)


def home(root: Path) -> Path:
    """Where what is made of all networks goes."""
    return root / "built" / PORTFOLIO
