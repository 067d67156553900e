"""Settings and remarks: strict, and refused in whole sentences before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from nicdev.errors import ParamsRefused
from nicdev.framework import framework
from nicdev.remarks import Remark, read_remarks
from nicdev.study import Study, read_study

KEYS = (
    "network, title, synthetic, language, seed, data, private, not_names, stop_words, "
    "names_by_capitals, lexicon, published_shares, coaching_words, data_words, duty_words, "
    "word_lists, open_to_members, portfolio, limits"
)
LIMITS = ", ".join(framework().limits)
SOUND = 'network: "x"\ntitle: "X"\n'
COMPARE = "Compare with a file made by 'nicdev new'."

REFUSED = {
    "an unquoted code": (
        "network: 007\ntitle: X\n",
        'row 1, column network: found 007, which YAML reads as a number; expected text. Put it in '
        'quotes: network: "007"'),
    "an unquoted date": (
        SOUND + "data: 2026-01-01\n",
        'row 3, column data: found 2026-01-01, which YAML reads as a date; expected text. Put it '
        'in quotes: data: "2026-01-01"'),
    "an unquoted true": (
        'network: "x"\ntitle: true\n',
        'row 2, column title: found true, which YAML reads as true or false; expected text. Put '
        'it in quotes: title: "true"'),
    "an unquoted name in a list": (
        SOUND + "private:\n  members:\n    - name\n    - 7\n",
        'row 6, column private.members.1: found 7, which YAML reads as a number; expected text. '
        'Put it in quotes: "7"'),
    "a missing key": (
        "network: x\n", ": found no 'title'; expected the network's name as its pages print it. "
        "Add a line 'title: ...'."),
    "an unknown key": (
        SOUND + "sed: 1\n",
        f"row 3: found the unknown key 'sed'; expected one of {KEYS}. Did you mean 'seed'?"),
    "an unknown key like no other": (
        SOUND + "zzz: 1\n",
        f"row 3: found the unknown key 'zzz'; expected one of {KEYS}. Remove the line."),
    "a key that is a number": (
        SOUND + "7: x\n",
        f"row 3: found the unknown key '7'; expected one of {KEYS}. Remove the line."),
    "a key twice": (
        SOUND + "title: Y\n",
        "row 3: found a key that stands there already; expected each key once. Take one of the "
        "two lines out."),
    "a fraction for a whole number": (
        SOUND + "seed: 1.5\n",
        "row 3, column seed: found 1.5; expected a whole number. Correct the value."),
    "a text for a number": (
        SOUND + 'limits: {k_people: "6"}\n',
        "row 3, column limits.k_people: found '6'; expected a number. Correct the value."),
    "a number that is none": (
        SOUND + "limits:\n  k_people: .nan\n",
        "row 4, column limits.k_people: found .nan; expected a number. Correct the value."),
    "true for a number": (
        SOUND + "limits: {k_people: true}\n",
        "row 3, column limits.k_people: found true; expected a number. Correct the value."),
    "a yes, which is text": (
        SOUND + "synthetic: yes\n",
        "row 3, column synthetic: found 'yes'; expected true or false. Correct the value."),
    "a text for a list": (
        SOUND + "not_names: Will\n",
        "row 3, column not_names: found 'Will'; expected a list, such as [one, two]. Correct the "
        "value."),
    "nothing for settings below": (
        SOUND + "private:\n",
        "row 3, column private: found nothing; expected lines of the form 'name: value' below "
        "it. Correct the value."),
    "no title": (
        'network: "x"\ntitle: ""\n',
        "row 2, column title: found no text; expected text. Correct the value."),
    "another network": (
        'network: "y"\ntitle: "Y"\n',
        "row 1, column network: found 'y'; expected 'x', as the file is called. Rename the file "
        "or correct the code."),
    "a code that looks like no": (
        "network: NO\ntitle: X\n",
        "row 1, column network: found 'NO'; expected 'x', as the file is called. Rename the file "
        "or correct the code."),
    "a language without words": (
        SOUND + "language: no\n",
        "row 3, column language: found 'no'; expected one of en. Correct the value."),
    "a limit that does not exist": (
        SOUND + "limits:\n  k_peple: 6\n",
        f"row 4, column limits: found the unknown threshold 'k_peple'; expected one of {LIMITS}. "
        "Did you mean 'k_people'?"),
    "a limit below its range": (
        SOUND + "limits:\n  k_people: 2\n",
        "row 4, column limits.k_people: found 2; expected at least 3. Correct the value."),
    "a limit above its range": (
        SOUND + "limits:\n  survey_rate: 1.1\n",
        "row 4, column limits.survey_rate: found 1.1; expected at least 0 and at most 1. Correct "
        "the value."),
    "a list of words without spellings": (
        SOUND + "lexicon:\n  - exit ticket\n",
        "row 3, column lexicon: found several values; expected lines of the form 'name: value' "
        "below it. Correct the value."),
    "a word with one spelling that is no list": (
        SOUND + "lexicon:\n  exit ticket: exit slip\n",
        "row 4, column lexicon.exit ticket: found 'exit slip'; expected a list, such as [one, "
        "two]. Correct the value."),
    "a word that nothing is looked for": (
        SOUND + "lexicon:\n  exit ticket: []\n",
        "row 4, column lexicon.exit ticket: found nothing; expected a list of at least one "
        "spelling, such as [one, two]. Correct the value."),
    "a spelling without a letter": (
        SOUND + 'lexicon:\n  exit ticket: ["--"]\n',
        "row 4, column lexicon.exit ticket.0: found '--'; expected text with a letter or a digit "
        "in it. Correct the value."),
    "not YAML": (
        SOUND + "limits: [\n",
        "row 4: found text that is not YAML (expected the node content, but found '<stream "
        f"end>'); expected lines of the form 'key: value'. {COMPARE}"),
    "a day that does not exist": (
        SOUND + "data: 2026-13-01\n",
        ": found text that is not YAML (month must be in 1..12); expected lines of the form 'key: "
        f"value'. {COMPARE}"),
    "a list": (
        "- x\n", f": found no settings; expected lines of the form 'key: value'. {COMPARE}"),
    "nothing": (
        "", f": found no settings; expected lines of the form 'key: value'. {COMPARE}"),
}  # fmt: skip


def place(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / "params" / name
    path.parent.mkdir()
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("what", REFUSED)
def test_refused_in_a_whole_sentence(tmp_path: Path, what: str) -> None:
    text, sentence = REFUSED[what]
    with pytest.raises(ParamsRefused) as refused:
        read_study(place(tmp_path, "x.yml", text))
    between = "" if sentence.startswith(":") else ", "
    assert str(refused.value) == (
        f"The settings cannot be used as they are.\n- params/x.yml{between}{sentence}"
    )


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    path = place(tmp_path, "x.yml", 'network: "x"\ntitle: "Grün"\n'.encode("cp1252"))
    with pytest.raises(ParamsRefused) as refused:
        read_study(path)
    assert str(refused.value) == (
        "The settings cannot be used as they are.\n- params/x.yml: found bytes that are not "
        "UTF-8; expected a UTF-8 text file. Save the file as UTF-8."
    )


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    text = "network: 7\ntitel: X\nseed: x\nlimits: {k_people: x}\n"
    with pytest.raises(ParamsRefused) as refused:
        read_study(place(tmp_path, "x.yml", text))
    codes = sorted(problem.code for problem in refused.value.problems)
    assert codes == ["missing_key", "unknown_key", "unquoted", "wrong_type", "wrong_type"]


def test_what_may_be_written(tmp_path: Path) -> None:
    text = (
        '\ufeff# a comment\nnetwork: "007"\ntitle: NO\nsynthetic: true\nseed: 3\n'
        "private: {members: [name, mail]}\nnot_names: [May]\nlimits: {k_people: 7}\n"
        "lexicon: {the chart: [chart, charts]}\n"
    )
    study = read_study(place(tmp_path, "007.yml", text))
    assert study == Study(network="007", title="NO", synthetic=True, seed=3,
                          private={"members": ("name", "mail")}, not_names=("May",),
                          lexicon={"the chart": ("chart", "charts")},
                          limits={"k_people": 7.0})  # fmt: skip
    assert study.limit("k_people").value == 7
    assert study.limit("k_people").source == ""
    assert study.limit("k_students") == framework().limits["k_students"]
    assert set(study.all_limits) == set(framework().limits)


def test_a_study_is_frozen_and_strict() -> None:
    study = Study(network="x", title="X")
    with pytest.raises(ValidationError):
        study.title = "Y"
    with pytest.raises(ValidationError):
        Study(network="x", title="X", seed="1")  # type: ignore[arg-type]


REMARKS = """\
<!-- A comment
of two lines -->
# all

