#!/usr/bin/env python3
"""Puts what cross-validation says into the model card, between its markers crossval:begin and crossval:end.

    models/civic/train /dev/null --held-out held_out.csv
    models/civic/card_figures.py held_out.csv

Every item was held out once. Intervals: 95%, bootstrap over groups of items (Field and Welsh 2007), 1,000 resamples.
Needs python3-numpy.
"""

import csv
import pathlib
import re
import sys

import numpy

sys.dont_write_bytecode = True
from corpus_measures import TOPICS, VALUES  # noqa: E402
from corpus_report import table  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
CARD = HERE / "CARD.md"
MARKED = re.compile(r"(<!-- crossval:begin -->\n).*?(<!-- crossval:end -->)", re.DOTALL)
RESAMPLES = 1000
BINS = 15
FEWEST = 100  # items from which a figure is shown


class HeldOut:
    """Rows of an out-of-fold table with their items: label, predicted, topmost probability, group, as arrays."""

    def __init__(self, rows, items):
        self.items = [items[int(row["line"])] for row in rows]
        self.label = numpy.array([TOPICS.index(row["label"]) for row in rows])
        self.predicted = numpy.array([TOPICS.index(row["predicted"]) for row in rows])
        self.confidence = numpy.array([max(float(row[t]) for t in TOPICS) for row in rows])
        names = {}
        self.group = numpy.array([names.setdefault(item["group"], len(names)) for item in self.items])

    def of(self, column, value):
        return numpy.array([item[column] == value for item in self.items])


def f1(label, predicted, weight):
    """F1 by topic; a row counts `weight` times."""
    def count(topics):
        return numpy.bincount(topics, weight, len(TOPICS))
    hit = label == predicted
    hits = numpy.bincount(label[hit], weight[hit], len(TOPICS))
    return 2 * hits / numpy.maximum(count(label) + count(predicted), 1)


def bootstrapped(held_out, rows):
    """F1 by topic of these rows: as it is, and of each resample."""
    label, predicted = held_out.label[rows], held_out.predicted[rows]
    _, group = numpy.unique(held_out.group[rows], return_inverse=True)
    random = numpy.random.default_rng(1)
    groups = group.max() + 1
    drawn = (numpy.bincount(random.integers(groups, size=groups), minlength=groups) for _ in range(RESAMPLES))
    return f1(label, predicted, numpy.ones(len(label))), [f1(label, predicted, d[group].astype(float)) for d in drawn]


def interval(values):
    low, high = numpy.quantile(values, [0.025, 0.975])
    return f"{low:.3f} to {high:.3f}"


def topic_table(as_written, bare):
    value, resampled = bootstrapped(as_written, slice(None))
    value_bare, resampled_bare = bootstrapped(bare, slice(None))
    rows = []
    for k, topic in enumerate(TOPICS):
        hit = (as_written.label == k) & (as_written.predicted == k)
        rows.append([f"`{topic}`", f"{hit.sum() / (as_written.predicted == k).sum():.3f}",
                     f"{hit.sum() / (as_written.label == k).sum():.3f}", f"{value[k]:.3f}",
                     interval([r[k] for r in resampled]), f"{value_bare[k]:.3f}"])
    rows.append(["**macro**", "", "", f"{value.mean():.3f}", interval([r.mean() for r in resampled]),
                 f"{value_bare.mean():.3f} ({interval([r.mean() for r in resampled_bare])})"])
    return table(["topic", "precision", "recall", "F1", "interval", "F1 without accents"], rows)


def part_table(as_written, bare, column):
    rows = []
    for value in VALUES[column]:
        found = as_written.of(column, value)
        score, resampled = bootstrapped(as_written, found)
        found_bare = bare.of(column, value)
        score_bare = f"{bootstrapped(bare, found_bare)[0].mean():.3f}" if found_bare.sum() >= FEWEST else ""
        rows.append([f"`{value}`", found.sum(), f"{score.mean():.3f}", interval([r.mean() for r in resampled]), score_bare])
    return table([column, "items", "macro-F1", "interval", "without accents"], rows)


def calibration_error(held_out):
    right = held_out.label == held_out.predicted
    bins = numpy.minimum((held_out.confidence * BINS).astype(int), BINS - 1)
    gaps = [abs(held_out.confidence[bins == b].sum() - right[bins == b].sum()) for b in range(BINS)]
    return sum(gaps) / len(right)


def calibration_table(as_written, bare):
    rows = []
    for low in (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        high = {0.0: 0.4, 0.9: 0.95, 0.95: 1.01}.get(low, low + 0.1)
        cells = [f"{low:.2f} to {min(high, 1):.2f}"]
        for held_out in (as_written, bare):
            found = (held_out.confidence >= low) & (held_out.confidence < high)
            right = held_out.label[found] == held_out.predicted[found]
            cells += [found.sum(), f"{held_out.confidence[found].mean():.3f}", f"{right.mean():.3f}"]
        rows.append(cells)
    return table(["probability of the topic", "items", "mean probability", "right", "items without accents",
                  "mean probability", "right"], rows)


def surest(held_out, share):
    order = numpy.argsort(-held_out.confidence, kind="stable")[:int(numpy.ceil(share * len(held_out.label)))]
    return (held_out.label == held_out.predicted)[order].mean()


def report(as_written, bare):
    accuracy = (as_written.label == as_written.predicted).mean()
    head = (f"{len(as_written.label):,} items, and {len(bare.label):,} of them with their accents taken off: accuracy "
            f"{accuracy:.3f} and {(bare.label == bare.predicted).mean():.3f}; of the 70% the model is surest of "
            f"{surest(as_written, 0.7):.3f} and {surest(bare, 0.7):.3f}; expected calibration error ({BINS} bins) "
            f"{calibration_error(as_written):.3f} and {calibration_error(bare):.3f}.")
    parts = [head, topic_table(as_written, bare), part_table(as_written, bare, "register"),
             part_table(as_written, bare, "style"), calibration_table(as_written, bare)]
    return "\n\n".join(parts)


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        return [(reader.line_num, row) for row in reader]


def main():
    items = dict(read(HERE / "corpus" / "corpus.csv"))
    rows = [row for _, row in read(sys.argv[1])]
    as_written, bare = (HeldOut([r for r in rows if r["accents"] == kept], items) for kept in ("yes", "no"))
    shown = report(as_written, bare)
    CARD.write_text(MARKED.sub(lambda m: m.group(1) + shown + "\n" + m.group(2), CARD.read_text(encoding="utf-8")),
                    encoding="utf-8")
    print(shown)


if __name__ == "__main__":
    main()
