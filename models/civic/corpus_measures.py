"""What can be measured on a corpus of labelled civic feedback: format, likeness of items, variety.

Shares are of items; lengths are in syllables, that is in runs of letters and digits.
"""

import collections
import itertools
import re
import unicodedata

COLUMNS = "id,text,primary,secondary,year,register,style,region,grounded,source,group".split(",")
NAME_WORDS = {  # of the display names in topics.tsv
    "policy": "triển khai|nghị quyết|chỉ thị|chính sách|pháp luật",
    "government": "chức năng|nhiệm vụ|quyền hạn|cấp ủy|chính quyền",
    "development": "nhiệm vụ|kinh tế|xã hội|an ninh|quốc phòng",
    "officials": "vai trò|tiền phong|gương mẫu|cán bộ|công chức",
    "covid_teams": "tổ covid|covid|cộng đồng",
    "residential_groups": "tổ dân phố",
    "other": "nội dung khác",
}
TOPICS = list(NAME_WORDS)
VALUES = {
    "primary": TOPICS,
    "register": ["minutes", "letter", "hotline", "qa", "speech", "slip", "boundary"],
    "style": ["plain", "phone", "no_accent"],
    "region": ["north", "north_centre", "south_centre", "highlands", "south", "mekong", "mixed"],
    "grounded": ["y", "n"],
}
NEAR = 0.5      # Jaccard coefficient of 3-syllable shingles from which two items are near-duplicates
RELATED = 0.15  # from which they must share a group


def fold(text):
    """Lower case, no marks: an item typed without accents counts as the same words."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return bare.replace("đ", "d")


def grams(syllables, n):
    """n-grams; a shorter text is one gram."""
    return list(zip(*(syllables[k:] for k in range(n)))) or [tuple(syllables)]


class Item(dict):
    """A row of the corpus with what is measured on it."""

    def __init__(self, row):
        super().__init__(row)
        self.syllables = re.findall(r"\w+", fold(self["text"]))
        self.shingles = set(grams(self.syllables, 3))
        self.secondary = [s for s in self["secondary"].split("|") if s]
        self.digit = bool(re.search(r"\d", self["text"]))


def share(items, test):
    return sum(map(bool, map(test, items))) / len(items)


def by(items, column):
    groups = collections.defaultdict(list)
    for item in items:
        groups[item[column]].append(item)
    return groups


def quantile(lengths, p):
    return sorted(lengths)[min(len(lengths) - 1, int(p * len(lengths)))]


# Schema

def row_faults(item):
    """What is wrong with one row."""
    faults = [f"{c} is {item[c]!r}" for c, allowed in VALUES.items() if item[c] not in allowed]
    if not re.fullmatch(r"[A-Z]\d{4}", item["id"]):
        faults.append("id is not a letter and four digits")
    if not item["year"].isdigit() or not 2004 <= int(item["year"]) <= 2026:
        faults.append(f"year is {item['year']!r}")
    allowed = set(TOPICS) - {item["primary"]}
    if len(set(item.secondary) & allowed) != len(item.secondary) or len(item.secondary) > 2:
        faults.append(f"secondary is {item['secondary']!r}")
    if not re.fullmatch(r"([a-z]\d+)?", item["source"]) or (item["source"] and item["grounded"] == "n"):
        faults.append(f"source is {item['source']!r}")
    if item["text"] != unicodedata.normalize("NFC", item["text"].strip()) or not item["text"]:
        faults.append("text is empty, not in NFC, or has blanks at an end")
    return faults


def schema_faults(items, pages):
    """Lines about rows that break the format. pages: the sources that have an address, None when unknown."""
    ids = collections.Counter(i["id"] for i in items)
    lines = [f"{i['id']}: {fault}" for i in items for fault in row_faults(i)]
    lines += [f"{name}: id used {n} times" for name, n in ids.items() if n > 1]
    lines += [f"{i['id']}: group {i['group']!r} is no id" for i in items if i["group"] not in ids]
    for source, found in by(items, "source").items():
        if source and pages is not None and source not in pages:
            lines.append(f"{source}: no address in sources.tsv")
        if source and len({i["group"] for i in found}) > 1:
            lines.append(f"{source}: its items are in several groups")
    return lines


# Likeness

def related_pairs(items):
    """(a, b, Jaccard coefficient) of all pairs of items from RELATED on."""
    holders = collections.defaultdict(list)
    common = collections.Counter()
    for n, item in enumerate(items):
        for shingle in item.shingles:
            holders[shingle].append(n)
    for found in holders.values():
        common.update(itertools.combinations(found, 2))
    for (a, b), n in common.items():
        jaccard = n / (len(items[a].shingles) + len(items[b].shingles) - n)
        if jaccard >= RELATED:
            yield items[a], items[b], jaccard


def near_duplicates(pairs):
    """Ids of items with a near-duplicate: of the same topic, of another."""
    same, other = set(), set()
    for a, b, jaccard in pairs:
        if jaccard >= NEAR:
            (same if a["primary"] == b["primary"] else other).update((a["id"], b["id"]))
    return same, other


def counts(syllables):
    found = collections.Counter(grams(syllables, 3))
    return found, sum(n * n for n in found.values()) ** 0.5


def likeness(items, texts):
    """(cosine of 3-gram counts, id) of the item that is most like one of the texts; (0, '') without texts."""
    holders = collections.defaultdict(list)
    norms = []
    for n, text in enumerate(texts):
        found, norm = counts(re.findall(r"\w+", fold(text)))
        norms.append(norm)
        for gram, times in found.items():
            holders[gram].append((n, times))
    best = (0.0, "")
    for item in items:
        found, norm = counts(item.syllables)
        dots = collections.Counter()
        for gram in found.keys() & holders.keys():
            for n, times in holders[gram]:
                dots[n] += times * found[gram]
        best = max([best, *((dot / norm / norms[n], item["id"]) for n, dot in dots.items())])
    return best


# Variety

def openings(items):
    """Shares of the commonest openings of three syllables, the commonest first."""
    found = collections.Counter(tuple(i.syllables[:3]) for i in items)
    return [(" ".join(o), n / len(items)) for o, n in found.most_common(10)]


def distinct_five_grams(items):
    found = collections.Counter(g for i in items if len(i.syllables) >= 5 for g in grams(i.syllables, 5))
    return len(found) / max(1, sum(found.values()))


def name_words(topics):
    """Per topic: share of its items with words of its name, and the same less the mean of the other topics."""
    result = {}
    for topic, words in NAME_WORDS.items():
        has = re.compile(rf"\b({words})\b", re.IGNORECASE)
        shares = {t: share(found, lambda i: has.search(i["text"])) for t, found in topics.items()}
        own = shares.pop(topic, 0)
        result[topic] = (own, own - sum(shares.values()) / max(1, len(shares)))
    return result


def register_ratios(items):
    """{(register, topic): share of the topic among the items of the register / its share of all items}."""
    overall = {t: len(f) / len(items) for t, f in by(items, "primary").items()}
    return {(register, topic): share(found, lambda i: i["primary"] == topic) / part
            for register, found in by(items, "register").items() for topic, part in overall.items()}
