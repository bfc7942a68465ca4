#!/usr/bin/env python3
"""Compares ways to calibrate the model on held-out scores, and puts the table into CARD.md.

    models/civic/train some.model --held-out held_out.csv
    models/civic/calibration.py held_out.csv SCALE

SCALE is the one that `ykien info -m some.model` shows beside "calibration": it is taken out of the probabilities again,
so that every way starts from the scores of the classifier. The scores of a text come from a classifier that never saw
its group; each way is fitted on four fifths of the groups and judged on the last one, five times. The table has four
decimals: a probability below 0.00005 is taken for that. Needs python3-sklearn and python3-scipy.
"""

import csv
import pathlib
import re
import sys

import numpy
from scipy.optimize import minimize
from scipy.special import log_softmax
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import StratifiedGroupKFold

sys.dont_write_bytecode = True
from corpus_measures import TOPICS  # noqa: E402
from corpus_report import table  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
CARD = HERE / "CARD.md"
MARKED = re.compile(r"(<!-- calibration:begin -->\n).*?(<!-- calibration:end -->)", re.DOTALL)
BINS = 15
SMALLEST = 0.00005


def read(path, scale):
    """Scores (n x topics), topics (n) and groups (n) of the texts as they are."""
    with open(HERE / "corpus" / "corpus.csv", encoding="utf-8", newline="") as source:
        items = dict(enumerate(csv.DictReader(source), 2))
    with open(path, encoding="utf-8-sig", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row["accents"] == "yes"]
    probabilities = numpy.array([[float(row[topic]) for topic in TOPICS] for row in rows])
    labels = numpy.array([TOPICS.index(row["label"]) for row in rows])
    groups = numpy.array([items[int(row["line"])]["group"] for row in rows])
    return numpy.log(numpy.maximum(probabilities, SMALLEST)) / scale, labels, groups


# The ways: each takes scores and topics to fit on, and gives a function from scores to probabilities

def fitted(make_logits, start, scores, labels):
    """Probabilities softmax(make_logits(parameters, scores)) of least log loss."""
    def loss(parameters):
        return -log_softmax(make_logits(parameters, scores), axis=1)[numpy.arange(len(labels)), labels].mean()
    best = minimize(loss, start, method="L-BFGS-B").x
    return lambda held_out: numpy.exp(log_softmax(make_logits(best, held_out), axis=1))


def none(scores, labels):
    return lambda held_out: numpy.exp(log_softmax(held_out, axis=1))


def temperature(scores, labels):
    return fitted(lambda p, z: p[0] * z, [1.0], scores, labels)


def bias_corrected(scores, labels):
    return fitted(lambda p, z: p[0] * z + p[1:], [1.0] + [0.0] * len(TOPICS), scores, labels)


def vector(scores, labels):
    k = len(TOPICS)
    return fitted(lambda p, z: p[:k] * z + p[k:], [1.0] * k + [0.0] * k, scores, labels)


def shared_out(rows):
    return rows / rows.sum(axis=1, keepdims=True)


def margins(scores):
    """Of each topic against all others together: the log odds."""
    probabilities = numpy.exp(log_softmax(scores, axis=1))
    return numpy.log(probabilities) - numpy.log(numpy.maximum(1 - probabilities, SMALLEST))


def platt(scores, labels):
    """A logistic curve for each topic against the rest (Platt 1999), shared out again."""
    curves = []
    for k, margin in enumerate(margins(scores).T):
        both = numpy.stack([numpy.zeros_like(margin), margin], axis=1)
        curves.append(fitted(lambda p, z: z * p[0] + [0, p[1]], [1.0, 0.0], both, (labels == k).astype(int)))

    def calibrated(held_out):
        pairs = [numpy.stack([numpy.zeros_like(m), m], axis=1) for m in margins(held_out).T]
        return shared_out(numpy.stack([curve(pair)[:, 1] for curve, pair in zip(curves, pairs)], axis=1))
    return calibrated


def isotonic(scores, labels):
    """A rising step function for each topic against the rest (Zadrozny and Elkan 2002), shared out again."""
    steps = [IsotonicRegression(y_min=SMALLEST, y_max=1 - SMALLEST, out_of_bounds="clip").fit(margin, labels == k)
             for k, margin in enumerate(margins(scores).T)]
    return lambda held_out: shared_out(
        numpy.stack([step.predict(margin) for step, margin in zip(steps, margins(held_out).T)], axis=1))


WAYS = {"none": none, "one scale (temperature)": temperature, "one scale, a bias for each topic": bias_corrected,
        "a scale and a bias for each topic": vector, "a logistic curve for each topic (Platt)": platt,
        "a rising step function for each topic (isotonic)": isotonic}


# Judging

def calibration_error(probabilities, labels):
    top = probabilities.max(axis=1)
    gap = (probabilities.argmax(axis=1) == labels) - top
    bins = numpy.minimum((top * BINS).astype(int), BINS - 1)
    return numpy.abs(numpy.bincount(bins, gap, BINS)).sum() / len(labels)


def measures(probabilities, labels):
    rows = numpy.arange(len(labels))
    truth = numpy.eye(len(TOPICS))[labels]
    return (-numpy.log(probabilities[rows, labels]).mean(), ((probabilities - truth) ** 2).sum(axis=1).mean(),
            calibration_error(probabilities, labels), (probabilities.argmax(axis=1) == labels).mean())


def compared(scores, labels, groups):
    folds = list(StratifiedGroupKFold(5, shuffle=True, random_state=1).split(scores, labels, groups))
    for name, way in WAYS.items():
        probabilities = numpy.empty_like(scores)
        for rest, judged in folds:
            probabilities[judged] = way(scores[rest], labels[rest])(scores[judged])
        loss, brier, error, accuracy = measures(probabilities, labels)
        yield [name, f"{loss:.4f}", f"{brier:.4f}", f"{error:.4f}", f"{accuracy:.4f}"]


def main():
    rows = list(compared(*read(sys.argv[1], float(sys.argv[2]))))
    shown = table(["calibration", "log loss", "Brier score", "calibration error", "accuracy"], rows)
    card = MARKED.sub(lambda m: m.group(1) + shown + "\n" + m.group(2), CARD.read_text(encoding="utf-8"))
    CARD.write_text(card, encoding="utf-8")
    print(shown)


if __name__ == "__main__":
    main()