## roles.trust.facets

First words. <!-- not this -->

### A heading of mine
- a list

## roles.connections.density
Other words.
# spring
## roles.trust.facets
"""


def test_remarks_by_wave_and_key(tmp_path: Path) -> None:
    assert read_remarks(place(tmp_path, "x.md", REMARKS)) == {
        ("all", "roles.trust.facets"): Remark(
            "First words. \n\n### A heading of mine\n- a list", 7),
        ("all", "roles.connections.density"): Remark("Other words.", 13),
    }  # fmt: skip
    assert read_remarks(tmp_path / "params" / "none.md") == {}


def test_no_remark_is_left_out_in_silence(tmp_path: Path) -> None:
    text = "Words above all.\n# all\nWords below a wave.\n## roles.trust.facet\nWords.\n"
    with pytest.raises(ParamsRefused) as refused:
        read_remarks(place(tmp_path, "x.md", text))
    assert str(refused.value) == (
        "The settings cannot be used as they are.\n"
        "- params/x.md, row 1: found 'Words above all.' below no key; expected '# wave' and "
        "'## key' above each remark. Move it below a key.\n"
        "- params/x.md, row 3: found 'Words below a wave.' below no key; expected '# wave' and "
        "'## key' above each remark. Move it below a key.\n"
        "- params/x.md, row 4: found a remark for 'roles.trust.facet'; expected the key of an "
        "indicator. Did you mean 'roles.trust.facets'?"
    )


def test_remarks_that_are_no_utf8(tmp_path: Path) -> None:
    path = place(tmp_path, "x.md", "# all\n## roles.trust.facets\nGrün\n".encode("cp1252"))
    with pytest.raises(ParamsRefused, match="found bytes that are not UTF-8"):
        read_remarks(path)
