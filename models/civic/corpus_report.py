"""The tables on the corpus that stand in the model card, between its markers corpus:begin and corpus:end."""

import bisect
import collections
import re

from corpus_boundaries import boundary_rows
from corpus_measures import (NEAR, TOPICS, by, distinct_five_grams, name_words, near_duplicates, openings,
                             quantile, related_pairs, share)

LENGTHS = [5, 10, 20, 40, 80, 160]
LENGTH_NAMES = ["1-5", "6-10", "11-20", "21-40", "41-80", "81-160", "over 160"]
YEARS = [2007, 2011, 2015, 2019, 2020, 2021, 2022]
YEAR_NAMES = ["2004-2007", "2008-2011", "2012-2015", "2016-2019", "2020", "2021", "2022", "2023-2026"]
REGISTERS = {
    "minutes": "minutes of voters' meetings and dialogues", "hotline": "hotline and app reports",
    "boundary": "pairs and triples written along the boundary rules",
    "slip": "slips of paper and group reports",
    "speech": "speech, as a secretary would write it down", "letter": "letters to a ward or a newspaper",
    "qa": "questions to a column or portal",
}
MARKED = re.compile(r"(<!-- corpus:begin -->\n).*?(<!-- corpus:end -->)", re.DOTALL)


def percent(value, digits=0):
    return f"{100 * value:.{digits}f}%"


def table(header, rows):
    def line(cells):
        return "| " + " | ".join(map(str, cells)) + " |"
    return "\n".join([line(header), "|" + "---|" * len(header), *map(line, rows)])


def classes(edges, values):
    """How many values lie in each class; an edge belongs to the class it closes."""
    found = collections.Counter(bisect.bisect_left(edges, v) for v in values)
    return [found[k] for k in range(len(edges) + 1)]


def topic_row(topic, found, items):
    lengths = [len(i.syllables) for i in found]
    return [f"`{topic}`" if topic else "**all**", len(found),
            sum(topic in i.secondary for i in items) if topic else "",
            percent(share(found, lambda i: i.secondary)),
            " / ".join(str(quantile(lengths, p)) for p in (0.1, 0.5, 0.9, 1)),
            *(percent(share(found, test)) for test in (
                lambda i: len(i.syllables) < 10, lambda i: len(i.syllables) > 60,
                lambda i: i.digit, lambda i: i["grounded"] == "y",
                lambda i: i["style"] == "phone", lambda i: i["style"] == "no_accent"))]


def topic_table(items):
    topics = by(items, "primary")
    return table(["topic", "primary", "secondary", "with a secondary topic",
                  "syllables: p10 / median / p90 / longest", "under 10", "over 60", "with a digit", "grounded",
                  "phone spelling", "no accents"],
                 [topic_row(t, topics[t], items) for t in TOPICS] + [topic_row("", items, items)])


def register_row(register, found):
    sizes = [len(of_topic) for of_topic in by(found, "primary").values()]
    return [f"`{register}`", REGISTERS[register], len(found), f"{min(sizes)} to {max(sizes)}",
            quantile([len(i.syllables) for i in found], 0.5)]


def register_table(items):
    found = by(items, "register")
    return table(["register", "what it imitates", "items", "fewest and most of a topic", "median syllables"],
                 [register_row(r, found[r]) for r in REGISTERS if found[r]])


def span_tables(items):
    covid = by(items, "primary")["covid_teams"]
    regions = sorted(by(items, "region").items(), key=lambda r: (-len(r[1]), r[0]))
    yield table(["syllables", *LENGTH_NAMES],
                [["items", *classes(LENGTHS, [len(i.syllables) for i in items])]])
    yield table(["years", *YEAR_NAMES],
                [["items", *classes(YEARS, [int(i["year"]) for i in items])],
                 ["of them `covid_teams`", *classes(YEARS, [int(i["year"]) for i in covid])]])
    yield table(["region", *(f"`{r}`" for r, _ in regions)],
                [["items", *(len(found) for _, found in regions)]])


def boundary_table(items, tags):
    return table(["rule", "what it parts", "items a side", "items", "beside a partner"], boundary_rows(tags, items))


def facts(items):
    """Sentences: size, grounding, secondary topics."""
    grounded = [i for i in items if i["grounded"] == "y"]
    pages = {i["source"] for i in grounded} - {""}
    two = sum(len(i.secondary) == 2 for i in items)
    named = sum(bool(i["source"]) for i in grounded)
    second = sum(bool(i.secondary) for i in items)
    return (f"`corpus/corpus.csv`: {len(items):,} items, {sum(len(i.syllables) for i in items):,} syllables. "
            f"{len(grounded):,} items ({percent(len(grounded) / len(items))}) are grounded, {named:,} of them "
            f"in {len(pages):,} pages that `corpus/sources.tsv` names. {second:,} items "
            f"({percent(second / len(items))}) have a secondary topic, {two} of them two. "
            f"The items form {len({i['group'] for i in items}):,} groups.")


def variety(items):
    """Sentences: how far the corpus is from a set of templates."""
    same, other = near_duplicates(related_pairs(items))
    opening, part = openings(items)[0]
    own = max((above, topic) for topic, (_, above) in name_words(by(items, "primary")).items())
    return (f"Of all runs of five syllables, {percent(distinct_five_grams(items), 1)} are distinct. "
            f"{len(same)} items have a near-duplicate of the same topic (Jaccard coefficient of 3-syllable "
            f"shingles from {NEAR}), {len(other)} one of another topic. The commonest opening of three "
            f"syllables, *{opening}* without accents, begins {percent(part, 2)} of the items. Words of a topic's display "
            f"name are at most {round(100 * own[0])} points more frequent in its own items than in the others "
            f"(`{own[1]}`).")


def report(items, tags=None):
    """Sentences and tables in Markdown. tags: the rows of boundaries.tsv, None where the corpus has none."""
    parts = [facts(items), topic_table(items), register_table(items), *span_tables(items)]
    parts += [boundary_table(items, tags)] if tags else []
    parts.append(variety(items))
    return "\n\n".join(parts)


def card_with(items, tags, card):
    """The text of the card with the tables put between its markers."""
    return MARKED.sub(lambda m: m.group(1) + report(items, tags) + "\n" + m.group(2), card)
