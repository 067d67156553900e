"""A small network with every table of the contract and no fault, to plant faults in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import numpy as np
import pandas as pd
import pytest

from nicdev.tables import TABLES, Checked, RawTable, check

SOUND: Mapping[str, str] = {
    "organizations": """
org_id,name,kind,sector,region,joined_on,left_on
o1,North School,school,public,east,2023-08-01,
o2,South School,school,public,west,2023-08-01,2024-12-31
""",
    "teams": """
team_id,org_id,name,kind,driver_id
t1,o1,Readers,improvement team,d1
t2,o2,Writers,improvement team,
hub,,Hub,hub,
""",
    "members": """
member_id,observed_from,joined_on,left_on,left_reason,years_improving
007,2023-09-01,2023-09-01,,,2
m2,2023-09-01,2023-09-01,2024-12-31,changed job,0.5
NO,2023-09-01,2023-09-01,,,
1e3,2023-09-01,2023-09-01,,,10
""",
    "roles": """
member_id,org_id,role,hub_tier,from_on,to_on,replaces
007,o1,teacher,none,2023-09-01,2024-06-30,
007,o1,coach,none,2024-07-01,,m2
1e3,o1,lead,lead,2023-09-01,,
""",
    "memberships": """
member_id,team_id,from_on,to_on
007,t1,,
m2,t1,2023-09-01,2024-12-31
NO,t2,,
1e3,hub,,
""",
    "expertise": """
member_id,domain,level,as_of,source
007,improvement,3,2023-10-01,self
007,improvement,4,2024-10-01,self
""",
    "member_groups": """
member_id,attribute,value
007,grade band,primary
m2,grade band,secondary
""",
    "waves": """
wave,label,starts_on,ends_on
w1,Autumn 2023,2023-09-01,2024-01-31
w2,Spring 2024,2024-02-01,2024-07-31
""",
    "events": """
event_id,structure,team_id,held_on,duration_hours,driver_id
e1,convening,,2023-10-05,6,
e2,team time,t1,2024-03-05,1.5,d1
""",
    "invitations": """
event_id,member_id
e1,007
e1,m2
""",
    "attendance": """
event_id,member_id,duration_hours,team_id,headcount
e1,007,6,,
e1,m2,,,
e2,007,1,,
e2,,,t2,3
""",
    "activity": """
member_id,on,structure,cycle_id
007,2023-11-01,post,
007,2023-11-01,post,
m2,2023-11-02,upload,c1
""",
    "support": """
on,team_id,kind,duration_hours,kept
2023-11-01,t1,coaching,1,given
""",
    "instruments": """
wave,instrument,member_id,fielded_on,status
w1,survey,007,2023-11-01,responded
w1,survey,m2,2023-11-01,partial
w1,survey,NO,2023-11-01,invited
""",
    "respondents": """
wave,respondent_id,member_id,org_id,team_id,is_hub
w1,r1,007,o1,t1,no
w1,r2,m2,o1,t1,FALSE
w2,r1,,,,
""",
    "items": """
item_id,key,facet,referent,asked_of,text,low,high,reversed
i1,roles.trust.facets,respect,own_team,,They listen.,1,5,no
i2,roles.trust.facets,respect,hub,members,They do not listen.,1,5,yes
""",
    "responses": """
wave,respondent_id,item_id,value,missing
w1,r1,i1,4,
w1,r1,i2,,dont_know
w1,r2,i1,5,
w2,r1,i1,1,
""",
    "relations": """
relation,wave,text,method,max_names,scope,directed,low,high,tie_from
advice,w1,Whom do you ask?,names,2,all,yes,1,4,1
advice,w2,Whom do you ask?,roster,,all,yes,1,4,1
""",
    "tie_asked": """
wave,relation,member_id,status
w1,advice,007,responded
w1,advice,m2,partial
w1,advice,NO,invited
w2,advice,007,responded
""",
    "ties": """
wave,relation,source,target,strength
w1,advice,007,m2,4
w1,advice,m2,007,2
w2,advice,007,m2,1
""",
    "voices": """
wave,respondent_id,question,answer,other_text
w1,r1,barrier,time,
w1,r1,barrier,other,Too many forms.
""",
    "aims": """
version,dated_on,text,what,for_whom,how_much,by_when
1,2023-09-01,All read well.,reading,all children,by a tenth,2025-06-30
""",
    "theory": """
