"""golden.csv: what stands in it, and that the corpus the model learns from holds nothing like it."""

import collections
import csv
import pathlib
import sys
import unicodedata
import unittest

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
CIVIC = TOP / "models" / "civic"
sys.dont_write_bytecode = True
sys.path.insert(0, str(CIVIC))

from corpus_measures import TOPICS, VALUES, Item, likeness  # noqa: E402

LEAST_LIKE = 0.25  # cosine of 3-gram counts from which two texts are too much alike


def read(path):
    with open(path, encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


class Golden(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = read(CIVIC / "golden.csv")

    def test_size_and_topics(self):
        topics = collections.Counter(row["primary"] for row in self.rows)
        self.assertEqual(sum(topics.values()), 200)
        self.assertEqual(set(topics), set(TOPICS))
        self.assertGreaterEqual(min(topics.values()), 28)

    def test_every_register_style_and_region_occurs(self):
        for column in ("register", "style", "region"):
            with self.subTest(column):
                self.assertEqual({row[column] for row in self.rows}, set(VALUES[column]))

    def test_texts_are_sound(self):
        self.assertEqual(len({row["text"] for row in self.rows}), 200)
        for row in self.rows:
            self.assertEqual(row["text"], unicodedata.normalize("NFC", row["text"].strip()), row["id"])

    def test_nothing_in_the_corpus_is_like_it(self):
        items = [Item(row) for row in read(CIVIC / "corpus" / "corpus.csv")]
        self.assertLess(likeness(items, [row["text"] for row in self.rows]), (LEAST_LIKE,))


if __name__ == "__main__":
    unittest.main()
