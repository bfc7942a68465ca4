#!/usr/bin/env python3
"""Writes tests/data/fit/: what scikit-learn says on small problems, so that the tests need no Python.

Run with Debian's python3 and python3-sklearn (made with scikit-learn 1.2.1). With VALIDATION, a CSV of `y,p0,..`
(posteriors of a classifier with their labels), also the fixtures for evaluation and calibration:

    python3 tests/reference/fit_reference.py [VALIDATION]
"""
import pathlib
import sys

import numpy as np
from sklearn import metrics
from sklearn.linear_model import LogisticRegression

OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "fit"


def numbers(values):
    return " ".join(repr(float(v)) for v in np.ravel(values))


def problem(seed, rows, features, classes, density):
    """Sparse non-negative rows of length 1, like TF-IDF; some columns in one row only, some in none."""
    rng = np.random.default_rng(seed)
    label = rng.choice(classes, rows, p=np.arange(classes, 0, -1) / (classes * (classes + 1) / 2))
    label[:classes] = np.arange(classes)
    lift = np.exp(rng.normal(0, 1, (classes, features)))
    chance = np.minimum(0.9, density * lift[label] * rng.exponential(1, features))
    x = np.where(rng.random((rows, features)) < chance, rng.uniform(0.5, 2, (rows, features)), 0)
    x /= np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)
    return x.astype(np.float32), label


def fit(x, label, classes, c, weights):
    # The objective is that of solver="lbfgs", which stops too early for four digits at C = 10.
    model = LogisticRegression(multi_class="multinomial", solver="newton-cg", C=c, tol=1e-7, max_iter=1000,
                               class_weight=dict(enumerate(weights)))
    model.fit(x.astype(np.float64), label)
    w, b = model.coef_, model.intercept_
    if classes == 2:  # scikit-learn keeps one of two opposite rows
        w, b = np.vstack([-w, w]), np.concatenate([-b, b])
    loss = -np.log(np.exp(x @ w.T + b)[np.arange(len(label)), label] / np.exp(x @ w.T + b).sum(1))
    objective = c * (np.asarray(weights)[label] * loss).sum() + 0.5 * (w ** 2).sum()
    return [numbers([c]), numbers(weights), numbers([objective]), numbers(w.T), numbers(b)]


def write_problem(name, seed, rows, features, classes, density, c):
    x, label = problem(seed, rows, features, classes, density)
    lines = [f"{rows} {features} {classes}"]
    for row, k in zip(x, label):
        at = np.flatnonzero(row)
        lines.append(f"{k} {len(at)} " + " ".join(f"{j} {row[j]:.9g}" for j in at))
    count = np.bincount(label, minlength=classes)
    balanced = rows / (classes * count)
    fits = [fit(x, label, classes, c, weights) for weights in (np.ones(classes), balanced, np.sqrt(balanced))]
    lines.append(str(len(fits)))
    for f in fits:
        lines += f
    (OUT / name).write_text("\n".join(lines) + "\n")


def write_evaluation(validation):
    table = np.loadtxt(validation, delimiter=",", skiprows=1)
    y, p = table[:, 0].astype(int), table[:, 1:]
    k = p.shape[1]
    guess = p.argmax(1)
    per = metrics.precision_recall_fscore_support(y, guess, labels=range(k), zero_division=0)
    onehot = np.eye(k)[y]
    sure = np.minimum((np.ceil(p.max(1) * 15) - 1).astype(int), 14)
    ece = sum(abs((guess == y)[sure == b].mean() - p.max(1)[sure == b].mean()) * (sure == b).mean()
              for b in range(15) if (sure == b).any())
    lines = [
        "accuracy " + numbers([metrics.accuracy_score(y, guess)]),
        "macro_f1 " + numbers([metrics.f1_score(y, guess, average="macro", zero_division=0)]),
        "micro_f1 " + numbers([metrics.f1_score(y, guess, average="micro", zero_division=0)]),
        "weighted_f1 " + numbers([metrics.f1_score(y, guess, average="weighted", zero_division=0)]),
        "log_loss " + numbers([metrics.log_loss(y, p)]),
        "brier " + numbers([((p - onehot) ** 2).sum(1).mean()]),
        "ece " + numbers([ece]),
        "kappa " + numbers([metrics.cohen_kappa_score(y, guess)]),
        "precision " + numbers(per[0]),
        "recall " + numbers(per[1]),
        "f1 " + numbers(per[2]),
        "support " + numbers(per[3]),
        "confusion " + numbers(metrics.confusion_matrix(y, guess, labels=range(k))),
    ]
    (OUT / "evaluation.txt").write_text("\n".join(lines) + "\n")
    np.savetxt(OUT / "validation.csv", table, delimiter=",", fmt=["%d"] + ["%.9f"] * k, comments="",
               header="y," + ",".join(f"p{j}" for j in range(k)))


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    write_problem("three_classes.txt", 1, 80, 40, 3, 0.08, 1.0)
    write_problem("five_classes.txt", 2, 120, 90, 5, 0.05, 10.0)
    write_problem("two_classes.txt", 3, 50, 30, 2, 0.10, 0.3)
    if len(sys.argv) > 1:
        write_evaluation(sys.argv[1])
