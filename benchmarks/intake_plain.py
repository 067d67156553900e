"""A long survey read, checked and summarised in plain pandas, as an analyst would write it.

The checks are those that nicdev makes of these tables: columns that must be there, cells that must
be filled, closed lists, dates, numbers, yes or no, keys that stand once, ids that stand in their
table, answers on their item's scale, an answer or a reason for having none, answers from people
who answered. What it does not do: say in which row a fault stands and what to do about it.

    python benchmarks/intake_plain.py FOLDER     prints faults by kind, and a summary, as JSON
"""

import json
import sys
from pathlib import Path

import pandas as pd

STATUS = ["invited", "responded", "partial", "opted_out"]
MISSING = ["skipped", "not_applicable", "dont_know", "not_asked"]
REFERENTS = ["own_team", "other_teams", "hub", "members", "other_organizations", "network"]
KEYS = {
    "waves": ["wave"],
    "members": ["member_id"],
    "items": ["item_id"],
    "respondents": ["wave", "respondent_id"],
    "instruments": ["wave", "instrument", "member_id"],
    "responses": ["wave", "respondent_id", "item_id"],
}
FILLED = {
    "waves": ["wave", "label", "starts_on", "ends_on"],
    "members": ["member_id", "observed_from", "joined_on"],
    "items": ["item_id", "key", "referent", "text", "low", "high", "reversed"],
    "respondents": ["wave", "respondent_id"],
    "instruments": ["wave", "instrument", "member_id", "fielded_on", "status"],
    "responses": ["wave", "respondent_id", "item_id"],
}
DATES = {
    "waves": ["starts_on", "ends_on"],
    "members": ["observed_from", "joined_on"],
    "instruments": ["fielded_on"],
}
NUMBERS = {"items": ["low", "high"], "responses": ["value"]}
CLOSED = {
    "items": {"referent": REFERENTS},
    "instruments": {"instrument": ["survey", "sociometric"], "status": STATUS},
    "responses": {"missing": MISSING},
}


def main(folder: Path) -> int:
    """Read, check and summarise; 0 where nothing is at fault, else 2."""
    faults: dict[str, int] = {}

    def fault(code: str, rows: "pd.Series[bool]") -> None:
        count = int(rows.sum())
        if count:
            faults[code] = faults.get(code, 0) + count

    tables = {
        name: pd.read_csv(folder / f"{name}.csv", dtype="str", keep_default_na=False)
        for name in KEYS
    }
    for name, table in tables.items():
        if lacking := set(FILLED[name]) - set(table.columns):
            raise SystemExit(f"{name} lacks {lacking}")
        for column in table.columns:
            bare = table[column].str.strip()
            fault("blanks_around", bare != table[column])
            table[column] = bare
        for column in FILLED[name]:
            fault("required_empty", table[column] == "")
        for column, words in CLOSED.get(name, {}).items():
            fault("not_allowed", (table[column] != "") & ~table[column].isin(words))
        for column in DATES.get(name, []):
            days = pd.to_datetime(table[column], format="%Y-%m-%d", errors="coerce")
            fault("not_a_date", (table[column] != "") & days.isna())
            table[column] = days
        for column in NUMBERS.get(name, []):
            given = table[column] != ""
            table[column] = pd.to_numeric(table[column], errors="coerce")
            fault("not_a_number", given & table[column].isna())
            if column == "value":
                reason = table["missing"] != ""
                fault("value_or_missing", given == reason)
        fault("repeated_key", table.duplicated(KEYS[name], keep=False))

    waves, members, items = tables["waves"], tables["members"], tables["items"]
    people, asked, responses = tables["respondents"], tables["instruments"], tables["responses"]
    reverse = items["reversed"].str.lower()
    fault("not_yes_or_no", ~reverse.isin(["yes", "no", "true", "false", "1", "0"]))
    fault("ends_before_it_starts", waves["ends_on"] < waves["starts_on"])
    for table in (people, asked, responses):
        fault("unknown_id", ~table["wave"].isin(waves["wave"]))
    for table in (people, asked):
        known = table["member_id"].isin(members["member_id"]) | (table["member_id"] == "")
        fault("unknown_id", ~known)
    fault("unknown_id", ~responses["item_id"].isin(items["item_id"]))
    fault("unknown_id", ~responses["respondent_id"].isin(people["respondent_id"]))

    sheets = people.merge(
        asked.loc[asked["instrument"] == "survey", ["wave", "member_id", "status"]],
        on=["wave", "member_id"],
        how="left",
    )
    whole = responses.merge(items[["item_id", "key", "low", "high"]], on="item_id", how="left")
    whole = whole.merge(
        sheets[["wave", "respondent_id", "member_id", "status"]],
        on=["wave", "respondent_id"],
        how="left",
    )
    fault("other_wave", whole["member_id"].isna()
          & whole["respondent_id"].isin(people["respondent_id"])
          & whole["wave"].isin(waves["wave"]))  # fmt: skip
    silent = whole["member_id"].notna() & (whole["member_id"] != "")
    fault("answered_without_status", silent & ~whole["status"].isin(["responded", "partial"]))
    fault("off_scale", (whole["value"] < whole["low"]) | (whole["value"] > whole["high"]))

    by = whole.groupby(["wave", "item_id"])["value"].agg(["count", "mean", "std"])
    summary = {
        "/".join(at): [int(row["count"]), round(row["mean"], 9), round(row["std"], 9)]
        for at, row in by.iterrows()
    }
    print(json.dumps({"faults": dict(sorted(faults.items())), "summary": summary}))
    errors = set(faults) - {"answered_without_status"}
    return 2 if errors else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:  # as `workbook.py bench` calls every script
        print("The plain side of intake.py, which runs it.")
        sys.exit(0)
    sys.exit(main(Path(sys.argv[1])))
