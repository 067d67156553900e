"""Keys, spans of time and spellings: one fault, one problem, word for word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Fault = Callable[[str, str, str], list[str]]


@pytest.mark.parametrize(
    ("table", "old", "new", "sentence"),
    [
        (
            "attendance",
            "e2,007,1,,",
            "e1,007,1,,",
            "error: attendance.csv, rows 2 and 4: found event_id 'e1', member_id '007' in more "
            "than one row; expected each combination of event_id, member_id and team_id once. "
            "Take out the rows too many, or correct them.",
        ),
        (
            "attendance",
            "e2,,,t2,3",
            "e2,,,t2,3\ne2,,,t2,4",
            "error: attendance.csv, rows 5 and 6: found event_id 'e2', team_id 't2' in more than "
            "one row; expected each combination of event_id, member_id and team_id once. Take out"
            " the rows too many, or correct them.",
        ),
        (
            "responses",
            "w1,r2,i1,5,",
            "w1,r1,i1,5,",
            "error: responses.csv, rows 2 and 4: found wave 'w1', respondent_id 'r1', item_id "
            "'i1' in more than one row; expected each combination of wave, respondent_id and "
            "item_id once. Take out the rows too many, or correct them.",
        ),
        (
            "ties",
            "w2,advice,007,m2,1",
            "w1,advice,007,m2,1",
            "error: ties.csv, rows 2 and 4: found wave 'w1', relation 'advice', source '007', "
            "target 'm2' in more than one row; expected each combination of wave, relation, "
            "source and target once. Take out the rows too many, or correct them.",
        ),
        (
            "memberships",
            "m2,t1,2023-09-01,2024-12-31",
            "007,t1,,2024-12-31",
            "error: memberships.csv, rows 2 and 3: found member_id '007', team_id 't1' in more "
            "than one row; expected each combination of member_id, team_id and from_on once. Take"
            " out the rows too many, or correct them.",
        ),
        (
            "instruments",
            "w1,survey,m2,2023-11-01,partial",
            "w1,survey,007,2023-11-01,partial\nw1,survey,m2,2023-11-01,partial",
            "error: instruments.csv, rows 2 and 3: found wave 'w1', instrument 'survey', "
            "member_id '007' in more than one row; expected each combination of wave, instrument "
            "and member_id once. Take out the rows too many, or correct them.",
        ),
        (
            "measurements",
            "k1,o1,2023-10-01,boys,,6,10,",
            "k1,o1,2023-10-01,,,6,10,",
            "error: measurements.csv, rows 2 and 3: found measure_id 'k1', site_id 'o1', on "
            "'2023-10-01' in more than one row; expected each combination of measure_id, site_id,"
            " on and group once. Take out the rows too many, or correct them.",
        ),
        (
            "tie_asked",
            "w1,advice,m2,partial",
            "w1,advice,m2,partial\nw1,advice,m2,responded",
            "error: tie_asked.csv, rows 3 and 4: found wave 'w1', relation 'advice', member_id "
            "'m2' in more than one row; expected each combination of wave, relation and member_id"
            " once. Take out the rows too many, or correct them.",
        ),
        (
            "relations",
            "advice,w2,Whom",
            "advice,w1,Whom",
            "error: relations.csv, rows 2 and 3: found relation 'advice', wave 'w1' in more than "
            "one row; expected each combination of relation and wave once. Take out the rows too "
            "many, or correct them.",
        ),
        (
            "members",
            "2023-09-01,2023-09-01,2024-12-31",
            "2023-09-01,2023-09-01,2023-08-31",
            "error: members.csv, row 3, column left_on: found 2023-08-31, before 2023-09-01 in "
            "column joined_on; expected a day no earlier than in column joined_on. Correct one of"
            " the two days.",
        ),
        (
            "waves",
            "2024-02-01,2024-07-31",
            "2024-02-01,2024-01-31",
            "error: waves.csv, row 3, column ends_on: found 2024-01-31, before 2024-02-01 in "
            "column starts_on; expected a day no earlier than in column starts_on. Correct one of"
            " the two days.",
        ),
        (
            "cycles",
            "2023-10-08",
            "2023-09-08",
            "error: cycles.csv, row 2, column ended_on: found 2023-09-08, before 2023-10-01 in "
            "column started_on; expected a day no earlier than in column started_on. Correct one "
            "of the two days.",
        ),
        (
            "decisions",
            "2024-03-31",
            "2024-01-31",
            "error: decisions.csv, row 2, column by_when: found 2024-01-31, before 2024-02-10 in "
            "column on; expected a day no earlier than in column on. Correct one of the two days.",
        ),
        (
            "organizations",
            "school,public,west",
            "school,Public,west",
            "warning: organizations.csv, row 3, column sector: found 'Public' beside 'public', "
            "which are counted apart; expected one spelling of one word. Write it in one way, or "
            "go on if two things are meant.",
        ),
        (
            "waves",
            "w2,Spring",
            "../x,Spring",
            "error: waves.csv, row 3, column wave: found '../x'; expected up to 100 letters, "
            "digits, blanks and - _ . /, with a letter or digit at each end, and not 'latest' or a "
            "word that Windows keeps for itself. Choose another short name, here and wherever it "
            "stands; the label may be any text.",
        ),
        (
            "waves",
            "w2,Spring",
            "con,Spring",
            "error: waves.csv, row 3, column wave: found 'con'; expected up to 100 letters, digits,"
            " blanks and - _ . /, with a letter or digit at each end, and not 'latest' or a word "
            "that Windows keeps for itself. Choose another short name, here and wherever it "
            "stands; the label may be any text.",
        ),
        (
            "waves",
            "w2,Spring",
            "..,Spring",
            "error: waves.csv, row 3, column wave: found '..'; expected up to 100 letters, digits, "
            "blanks and - _ . /, with a letter or digit at each end, and not 'latest' or a word "
            "that Windows keeps for itself. Choose another short name, here and wherever it "
            "stands; the label may be any text.",
        ),
        (
            "waves",
            "w2,Spring",
            "latest,Spring",
            "error: waves.csv, row 3, column wave: found 'latest'; expected up to 100 letters, "
            "digits, blanks and - _ . /, with a letter or digit at each end, and not 'latest' or a "
            "word that Windows keeps for itself. Choose another short name, here and wherever it "
            "stands; the label may be any text.",
        ),
        (
            "waves",
            "w2,Spring",
            "x" * 101 + ",Spring",
            "error: waves.csv, row 3, column wave: found "
            "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'; expected up to 100 "
            "letters, digits, blanks and - _ . /, with a letter or digit at each end, and not "
            "'latest' or a word that Windows keeps for itself. Choose another short name, here and "
            "wherever it "
            "stands; the label may be any text.",
        ),
        (
            "waves",
            "w2,Spring",
            "W1,Spring",
            "error: waves.csv, row 3, column wave: found 'W1', which differs from another wave by "
            "capitals alone; expected names that differ in their letters: many systems keep one "
            "folder for both. Choose another short name, here and wherever the wave is named.",
        ),
        (
            "teams",
            "hub,,Hub,hub,",
            "hub,,Hub,hub,\n(together),,Rest,affinity group,",
            "error: teams.csv, row 5, column team_id: found '(together)'; expected an id that is "
            "not in brackets: those are kept for groups that pages put together. Take the brackets "
            "off, here and wherever the id stands.",
        ),
        (
            "teams",
            "Readers",
            "Read\u202eers",
            "error: teams.csv, row 2, column name: found 'Read\\u202eers'; expected words without "
            "unseen signs that turn the direction of writing. Write the words anew, by hand.",
        ),
    ],
)
def test_one_fault_gives_one_problem(
    fault: Fault, table: str, old: str, new: str, sentence: str
) -> None:
    assert fault(table, old, new) == [sentence]
