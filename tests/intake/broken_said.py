"""What must be said of each broken file, word for word."""

from __future__ import annotations

SAID = {
    "folder-no_folder": (
        "error: net: found no folder that can be opened; expected a folder with a file for each "
        "table. Make the folder and put members.csv in it, or correct its name."
    ),
    "folder-empty_file": (
        "error: members.csv: found an empty file; expected a row of headers, and a row for each "
        "entry. Fill the table in, or take the file out."
    ),
    "folder-utf_16": (
        "error: members.csv: found text in UTF-16; expected text in UTF-8. Save the table again "
        'as "CSV UTF-8".'
    ),
    "folder-zero_bytes": (
        "error: members.csv: found zero bytes on line 3 of the file; expected a table saved as "
        'text. Save the table again as "CSV UTF-8".'
    ),
    "folder-windows_1252": (
        "warning: members.csv: found text on line 3 of the file that is not UTF-8; it was read as"
        " Windows-1252; expected text in UTF-8. Look whether accents and quotation marks came out"
        ' right. Save the table again as "CSV UTF-8".'
    ),
    "folder-unknown_encoding": (
        "error: members.csv: found text on line 2 of the file that is neither UTF-8 nor "
        'Windows-1252; expected text in UTF-8. Save the table again as "CSV UTF-8".'
    ),
    "folder-unclosed_quote": (
        "error: members.csv, row 2: found a quotation mark that is never closed; expected a "
        "second quotation mark at the end of the cell. Close it, or take it out."
    ),
    "folder-misplaced_quote": (
        "error: members.csv, row 2: found a quotation mark inside a cell that is itself in "
        "quotation marks; expected two of them for each one that belongs to the text. Write it "
        "twice, or save the table again from the spreadsheet."
    ),
    "folder-too_many_cells": (
        "error: members.csv, row 2: found 4 cells; expected 3, as many as there are headers. Put "
        "quotation marks around texts with commas in them."
    ),
    "folder-too_few_cells": (
        "error: members.csv, row 2: found 2 cells; expected 3, as many as there are headers. Fill"
        " the row up, or join it with the row it was torn from."
    ),
    "folder-blank_row": (
        "warning: members.csv, rows 3 and 4: found nothing between rows of data; expected a table"
        " without gaps. Take the row out, or go on: it was skipped."
    ),
    "folder-not_a_table": (
        "warning: members.csv: found a folder; expected tables as .csv, .tsv or .parquet. Take it"
        " out, or go on: it is not read."
    ),
    "folder-link": (
        "error: members.csv: found a link to another place; expected the file itself. Copy the "
        "file here: what a link leads to may change unseen."
    ),
    "folder-table_twice": (
        "error: members.tsv: found the same table as in members.csv; expected one file for each "
        "table. Take one of the two files out."
    ),
    "pipe-unreadable": (
        "error: members.csv: found a file that cannot be opened; expected a file that you may "
        "read. Close it elsewhere, or correct its permissions."
    ),
    "parquet-unreadable": (
        "error: members.parquet: found a file that is not Parquet, or a damaged one; expected a "
        "Parquet file. Save the table again, as Parquet or as CSV UTF-8."
    ),
    "table-no_members": (
        "error: members.csv: found no such table; expected a roster: the one table that is always"
        " needed. Write a row for each person in it: member_id, observed_from, joined_on."
    ),
    "table-repeated_column": (
        "error: members.csv, column joined_on: found this header in columns B and C; expected "
        "every header once. Rename or take out all but one of them."
    ),
    "table-empty_header": (
        "error: members.csv, column D: found a column without a header; expected a header in row "
        "1 of every column. Write the header, or take the column out."
    ),
    "table-missing_column": (
        "error: members.csv, column observed_from: found no such column; expected a column "
        "observed_from: the day from which your records show what this person did. Add the column"
        " observed_from."
    ),
    "table-misspelled_column": (
        "error: members.csv, column Joined_on: found the header 'Joined_on', which the contract "
        "does not have; expected the header joined_on. Rename the column to joined_on."
    ),
    "table-unknown_column": (
        "warning: members.csv, column x: found the header 'x', which the contract does not have; "
        "expected the columns of the data dictionary. Rename the column, or go on: it is not "
        "read."
    ),
    "table-name_not_private": (
        "error: members.csv, column first name: found what looks like names or addresses of "
        "people; expected codes only: who people are is read only where the params declare it "
        "private. Take the column out, or declare it private in the params under private: "
        "members."
    ),
    "table-unknown_table": (
        "warning: \u05d7\u05d1\u05e8\u05d9\u05dd.csv: "
        "found a table '\u05d7\u05d1\u05e8\u05d9\u05dd', "
        "which the contract does not have; expected a table of the data dictionary. Take the file "
        "out, or go on: it is not read."
    ),
    "table-misspelled_table": (
        "error: Members.csv: found a table 'Members', which the contract does not have; expected "
        "the name members. Rename the file to members.csv."
    ),
    "table-not_an_id": (
        "error: members.csv, row 2, column member_id:"
        " found '\U0001f469\\u200d\U0001f3eb'; expected an id without ;,"
        " unseen signs or blanks at its ends. Write "
        "'\U0001f469\U0001f3eb', here and wherever the id stands."
    ),
    "table-turned_text": (
        "error: teams.csv, row 2, column name: found 'abc\\u202edcba'; expected words without "
        "unseen signs that turn the direction of writing. Write the words anew, by hand."
    ),
    "table-not_a_date": (
        "error: members.csv, rows 2, 3, 4, 5, 6 and 7, column joined_on: found 6 different "
        "values: '3/4/2024', '4.3.2024', '45000' and 3 more; expected a date written "
        "year-month-day, such as 2024-09-30. Format the column in the spreadsheet as "
        "year-month-day, then save it again."
    ),
    "table-impossible_date": (
        "error: members.csv, row 2, column joined_on: found '2024-02-30'; expected a day that "
        "exists, between 1900 and 2100. Correct the day: that month had 29 days."
    ),
    "table-not_a_number": (
        "error: members.csv, row 2, column years_improving: found '=cmd|'/C calc'!A0'; expected a"
        " number from 0 to 80. Write a number in digits, such as 3 or 3.5."
    ),
    "table-out_of_range": (
        "error: members.csv, row 2, column years_improving: found '1904'; expected a number from "
        "0 to 80. Correct the number."
    ),
    "table-spreadsheet_error": (
        "error: members.csv, row 2, column joined_on: found '#REF!'; expected a date written "
        "year-month-day, such as 2024-09-30, not an error sign of the spreadsheet. Mend the "
        "formula in the spreadsheet, then save the table again."
    ),
    "table-required_empty": (
        "error: members.csv, row 2, column joined_on: found an empty cell; expected a date "
        "written year-month-day, such as 2024-09-30. Fill the cell in."
    ),
    "table-blanks_around": (
        "warning: teams.csv, row 2, column kind: found blanks in 'hub '; expected no blanks at "
        "the ends of a cell. Take them out; the cell was read without them."
    ),
    "table-ends_before_it_starts": (
        "error: members.csv, row 2, column left_on: found 2023-01-01, before 2024-01-01 in column"
        " joined_on; expected a day no earlier than in column joined_on. Correct one of the two "
        "days."
    ),
    "table-repeated_key": (
        "error: members.csv, rows 2 and 3, column member_id: found member_id 'm1' in more than "
        "one row; expected each member_id once. Take out the rows too many, or correct them."
    ),
    "table-address_as_id": (
        "error: members.csv, column member_id: found e-mail addresses as ids; expected codes that"
        " tell nobody who it is. Give every person a code, here and wherever the id stands."
    ),
    "table-unknown_id": (
        "error: member_groups.csv, row 2, column member_id: found 'M1', which is not there; "
        "expected an id of members.csv (member_id). Write 'm1' if that is meant, or add 'M1' to "
        "members.csv."
    ),
    "table-two_spellings": (
        "warning: member_groups.csv, row 3, column attribute: found 'Grade' beside 'grade', which"
        " are counted apart; expected one spelling of one word. Write it in one way, or go on if "
        "two things are meant."
    ),
    "table-not_allowed": (
        "error: teams.csv, row 2, column kind: found 'Hub'; expected improvement team, affinity "
        "group or hub. Write 'hub': capitals count."
    ),
    "table-team_in_brackets": (
        "error: teams.csv, row 2, column team_id: found '(all)'; expected an id that is not in "
        "brackets: those are kept for groups that pages put together. Take the brackets off, here"
        " and wherever the id stands."
    ),
    "table-no_waves": (
        "error: waves.csv: found no such table, although 'w1' stands as a wave in "
        "instruments.csv; expected 'all' as the only wave where there is no table of waves. Add "
        "waves.csv: a row for each wave, with wave, label, starts_on and ends_on."
    ),
    "workbook-no_file": (
        "error: net.xlsx: found no such file; expected a file to read. Correct its name or its "
        "place."
    ),
    "workbook-link": (
        "error: net.xlsx: found a link to another place; expected the file itself. Copy the file "
        "here: what a link leads to may change unseen."
    ),
    "workbook-folder": (
        "error: net.xlsx: found a folder; expected a file. Name the file that is to be read."
    ),
    "workbook-two_places": (
        "error: net.xlsx: found a workbook beside a folder net with tables; expected tables in "
        "one place. Take one of the two out, or name the one that is meant in the params under "
        "data."
    ),
    "workbook-damaged": (
        "error: net.xlsx: found a file that is no Excel workbook, or a damaged one; expected an "
        "Excel workbook (.xlsx). Open it in a spreadsheet and save it again as .xlsx."
    ),
    "workbook-too_large": (
        "error: net.xlsx: found a workbook that unfolds to 2,000 MB; expected at most 500 MB. "
        "Save the sheets that matter as CSV UTF-8, one file each."
    ),
    "workbook-old_or_locked": (
        "error: net.xlsx: found a workbook in the format before 2007, or one with a password; "
        "expected an Excel workbook (.xlsx) without a password. Open it in a spreadsheet and save"
        " it as .xlsx, without a password."
    ),
    "workbook-too_wide": (
        "error: net.xlsx, sheet members: found cells so far apart that the sheet spans 17,179 "
        "million; expected at most 30 million. Copy the rows and columns that matter into a new "
        "sheet."
    ),
    "workbook-hidden_sheet": (
        "warning: net.xlsx, sheet teams: found a hidden sheet; expected sheets that can be seen. "
        "Show it, or take it out: it was read like the others."
    ),
    "workbook-empty_sheet": (
        "warning: net.xlsx, sheet teams: found an empty sheet; expected a row of headers, and a "
        "row for each entry. Fill it in, or go on: there is no evidence in it yet."
    ),
    "workbook-unknown_table": (
        "warning: net.xlsx, sheet Sheet2: found a table 'Sheet2', which the contract does not "
        "have; expected a table of the data dictionary. Take the sheet out, or go on: it is not "
        "read."
    ),
    "workbook-misspelled_table": (
        "error: net.xlsx, sheet Teams: found a table 'Teams', which the contract does not have; "
        "expected the name teams. Rename the sheet to teams."
    ),
    "workbook-no_members": (
        "error: net.xlsx, sheet members: found headers and nothing below them; expected a roster:"
        " the one table that is always needed. Write a row for each person in it: member_id, "
        "observed_from, joined_on."
    ),
    "workbook-merged_cells": (
        "warning: net.xlsx, sheet members, row 4: found merged cells (A4:C4); expected one cell "
        "for each value. Take the merging off, and write the value into every cell that it holds "
        "for; it was read in the first of them."
    ),
    "workbook-formula": (
        "warning: net.xlsx, sheet members, row 2: found formulas in A2; expected values. Look "
        "whether the values are right: those that were last worked out were read."
    ),
    "workbook-formula_without_value": (
        "error: net.xlsx, sheet members, row 2: found formulas in C2 that were never worked out; "
        "expected values. Open the workbook in a spreadsheet, look whether the values are right, "
        "and save it again."
    ),
    "workbook-error_value": (
        "error: net.xlsx, sheet members, row 2: found error values in C2; expected values. "
        "Correct the formulas; the cells were read as empty."
    ),
    "workbook-above_headers": (
        "warning: net.xlsx, sheet members, row 1: found 'Our roster, spring' above the headers; "
        "expected the headers in the first row. Take it out, or go on: it was skipped."
    ),
    "workbook-totals_row": (
        "warning: net.xlsx, sheet members, row 3: found a row of totals ('Total'); expected a row"
        " for each entry. Take it out, or go on: it was skipped."
    ),
    "workbook-stray_note": (
        "warning: net.xlsx, sheet members, row 3: found a note ('* people as of March'); expected"
        " a row for each entry. Take it out, or go on: it was skipped."
    ),
    "workbook-blank_row": (
        "warning: net.xlsx, sheet members, row 3: found nothing between rows of data; expected a "
        "table without gaps. Take it out, or go on: it was skipped."
    ),
    "workbook-number_as_text": (
        "warning: net.xlsx, sheet members, row 2, column D (years_improving): found numbers "
        "stored as text, such as '3'; expected numbers. Turn them into numbers, or go on: they "
        "were read as they stand."
    ),
    "workbook-date_as_text": (
        "warning: net.xlsx, sheet members, row 2, column C (joined_on): found dates stored as "
        "text, such as '2024-01-01'; expected dates. Turn them into dates, or go on: they were "
        "read as they stand."
    ),
    "workbook-not_a_date": (
        "error: net.xlsx, sheet members, row 2, column C (joined_on): found '3/4/2024'; expected "
        "a date written year-month-day, such as 2024-09-30. Write 2024-03-04 or 2024-04-03, "
        "whichever is meant."
    ),
    "workbook-id_as_number": (
        "warning: net.xlsx, sheet members, row 2, column A (member_id): found ids stored as "
        "numbers, such as '7'; expected ids as text. Look whether zeros at the beginning are "
        "lost; format the column as text before ids are written into it."
    ),
    "workbook-id_as_date": (
        "warning: net.xlsx, sheet members, row 2, column A (member_id): found ids that the "
        "spreadsheet turned into dates, such as '2024-03-01'; expected ids as text. Format the "
        "column as text, and write these ids again."
    ),
    "workbook-days_from_1904": (
        "warning: net.xlsx, sheet members, row 2: found days before 1905; expected days of our "
        "time. Look whether they are four years and a day too early: a Mac counts days from 1904,"
        " and copying between workbooks can shift them."
    ),
    "workbook-impossible_date": (
        "error: net.xlsx, sheet members, row 2, column C (joined_on): found '1900-02-29'; "
        "expected a day that exists, between 1900 and 2100. Correct the day: that month had 28 "
        "days."
    ),
    "workbook-repeated_column": (
        "error: net.xlsx, sheet members, column C (joined_on): found this header in columns C and"
        " D; expected every header once. Rename or take out all but one of them."
    ),
    "workbook-empty_header": (
        "error: net.xlsx, sheet members, column E: found a column without a header; expected a "
        "header in row 1 of every column. Write the header, or take the column out."
    ),
    "workbook-not_an_id": (
        "error: net.xlsx, sheet members, row 2, "
        "column A (member_id): found '\U0001f469\\u200d\U0001f3eb'; "
        "expected an id without ;, unseen signs or "
        "blanks at its ends. Write '\U0001f469\U0001f3eb', here and "
        "wherever the id stands."
    ),
    "source-too_large": (
        "error: net.xlsx: found a workbook that unfolds to 512 MB; expected at most 500 MB. Save "
        "the sheets that matter as CSV UTF-8, one file each."
    ),
    "source-empty_file": (
        "error: net.xlsx: found a workbook with nothing in it; expected a row of headers, and a "
        "row for each entry. Fill the table in, or take the file out."
    ),
    "source-damaged": (
        "error: net.xlsx: found a file that is no Excel workbook, or a damaged one; expected an "
        "Excel workbook (.xlsx). Open it in a spreadsheet and save it again as .xlsx."
    ),
}
