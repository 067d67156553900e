"""The gate: through it passes every value that leaves for a page, a whole page at a time.

What may not be seen is not masked but gone. The method is to *merge* and never to blank a cell
beside a visible total: small groups are shown together, neighbouring answers are shown together,
and where that is not enough only the whole network is shown, or nothing. A merged count of at
least k can hide any number from none to k - 1, so nothing can be worked out by subtraction. A
unit of row that the gate does not know is held back.

Classes of data (framework.yml, `about`): answers about people, and among them what people wrote or
chose to say; student measures; work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from nicdev.evidence import NOTHING as NOTHING_TO_GATE
from nicdev.evidence import Disclosed, Edition, Evidence, Quoted, disclosed, evidence_rows
from nicdev.framework import Limit
from nicdev.show.disclosure import conjectures, depth, people, students, voices, work
from nicdev.show.disclosure.pooling import pool_groups

__all__ = ["NOTHING_TO_GATE", "disclose", "disclose_page", "let_pass"]


NO_QUOTES: Quoted = MappingProxyType({})


def disclose_page(
    page: Iterable[Evidence],
    edition: Edition,
    limits: Mapping[str, Limit],
    quoted: Quoted = NO_QUOTES,
    *,
    open_to_members: bool = False,
) -> dict[str, Disclosed]:
    """What one edition of a page may show, by key.

    Parameters
    ----------
    page : all the evidence that stands on the page, whether or not it is drawn now: which groups
        are shown together is decided once for all of it
    edition : ``evaluator`` sees everything but private columns, which never became evidence
    limits : `k_people`, `k_students` and `edge_students`
    quoted : what the same edition of other pages may show, where this page repeats their verdicts
    open_to_members : whether the network lets work be shown under the names of its teams
    """
    page = list(page)
    if edition == "evaluator":
        return {e.key: disclosed(e, edition, frame=e.rows) for e in page}
    k = int(limits["k_people"].value)
    grouped = [e for e in page if e.about == "people" and not conjectures.is_ledger(e)]
    pools = pool_groups([people.one_view(e.rows, k)[0] for e in grouped], k)
    shown: dict[str, Disclosed] = {}
    # Who took part in how many ways is shown beside who came to how much, and so after it.
    beside = evidence_rows([])
    for evidence in sorted(page, key=lambda e: (e.rows["unit"] == "scope").any()):
        if evidence.verdict in NOTHING_TO_GATE or evidence.frame.empty:
            shown[evidence.key] = disclosed(evidence, edition, frame=evidence.rows.iloc[:0])
        elif conjectures.is_ledger(evidence):
            shown[evidence.key] = conjectures.disclose(evidence, edition, k)
        elif evidence.about == "people" and depth.is_deep(evidence):
            shown[evidence.key] = depth.disclose(evidence, edition, k)
        elif evidence.about == "people":
            shown[evidence.key] = people.disclose(evidence, edition, k, pools, beside)
            if (evidence.rows["unit"] == "members").any():
                beside = shown[evidence.key].rows
        elif evidence.about == "voices":
            shown[evidence.key] = voices.disclose(evidence, edition, k)
        elif evidence.about == "students":
            shown[evidence.key] = students.disclose(
                evidence, edition, limits["k_students"].value, limits["edge_students"].value
            )
        else:
            shown[evidence.key] = work.disclose(evidence, edition, quoted, named=open_to_members)
    return {e.key: shown[e.key] for e in page}


def disclose(evidence: Evidence, edition: Edition, limits: Mapping[str, Limit]) -> Disclosed:
    """A page that holds one indicator."""
    return disclose_page([evidence], edition, limits)[evidence.key]


def let_pass(evidence: Evidence, edition: Edition, held_back: Iterable[str]) -> Disclosed:
    """What this gate let pass for an edition when a page was pressed, as the press kept it."""
    return disclosed(evidence, edition, frame=evidence.rows, held_back=held_back)
