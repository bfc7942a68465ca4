#!/usr/bin/env python3
"""Compares features and settings by cross-validation on the corpus: ablation.tsv, and from it a table of the card.

    ablation.py [NAME ...]     run these comparisons, all without a name (ten minutes), and write ablation.tsv
    ablation.py --card         put the table into CARD.md

Items of one group stay on one side. A candidate is judged on held-out items three times: as they are, without any
accents, and with typing slips (3% of the letters dropped or swapped with the next one). Document frequencies and
weights come from the other folds alone. Three of five folds are judged. The classifier is a stand-in for the one that
ships, a linear support vector machine: quick, and nearly as good. Needs python3-sklearn; candidates that read words of
`ykien segment` also the program YKIEN (default build/release/bin/ykien).
"""

import csv
import dataclasses
import os
import pathlib
import random
import re
import subprocess
import sys
import unicodedata

import numpy
import scipy.sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.svm import LinearSVC

HERE = pathlib.Path(__file__).resolve().parent
RESULTS = HERE / "ablation.tsv"
CARD = HERE / "CARD.md"
YKIEN = os.environ.get("YKIEN", HERE.parent.parent / "build" / "release" / "bin" / "ykien")
JUDGED_FOLDS = 3
FORMS = ["plain", "stripped", "slips"]
COLUMNS = ["name", "what", *FORMS, "accuracy", "features"]
TOKEN = re.compile(r"\d+(?:[.,/:]\d+)*|[^\W\d_]+")
TONES = dict(zip("òóỏõọ", "o" * 5)) | dict(zip("ùúủũụ", "u" * 5))
MARKED = re.compile(r"(<!-- ablation:begin -->\n).*?(<!-- ablation:end -->)", re.DOTALL)
START = "<start>"
MARKS = "\u0300\u0301\u0309\u0303\u0323"


@dataclasses.dataclass(frozen=True)
class Candidate:
    """One way to make a classifier. Streams are (kind, longest n, weight, read by); the last is all, accented or bare."""
    name: str
    what: str
    streams: tuple = (("accented", 3, 1.0, "accented"), ("bare", 2, 0.3, "all"))
    share: float = 0.15   # fewer accented syllables: a text counts as typed without accents
    copies: bool = True   # also learn from the items without their accents
    min_df: int = 3
    start: bool = True    # n-grams that open a text are others
    cost: float = 0.3
    balance: float = 0.0  # class weight = (mean count / count) ** balance
    log_counts: bool = False  # scale features by their naive-Bayes log count ratios


# Texts in their three forms

def bare_letter(letter):
    bare = unicodedata.normalize("NFD", letter)[0]
    return {"đ": "d", "Đ": "D"}.get(bare, bare)


BARE = {code: bare_letter(chr(code)) for code in range(0xC0, 0x1EFA) if unicodedata.category(chr(code)) in ("Lu", "Ll")}


def strip_accents(text):
    return text.translate(BARE)


def with_slips(text, rng):
    letters = list(text)
    for i in range(len(letters) - 1):
        if letters[i].isalpha() and rng.random() < 0.03:
            if rng.random() < 0.5:
                letters[i] = ""
            else:
                letters[i], letters[i + 1] = letters[i + 1], letters[i]
    return "".join(letters)


def new_style(syllable):
    """hòa -> hoà: the tone on the second vowel of a final oa, oe, uy."""
    pair = syllable[-2:]
    if len(pair) < 2 or pair[0] not in TONES or TONES[pair[0]] + pair[1] not in ("oa", "oe", "uy"):
        return syllable
    tone = next(c for c in unicodedata.normalize("NFD", pair[0]) if c in MARKS)
    return syllable[:-2] + TONES[pair[0]] + unicodedata.normalize("NFC", pair[1] + tone)


def unit(token):
    if token[0].isdigit():
        return token if len(token) <= 4 else "<number>"
    return new_style(token)


def tokens(text):
    return [unit(t) for t in TOKEN.findall(unicodedata.normalize("NFC", text.lower()))]


def accented_share(units):
    syllables = [u for u in units if u[0].isalpha()]
    return sum(not u.isascii() for u in syllables) / max(1, len(syllables))


# Features

def ngrams(units, longest):
    return [" ".join(units[i:i + n]) for n in range(1, longest + 1) for i in range(len(units) - n + 1)]


