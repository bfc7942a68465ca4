"""Which items stand for which boundary rule of GUIDE.md, and on which side of it.

corpus/boundaries.tsv names them, an item and a rule a line: `rule`, its number in GUIDE.md with a letter where it has
several clauses; `side`; `id`. A side is the primary topic that the rule gives, `not TOPIC`, or a word of NAMED.
"""

import collections
import itertools

from corpus_measures import by

TAG_COLUMNS = ["rule", "side", "id"]
RULES = {  # rule: what lies on the sides, and the sides
    "1": ("a person's manner or absence / steps, papers, waiting", ["officials", "government"]),
    "2a": ("who takes or misuses: a group's head / somebody in office", ["residential_groups", "officials"]),
    "2b": ("pay of a group's cadres / of health workers, militia, volunteers", ["residential_groups", "policy"]),
    "3": ("a condition, a nuisance / an authority that does not act", ["development", "government"]),
    "4": ("a right and its amount / a paper", ["policy", "government"]),
    "5": ("the epidemic: team / rules, support / fees, passes / health service, neighbours / a group's head",
          ["covid_teams", "policy", "government", "development", "residential_groups"]),
    "6": ("money collected: by the group / ward or police / rubbish contractor",
          ["residential_groups", "government", "development"]),
    "7": ("the group's house / headquarters, parks, grounds", ["residential_groups", "development"]),
    "8a": ("a word for a group: the subject / an address, a passing mention",
           ["residential_groups", "not residential_groups"]),
    "8b": ("a word of the epidemic: the subject / a passing mention", ["covid_teams", "not covid_teams"]),
    "8c": ("a word for an office: the subject / a passing mention", ["government", "not government"]),
    "9": ("nothing is asked: praise / blame or plain telling / no subject", ["praise", "telling", "other"]),
    "10": ("several requests, the primary one is: the first / a later, larger one", ["first", "largest"]),
    "11a": ("blame of the authority: a mention / the content", ["development", "government"]),
    "11b": ("a benefit neither paid nor answered / a card or certificate wrong or late", ["policy", "government"]),
    "11c": ("a land book or permit held up: by planning / otherwise", ["policy", "government"]),
    "12": ("a closed alley: residents, team / ward / length, rule", ["covid_teams", "government", "policy"]),
    "13a": ("private people: debts, contracts, lawsuits / a nuisance", ["other", "development"]),
    "13b": ("military service: papers / conditions", ["government", "development"]),
}
NAMED = {  # a side that is no topic: what an item there must have
    "praise": lambda item: item["primary"] != "other", "telling": lambda item: item["primary"] != "other",
    "first": lambda item: item.secondary, "largest": lambda item: item.secondary,
}
SHARED = 0.3  # of the shorter one's syllables: that much two items of a pair have in common


def holds(side, item):
    if side in NAMED:
        return bool(NAMED[side](item))
    topic = side.removeprefix("not ")
    return (item["primary"] == topic) == (side == topic)


def tag_faults(tags, items):
    """Lines about tags that name no rule, side or item, that stand twice, or whose item is not on that side."""
    known = {item["id"]: item for item in items}
    times = collections.Counter((tag["rule"], tag["id"]) for tag in tags)
    for tag in tags:
        rule, side, name = tag["rule"], tag["side"], tag["id"]
        if side not in RULES.get(rule, ("", []))[1]:
            yield f"boundary {rule}: no side {side!r} ({name})"
        elif name not in known:
            yield f"boundary {rule}: no item {name}"
        elif not holds(side, known[name]):
            yield f"boundary {rule}: {name} is no {side}, but {known[name]['primary']}"
    yield from (f"boundary {rule}: {name} stands there {n} times" for (rule, name), n in times.items() if n > 1)


def tagged(tags, items):
    """{rule: {side: its items}}, every rule and side of RULES."""
    known = {item["id"]: item for item in items}
    found = {rule: {side: [] for side in sides} for rule, (_, sides) in RULES.items()}
    for tag in tags:
        if tag["id"] in known and tag["side"] in found.get(tag["rule"], {}):
            found[tag["rule"]][tag["side"]].append(known[tag["id"]])
    return found


def alike(a, b):
    a, b = set(a.syllables), set(b.syllables)
    return len(a & b) >= SHARED * min(len(a), len(b))


def paired(sides):
    """Ids of items beside a partner: of the same rule and group, in much the same words, of another primary topic."""
    groups = by(itertools.chain(*sides.values()), "group").values()
    return {a["id"] for group in groups for a in group
            if any(a["primary"] != b["primary"] and alike(a, b) for b in group)}


def measure_boundaries(tags, items):
    """(name, where, value) for the bounds of check_corpus.py."""
    pairs = collections.defaultdict(set)
    for rule, sides in tagged(tags, items).items():
        yield "items of a boundary rule", rule, sum(map(len, sides.values()))
        for side, found in sides.items():
            yield "items on a side of a boundary rule", f"{rule}, {side}", len(found)
        pairs[rule.rstrip("abc")] |= paired(sides)
    for rule, found in pairs.items():
        yield "items of a boundary rule beside a partner", rule, len(found)


def boundary_rows(tags, items):
    """The cells of the model card's table, a rule a row."""
    for rule, sides in tagged(tags, items).items():
        yield [rule, RULES[rule][0], ", ".join(f"`{side}` {len(found)}" for side, found in sides.items()),
               sum(map(len, sides.values())), len(paired(sides))]