version,node_id,kind,text,parents
v1,a1,aim,All read well.,
v1,d1,primary driver,Time to read,a1
v1,x1,change idea,Reading corner,d1
v2,a1,aim,All read well.,
v2,d1,primary driver,Time to read,a1
v2,x1,change idea,Reading corner,d1;a1
""",
    "theory_versions": """
version,dated_on,note
v1,2023-09-01,
v2,2024-02-01,One more arrow.
""",
    "cycles": """
cycle_id,team_id,idea_id,started_on,ended_on,plan,prediction,measure_id,\
done,observed,study,matched,learning,decision,scale,builds_on,may_share
c1,t1,x1,2023-10-01,2023-10-08,Try it.,More books.,k1,\
Done.,Seen.,So so.,partly,Ask first.,adapt,one classroom,,yes
c2,t2,x1,2023-11-01,,Try again.,,,\
,,,,,undecided,one classroom,c1,yes
""",
    "cycle_members": """
cycle_id,member_id
c1,007
c1,m2
""",
    "learnings": """
learning_id,idea_id,cycles,status,on,version
l1,x1,c1;c2,harvested,2023-12-01,1
l1,x1,c1;c2,offered,2024-01-01,1
""",
    "uptakes": """
learning_id,team_id,on
l1,t2,2024-02-01
""",
    "measures": """
measure_id,name,family,driver_id,direction,unit,numerator,denominator,frequency,shared
k1,Books read,process,d1,up,%,pupils with a book,pupils,weekly,yes
k2,Minutes,driver,,up,minutes,,,weekly,no
""",
    "measurements": """
measure_id,site_id,on,group,value,numerator,denominator,missing_reason
k1,o1,2023-10-01,,,12,20,
k1,o1,2023-10-01,boys,,6,10,
k2,t1,2023-10-01,,33.5,,,
k2,t1,2023-10-08,,,,,holidays
""",
    "measure_events": """
measure_id,site_id,from_on,to_on,kind,note
k1,,2023-10-05,,phase,The corner opens
""",
    "documents": """
document_id,on,wave,kind,member_id,voice,text,consent
x1,2023-10-01,w1,minutes,,hub,We met.,hub
""",
    "codings": """
unit_kind,unit_id,coder,code,value
document,x1,k,self,0
cycle,c1,k,explicit prediction,1
""",
    "context": """
factor_id,level,text,direction,strength,from_on,to_on
f1,state,A new law,hinders,2,2023-09-01,
""",
    "layout": """
node,x,y
o1,0.5,-1
""",
    "decisions": """
decision_id,on,wave,text,role,test,by_when
z1,2024-02-10,w1,Ask the pupils.,coach,A short talk,2024-03-31
""",
}

Report = Callable[..., list[str]]


def raw(name: str, text: str) -> RawTable:
    """Rows of plain cells as a raw table, without a reader."""
    header, *rows = [line.split(",") for line in text.strip("\n").split("\n")]
    cells = pd.DataFrame(rows, columns=header, dtype="str")
    return RawTable(name, f"{name}.csv", cells, np.arange(2, len(rows) + 2), "")


def checked(
    tables: Mapping[str, str], private: Mapping[str, Collection[str]] | None = None
) -> Checked:
    """Check tables given as text."""
    return check({name: raw(name, text) for name, text in tables.items()}, private or {})


@pytest.fixture
def sound() -> dict[str, str]:
    """The tables, as text, to take apart."""
    return dict(SOUND)


@pytest.fixture
def whole() -> Checked:
    """The sound network, checked."""
    return checked(SOUND)


@pytest.fixture
def check_text() -> Callable[..., Checked]:
    """Check tables given as text, by name."""
    return checked


def around(name: str) -> dict[str, str]:
    """The tables under the same heading, and those that they refer to, and so on."""
    names = {one.name for one in TABLES.values() if one.heading == TABLES[name].heading}
    todo = {"members", *names}
    while todo:
        names |= todo
        refers = {to for one in todo for column in TABLES[one].columns for to in column.refers}
        todo = {to.split(".")[0] for to in refers} - names
    return {one: SOUND[one] for one in SOUND if one in names}


@pytest.fixture
def fault() -> Report:
    """Plant one fault in the sound network and give the report, a line for each problem."""

    def planted(table: str, old: str, new: str) -> list[str]:
        assert old in SOUND[table], f"nothing to replace: {old}"
        tables = {**around(table), table: SOUND[table].replace(old, new)}
        return [f"{one.level}: {one}" for one in checked(tables).problems]

    return planted
