#!/usr/bin/env python3
"""Measures the corpus and fails when it grows formulaic, uneven or leaks.

Usage: check_corpus.py [--report | --card] [--against FILE]... [--min-per-topic N] [CORPUS]

CORPUS is corpus/corpus.csv beside this script unless named; sources.tsv and boundaries.tsv in its folder are
checked with it. Every violated bound is one line on standard output, and the exit code is then 1. --report prints
the tables of the model card, --card writes them into CARD.md. --against names a table of texts that no item may
resemble: a file a model is judged on, say. Of its texts nothing is printed. The sample dialogue of examples/data
is always compared.
"""

import argparse
import csv
import pathlib
import sys

sys.dont_write_bytecode = True  # the folder is part of the sources

from corpus_boundaries import TAG_COLUMNS, measure_boundaries, tag_faults
from corpus_measures import (COLUMNS, TOPICS, Item, by, distinct_five_grams, likeness, name_words,
                             near_duplicates, openings, quantile, register_ratios, related_pairs,
                             schema_faults, share)
from corpus_report import card_with, report

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = HERE / "corpus" / "corpus.csv"
CARD = HERE / "CARD.md"
DIALOGUE = HERE.parent.parent / "examples" / "data" / "doi_thoai_phuong_2021-10.csv"

BOUNDS = {  # measure: (least, most)
    "items of the smallest topic": (1700, None),
    "largest topic / smallest topic": (None, 1.1),
    "items with a near-duplicate of the same topic": (None, 0.001),
    "items with a near-duplicate of another topic": (None, 0.005),
    "distinct 5-grams / 5-grams": (0.97, None),
    "items with the commonest opening": (None, 0.01),
    "items with one of the ten commonest openings": (None, 0.03),
    "items of a topic with words of its name": (None, 0.20),
    "the same, above the mean of the other topics": (None, 0.15),
    "largest median length / smallest": (None, 1.4),
    "items of a topic under 10 syllables": (0.06, 0.20),
    "items of a topic over 60 syllables": (0.08, 0.18),
    "share of a topic in a register / share overall": (0.8, 1.25),
    "items with a secondary topic": (0.25, 0.40),
    "items of a topic with a secondary topic": (0.15, 0.50),
    "items with a digit": (0.40, 0.60),
    "items of a topic with a digit": (0.30, 0.70),
    "items in phone style": (0.08, 0.15),
    "items without accents": (0.03, 0.08),
    "greatest likeness to a text kept apart": (None, 0.25),
    "items of a boundary rule": (60, None),
    "items on a side of a boundary rule": (30, None),
    "items of a boundary rule beside a partner": (60, None),
}


def measure(items, pairs, apart):
    """Every measure of BOUNDS as (name, where, value)."""
    topics = by(items, "primary")
    sizes = [len(topics[t]) for t in TOPICS]
    medians = [quantile([len(i.syllables) for i in found], 0.5) for found in topics.values() if found]
    same, other = near_duplicates(pairs)
    first = openings(items)
    yield "items of the smallest topic", "", min(sizes)
    yield "largest topic / smallest topic", "", max(sizes) / max(1, min(sizes))
    yield "items with a near-duplicate of the same topic", " ".join(sorted(same)[:6]), len(same) / len(items)
    yield "items with a near-duplicate of another topic", " ".join(sorted(other)[:6]), len(other) / len(items)
    yield "distinct 5-grams / 5-grams", "", distinct_five_grams(items)
    yield "items with the commonest opening", first[0][0], first[0][1]
    yield "items with one of the ten commonest openings", "", sum(part for _, part in first)
    yield "largest median length / smallest", "", max(medians) / max(1, min(medians))
    yield "items with a secondary topic", "", share(items, lambda i: i.secondary)
    yield "items with a digit", "", share(items, lambda i: i.digit)
    yield "items in phone style", "", share(items, lambda i: i["style"] == "phone")
    yield "items without accents", "", share(items, lambda i: i["style"] == "no_accent")
    yield from measure_topics({t: found for t, found in topics.items() if found})
    for (register, topic), ratio in register_ratios(items).items():
        yield "share of a topic in a register / share overall", f"{topic} in {register}", ratio
    for name, texts in apart.items():
        cosine, item = likeness(items, texts)
        yield "greatest likeness to a text kept apart", f"{item} to {name}", cosine