def letter_grams(units):
    """Runs of two to four letters within a syllable and its ends."""
    return [f"_{u}_"[i:i + n] for u in units for n in (2, 3, 4) for i in range(len(u) + 3 - n)]


class Words:
    """Joins syllables that stand together far oftener than by chance; the longest run of such pairs is a word."""

    def __init__(self, lists):
        singles, pairs = {}, {}
        for units in lists:
            for u in units:
                singles[u] = singles.get(u, 0) + 1
            for pair in zip(units, units[1:]):
                pairs[pair] = pairs.get(pair, 0) + 1
        all_units = sum(singles.values())
        self.pairs = {pair for pair, n in pairs.items() if n >= 8 and pair[0][0].isalpha() and pair[1][0].isalpha()
                      and n * all_units > 30 * singles[pair[0]] * singles[pair[1]]}

    def __call__(self, units):
        words, i = [], 0
        while i < len(units):
            two = tuple(units[i:i + 2]) in self.pairs
            words.append("_".join(units[i:i + 2]) if two else units[i])
            i += 2 if two else 1
        return words


def segmented(texts):
    """The words of each text by `ykien segment`, as joined units."""
    lines = "".join(" ".join(text.split()) + "\n" for text in texts)
    cut = subprocess.run([YKIEN, "segment"], input=lines, check=True, capture_output=True, encoding="utf-8").stdout
    words = [["_".join(tokens(word.replace("_", " "))) for word in line.split(" ")] for line in cut.splitlines()]
    if len(words) != len(texts):
        raise SystemExit("ablation.py: ykien segment gave another number of lines")
    return [[word for word in line if word] for line in words]


class Corpus:
    """The items, their forms as units, and count matrices made when first asked for."""

    def __init__(self, path):
        rows = list(csv.DictReader(open(path, encoding="utf-8", newline="")))
        self.labels = numpy.array([row["primary"] for row in rows])
        self.groups = numpy.array([row["group"] for row in rows])
        rng = random.Random(7)
        texts = [row["text"] for row in rows]
        self.texts = {"plain": texts, "stripped": [strip_accents(t) for t in texts],
                      "slips": [with_slips(t, rng) for t in texts]}
        self.units = {form: [tokens(t) for t in of_form] for form, of_form in self.texts.items()}
        self.accented = {form: numpy.array([accented_share(u) for u in lists]) for form, lists in self.units.items()}
        self.words = Words(self.units["plain"])
        self.matrices = {}
        folds = StratifiedGroupKFold(5, shuffle=True, random_state=1)
        self.folds = list(folds.split(texts, self.labels, self.groups))[:JUDGED_FOLDS]

    def lists(self, kind, form):
        """What a stream of this kind is read from: the units of each text, or its words by the segmenter."""
        return segmented(self.texts[form]) if kind == "segmented" else self.units[form]

    def reading(self, kind, units):
        if kind == "bare" or kind == "bare letters":
            units = [strip_accents(u) for u in units]
        if kind.endswith("letters"):
            return letter_grams(units)
        return ngrams(self.words(units), 2) if kind == "words" else units

    def counts(self, kind, longest, min_df, start):
        """{form: items x features} of the features in so many items, in sparse matrices."""
        key = (kind, longest, min(2, min_df), start)
        if key not in self.matrices:
            def analyze(units):
                read = self.reading(kind, units)
                if kind not in ("accented", "bare", "segmented"):
                    return read
                return ngrams([START, *read] if start else read, longest)[int(start):]  # the start alone is none
            counter = CountVectorizer(analyzer=analyze, dtype=numpy.float64, min_df=key[2])
            source = "stripped" if kind.startswith("bare") else "plain"
            found = {source: counter.fit_transform(self.lists(kind, source))}
            for form in FORMS:
                if form not in found:
                    found[form] = counter.transform(self.lists(kind, form))
            self.matrices[key] = found
        return self.matrices[key]


def read_rows(read_by, accented):
    return {"all": numpy.ones_like(accented), "accented": accented, "bare": ~accented}[read_by]


def raw_features(corpus, candidate, form, rows):
    """Term frequencies of every stream, rows it does not read emptied."""
    accented = corpus.accented[form][rows] >= candidate.share
    for kind, longest, _, read_by in candidate.streams:
        counts = corpus.counts(kind, longest, candidate.min_df, candidate.start)[form][rows]
        counts.data = 1 + numpy.log(counts.data)
        read = read_rows(read_by, accented)
        yield counts if read.all() else scipy.sparse.diags(read.astype(float)) @ counts


