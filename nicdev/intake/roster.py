"""Who somebody in a report is: by id, by e-mail, then by a name that a person has confirmed.

A name that only looks like one on the roster is proposed and never used: two people of one network
may well be called alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from nicdev.tables.shape import has_address

ALIASES = ("written_as", "email", "member_id", "likeness", "confirmed")
YES, NO = "yes", "no"
LIKE = 60.0  # likeness, of 100, below which no member is proposed


@dataclass(frozen=True)
class People:
    """Those on a roster, and what they are called elsewhere.

    Parameters
    ----------
    ids : member ids
    emails : member id by e-mail address, in small letters
    aliases : member id by a name as it was written in a report, confirmed by a person; '' for one
        that a person has said is nobody on the roster
    names : member id and the name that the roster has; only to propose
    """

    ids: frozenset[str]
    emails: Mapping[str, str]
    aliases: Mapping[str, str]
    names: tuple[tuple[str, str], ...]

    def who(self, name: str, email: str = "", code: str = "") -> str | None:
        """The member; '' for nobody on the roster, as confirmed; None where it is not known."""
        if code in self.ids:
            return code
        if email.casefold() in self.emails:
            return self.emails[email.casefold()]
        for written in (email, name):
            if written and alike(written) in self.aliases:
                return self.aliases[alike(written)]
        return name if name in self.ids else None


def people(
    members: pd.DataFrame, private: pd.DataFrame | None, confirmed: pd.DataFrame | None
) -> People:
    """The roster's ids, its private names and addresses, and the aliases a person confirmed."""
    emails: dict[str, str] = {}
    names: list[tuple[str, str]] = []
    if private is not None:
        ids = private["member_id"].astype("str")
        for column in private.columns.drop("member_id"):
            cells = private[column].fillna("").astype("str").str.strip()
            if has_address(cells):
                pairs = zip(cells.str.casefold(), ids, strict=True)
                emails |= {cell: member for cell, member in pairs if cell}
            else:
                names += [(m, cell) for m, cell in zip(ids, cells, strict=True) if cell]
    aliases = {}
    if confirmed is not None:
        for row in confirmed.itertuples(index=False):
            said = str(row.confirmed).strip().casefold()
            if said in (YES, NO):
                who = str(row.member_id).strip() if said == YES else ""
                for written in (row.written_as, row.email):
                    if alike(str(written)):
                        aliases[alike(str(written))] = who
    return People(
        frozenset(members["member_id"].dropna().astype("str")), emails, aliases, _joined(names)
    )


def proposals(unknown: Iterable[tuple[str, str]], people: People) -> pd.DataFrame:
    """For names and addresses that nobody has confirmed, the member whose name is most like it.

    Parameters
    ----------
    unknown : name and e-mail as they were written

    Returns
    -------
    pandas.DataFrame
        The columns `ALIASES`, a row each; `member_id` is empty where no name is alike, `likeness`
        is from 0 to 100 (Indel similarity of the sorted words), `confirmed` is left to a person.
    """
    from rapidfuzz import fuzz, process

    known = {at: _bare(name) for at, (_, name) in enumerate(people.names)}
    rows = []
    for name, email in dict.fromkeys(unknown):
        best = process.extractOne(
            _bare(name), known, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE
        )
        member, likeness = (
            ("", "") if best is None else (people.names[best[2]][0], f"{best[1]:.0f}")
        )
        rows.append((name, email, member, likeness, ""))
    return pd.DataFrame(rows, columns=list(ALIASES), dtype="str")


def alike(name: str) -> str:
    """A name without case and spare blanks; what stands in brackets may be who it is, and stays."""
    return " ".join(name.casefold().split())


def _bare(name: str) -> str:
    """A name without what stands in brackets behind it: a pronoun, a school, another name."""
    bare = re.sub(r"\s*[(\[].*?[)\]]\s*", " ", name)
    return alike(bare) or alike(name)


def _joined(names: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Parts of a name in several columns (first, last) as one name."""
    whole: dict[str, list[str]] = {}
    for member, part in names:
        whole.setdefault(member, []).append(part)
    return tuple((member, " ".join(parts)) for member, parts in whole.items())
