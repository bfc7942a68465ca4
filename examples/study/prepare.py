#!/usr/bin/env python3
"""The steps of examples/study/run that are no work of ykien.

    prepare.py unseen CORPUS REPORTS OUTPUT    the items of the corpus whose group has no text among the reports
    prepare.py label SAMPLE TRUTH OUTPUT       fills the column label of the rows that were picked
    prepare.py judge SHARES REPORTS TRUTH      how often the intervals hold the true shares, and how far the figures are off
"""
import collections
import csv
import sys


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def unseen(corpus, reports, output):
    seen = {row["Nội dung"] for row in read(reports)}
    items = read(corpus)
    groups = {row["group"] for row in items if row["text"] in seen}
    rest = [row for row in items if row["group"] not in groups]
    print(f"   {len(rest)} of {len(items)} items are left", file=sys.stderr)
    write(output, rest)


def label(sample, truth, output):
    topics = {row["id"]: row["topic"] for row in read(truth)}
    rows = read(sample)
    for row in rows:
        if row["inclusion"]:
            row["label"] = topics[row["id"]]
    write(output, rows)


def month_of(date):
    """Only dates as nearly all reports have them; the others are a dozen."""
    parts = date.split("/")
    return f"{parts[2]}-{parts[1]}" if [len(part) for part in parts] == [2, 2, 4] else None


def judge(shares, reports, truth):
    topics = {row["id"]: row["topic"] for row in read(truth)}
    true = collections.defaultdict(collections.Counter)
    for row in read(reports):
        if topics[row["id"]]:
            true[month_of(row["Ngày tiếp nhận"])][topics[row["id"]]] += 1
    held = cells = 0
    raw_error = error = 0.0
    for row in read(shares):
        if row["stratum"] != "(all)" or not row["share"]:
            continue
        month = true[row["period"]]
        share = month[row["topic"]] / sum(month.values())
        cells += 1
        held += float(row["low"]) <= share <= float(row["high"])
        raw_error += abs(float(row["raw_share"]) - share)
        error += abs(float(row["share"]) - share)
    print(f"   {cells} figures (48 months x 7 topics, those that are given): the interval holds the true share in "
          f"{100 * held / cells:.1f}% of them; mean error of the raw share {100 * raw_error / cells:.2f} points, of the "
          f"corrected one {100 * error / cells:.2f}")


if __name__ == "__main__":
    steps = {"unseen": unseen, "label": label, "judge": judge}
    if len(sys.argv) != 5 and sys.argv[1:2] != ["judge"] or sys.argv[1] not in steps:
        sys.exit(__doc__)
    steps[sys.argv[1]](*sys.argv[2:])