def frequencies(counts, min_df):
    """idf by feature; 0 for rare ones."""
    found = numpy.asarray((counts > 0).sum(axis=0)).ravel()
    return numpy.where(found >= min_df, numpy.log((1 + counts.shape[0]) / (1 + found)) + 1, 0)


def log_ratios(counts, labels):
    """|log count ratio| of a feature, the largest over the topics (Wang and Manning 2012)."""
    present = (counts > 0).astype(float)
    ratios = []
    for topic in numpy.unique(labels):
        inside = numpy.asarray(present[labels == topic].sum(axis=0)).ravel() + 1
        outside = numpy.asarray(present[labels != topic].sum(axis=0)).ravel() + 1
        ratios.append(numpy.abs(numpy.log(inside / inside.sum()) - numpy.log(outside / outside.sum())))
    return numpy.max(ratios, axis=0)


def vectors(streams, scales):
    kept = [numpy.flatnonzero(scale) for scale in scales]
    matrix = scipy.sparse.hstack([counts[:, some] @ scipy.sparse.diags(scale[some])
                                  for counts, scale, some in zip(streams, scales, kept)]).tocsr()
    lengths = numpy.sqrt(numpy.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return scipy.sparse.diags(1 / numpy.where(lengths > 0, lengths, 1)) @ matrix


# Judging

def learned_scales(corpus, candidate, train):
    """By stream: idf times the weight of the stream. A stream that only bare texts read counts the copies."""
    scales = []
    for stream, counts in zip(candidate.streams, raw_features(corpus, candidate, "plain", train)):
        if stream[3] == "bare":
            counts = corpus.counts(*stream[:2], candidate.min_df, candidate.start)["stripped"][train]
        scale = frequencies(counts, candidate.min_df) * stream[2]
        if candidate.log_counts:
            scale = scale * log_ratios(counts, corpus.labels[train])
        scales.append(scale)
    return scales


def fitted(matrix, labels, candidate):
    names, count = numpy.unique(labels, return_counts=True)
    weights = dict(zip(names, (count.mean() / count) ** candidate.balance))
    model = LinearSVC(C=candidate.cost, class_weight=weights, tol=1e-2, max_iter=200)
    return model.fit(matrix, labels)


def held_out(corpus, candidate, train, test):
    """By form the predictions, and how many features have a weight."""
    scales = learned_scales(corpus, candidate, train)
    forms = ["plain", "stripped"] if candidate.copies else ["plain"]
    parts = [vectors(raw_features(corpus, candidate, form, train), scales) for form in forms]
    model = fitted(scipy.sparse.vstack(parts).tocsr(), numpy.tile(corpus.labels[train], len(forms)), candidate)
    said = {form: model.predict(vectors(raw_features(corpus, candidate, form, test), scales)) for form in FORMS}
    return said, sum(int((scale > 0).sum()) for scale in scales)


def judged(corpus, candidate):
    """A row of ablation.tsv."""
    rows = numpy.concatenate([test for _, test in corpus.folds])
    said = {form: [] for form in FORMS}
    features = 0
    for train, test in corpus.folds:
        found, features = held_out(corpus, candidate, train, test)
        for form in FORMS:
            said[form].extend(found[form])
    truth = corpus.labels[rows]
    row = {"name": candidate.name, "what": candidate.what, "features": features,
           "accuracy": f"{accuracy_score(truth, said['plain']):.4f}"}
    return row | {form: f"{f1_score(truth, said[form], average='macro'):.4f}" for form in FORMS}


ACCENTED = ("accented", 3, 1.0, "accented")
BARE_ALL = ("bare", 2, 0.3, "all")


def accented(longest):
    return ("accented", longest, 1.0, "accented")


CANDIDATES = [
    Candidate("base", "accented 1-3 for accented texts, bare 1-2 at 0.3 for all, copies without accents, starts marked"),
    Candidate("no-start", "starts not marked", start=False),
    Candidate("own-3", "bare 1-3 for bare texts only", (ACCENTED, ("bare", 3, 1.0, "bare"))),
    Candidate("own-3-and-all", "bare 1-3 for bare texts only, bare 1-2 at 0.3 for accented ones",
              (ACCENTED, ("bare", 2, 0.3, "accented"), ("bare", 3, 1.0, "bare"))),
    Candidate("bare-3", "bare 1-3 at 0.3 for all", (ACCENTED, ("bare", 3, 0.3, "all"))),
    Candidate("own-2", "bare 1-2 for bare texts only", (ACCENTED, ("bare", 2, 1.0, "bare"))),
    Candidate("no-copies", "no copies without accents", copies=False),
    Candidate("bare-letters", "bare letter runs 2-4 at 0.3 for all", (ACCENTED, BARE_ALL, ("bare letters", 4, 0.3, "all"))),
    Candidate("letters", "accented letter runs 2-4 at 0.3 for accented texts",
              (ACCENTED, BARE_ALL, ("letters", 4, 0.3, "accented"))),
    Candidate("own-letters", "bare 1-3 and bare letter runs at 0.3 for bare texts only",
              (ACCENTED, ("bare", 3, 1.0, "bare"), ("bare letters", 4, 0.3, "bare"))),
    Candidate("words", "words 1-2 beside", (ACCENTED, BARE_ALL, ("words", 2, 0.5, "accented"))),
    Candidate("segmented", "words 1-2 by `ykien segment` beside",
              (ACCENTED, BARE_ALL, ("segmented", 2, 0.5, "accented"))),
    Candidate("segmented-only", "words 1-2 by `ykien segment` in place of accented 1-3",
              (("segmented", 2, 1.0, "accented"), BARE_ALL)),
    Candidate("log-counts", "features scaled by naive-Bayes log count ratios", log_counts=True),
    Candidate("accented-only", "accented 1-3 for all, no copies", (("accented", 3, 1.0, "all"),), copies=False),
    Candidate("n-1", "accented 1", (accented(1), BARE_ALL)),
    Candidate("n-2", "accented 1-2", (accented(2), BARE_ALL)),
    *(Candidate(f"weight-{w}", f"bare 1-2 at {w}", (ACCENTED, ("bare", 2, w, "all"))) for w in (0.15, 0.5, 1.0)),
    *(Candidate(f"share-{s}", f"bare below a share of {s} accented", share=s) for s in (0.0, 0.3, 0.5)),
    *(Candidate(f"df-{n}", f"features that stand in {n} items or more, not 3", min_df=n) for n in (1, 2, 5)),
    *(Candidate(f"cost-{c}", f"C {c}, not 0.3", cost=c) for c in (0.1, 0.2, 0.6)),
    Candidate("balance-1", "classes weighted alike", balance=1.0),
]


# Results

def read_results():
    if not RESULTS.exists():
        return {}
    with open(RESULTS, encoding="utf-8", newline="") as table:
        return {row["name"]: row for row in csv.DictReader(table, delimiter="\t")}


def write_results(results):
    order = [c.name for c in CANDIDATES]
    with open(RESULTS, "w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows(results[name] for name in order if name in results)


def run(names):
    corpus = Corpus(HERE / "corpus" / "corpus.csv")
    for candidate in CANDIDATES:
        if names and candidate.name not in names:
            continue
        row = judged(corpus, candidate)
        print("\t".join(str(row[c]) for c in COLUMNS), flush=True)
        write_results(read_results() | {candidate.name: row})


def shown(results):
    """The table in Markdown: the first row whole, the others as differences to it."""
    base = results[CANDIDATES[0].name]
    lines = ["| changed | features | as written | without accents | with slips |", "|---|---|---|---|---|",
             f"| nothing: {base['what']} | {int(base['features']):,} | " +
             " | ".join(f"{float(base[form]):.3f}" for form in FORMS) + " |"]
    for name, row in results.items():
        if name != CANDIDATES[0].name:
            gains = " | ".join(f"{float(row[form]) - float(base[form]):+.3f}" for form in FORMS)
            lines.append(f"| {row['what']} | {int(row['features']):,} | {gains} |")
    return "\n".join(lines)


def write_card():
    table = shown(read_results())
    card = MARKED.sub(lambda m: m.group(1) + table + "\n" + m.group(2), CARD.read_text(encoding="utf-8"))
    CARD.write_text(card, encoding="utf-8")


if __name__ == "__main__":
    write_card() if sys.argv[1:] == ["--card"] else run(sys.argv[1:])