def measure_topics(topics):
    for topic, (own, above) in name_words(topics).items():
        yield "items of a topic with words of its name", topic, own
        yield "the same, above the mean of the other topics", topic, above
    for topic, found in topics.items():
        yield "items of a topic under 10 syllables", topic, share(found, lambda i: len(i.syllables) < 10)
        yield "items of a topic over 60 syllables", topic, share(found, lambda i: len(i.syllables) > 60)
        yield "items of a topic with a digit", topic, share(found, lambda i: i.digit)
        if topic != "other":  # what belongs nowhere rarely belongs elsewhere too
            yield "items of a topic with a secondary topic", topic, share(found, lambda i: i.secondary)


def violations(measures, bounds):
    for name, where, value in measures:
        least, most = bounds[name]
        place = f" ({where})" if where else ""
        if least is not None and value < least:
            yield f"{name}{place}: {value:.4g}, at least {least} wanted"
        if most is not None and value > most:
            yield f"{name}{place}: {value:.4g}, at most {most} allowed"


def check(rows, bounds=None, pages=None, apart=None, tags=None):
    """Lines for everything that is wrong with a corpus. apart: {name: texts no item may resemble}.

    tags: the rows of boundaries.tsv, None where the corpus has none.
    """
    items = [Item(row) for row in rows]
    lines = schema_faults(items, pages)
    pairs = list(related_pairs(items))
    lines += [f"{a['id']} and {b['id']}: {jaccard:.2f} alike, but in two groups"
              for a, b, jaccard in pairs if a["group"] != b["group"]]
    measures = list(measure(items, pairs, apart or {}))
    if tags is not None:
        lines += tag_faults(tags, items)
        measures += measure_boundaries(tags, items)
    return lines + list(violations(measures, {**BOUNDS, **(bounds or {})}))


def read_table(path, delimiter=","):
    with open(path, encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source, delimiter=delimiter))


def read_rows(path):
    """The rows of a corpus; leaves the program when the file is no such table."""
    content = path.read_bytes()
    rows = read_table(path)
    if not content.startswith((",".join(COLUMNS) + "\n").encode()) or b"\r" in content or not rows \
            or any(None in row or None in row.values() for row in rows):
        raise SystemExit(f"{path}: not a table of {','.join(COLUMNS)}, with commas and line feeds")
    return rows


def read_texts(path):
    """The texts of a table with commas, semicolons or tabs: its longest column."""
    with open(path, encoding="utf-8-sig") as source:
        header = source.readline()
    rows = read_table(path, max(",;\t", key=header.count))
    column = max(rows[0], key=lambda c: sum(len(row[c] or "") for row in rows))
    return [row[column] for row in rows if row[column]]


def read_pages(path):
    """The sources that sources.tsv knows; None without such a file."""
    if not path.exists():
        return None
    return {line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]}


def read_tags(path):
    """The rows of boundaries.tsv; None without such a file. Leaves the program when it is no such table."""
    if not path.exists():
        return None
    tags = read_table(path, "\t")
    if not tags or any(list(tag) != TAG_COLUMNS or None in tag.values() for tag in tags):
        raise SystemExit(f"{path}: not a table of {', '.join(TAG_COLUMNS)}, with tabs")
    return tags


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--report", action="store_true", help="print the tables of the model card")
    parser.add_argument("--card", action="store_true", help="write them into CARD.md")
    parser.add_argument("--against", action="append", default=[], metavar="FILE",
                        help="texts no item may resemble")
    parser.add_argument("--min-per-topic", type=int, metavar="N", help="least number of items of a topic")
    parser.add_argument("corpus", nargs="?", type=pathlib.Path, default=CORPUS)
    return parser.parse_args()


def main():
    options = arguments()
    rows = read_rows(options.corpus)
    tags = read_tags(options.corpus.parent / "boundaries.tsv")
    if options.report:
        print(report([Item(row) for row in rows], tags))
    if options.card:
        card = card_with([Item(row) for row in rows], tags, CARD.read_text(encoding="utf-8"))
        CARD.write_text(card, encoding="utf-8")
    if options.report or options.card:
        return 0
    least = options.min_per_topic
    bounds = {"items of the smallest topic": (least, None)} if least else {}
    apart = {pathlib.Path(f).name: read_texts(f) for f in [DIALOGUE, *options.against]}
    lines = check(rows, bounds, read_pages(options.corpus.parent / "sources.tsv"), apart, tags)
    print("\n".join(lines) if lines else f"{len(rows)} items, nothing to complain of")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
