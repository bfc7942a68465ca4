"""The checker of the corpus: what it passes, and that each of its measures can fail.

A sound corpus is made of random syllables, so that nothing here depends on the real one; each case spoils it
in one way.
"""

import csv
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
CHECKER = TOP / "models" / "civic" / "check_corpus.py"
sys.dont_write_bytecode = True
sys.path.insert(0, str(CHECKER.parent))

from check_corpus import check  # noqa: E402
from corpus_boundaries import RULES, holds, paired  # noqa: E402
from corpus_measures import COLUMNS, TOPICS, VALUES, Item, likeness  # noqa: E402

PER_TOPIC = 140  # a multiple of the 20 lengths and the 7 registers
FEW = {"items of the smallest topic": (PER_TOPIC, None)}
SYLLABLES = ["".join((a, b, c)) for a in "b ch d gh h kh l m n ng nh ph qu r s t th tr v x".split()
             for b in "a e i o u ă â ê ô ơ ư".split() for c in ["", "n", "ng", "t", "c", "m", "p"]]
LENGTHS = [7, 8, 9] + [15] * 6 + [28] * 5 + [40] * 4 + [70, 100]  # syllables; 20 lengths, median 28


def style(k):
    """One in ten in phone spelling, one in twenty without accents."""
    return "phone" if k % 10 == 0 else "no_accent" if k % 20 == 1 else "plain"


def sound():
    """Rows of an even corpus of random syllables. The same rows at every call."""
    rng = random.Random(3)
    rows = []
    for n in range(PER_TOPIC * len(TOPICS)):
        k = n // len(TOPICS)  # so every topic gets the same share of each length, register and style
        words = rng.sample(SYLLABLES, LENGTHS[k % len(LENGTHS)])
        if (k + k // len(LENGTHS)) % 2:
            words[-1] = str(rng.randrange(10**6))
        topic = TOPICS[n % len(TOPICS)]
        rows.append({
            "id": f"S{n:04}", "text": " ".join(words), "primary": topic,
            "secondary": TOPICS[TOPICS.index(topic) - 1] if k % 10 < 3 else "", "year": "2020",
            "register": VALUES["register"][k % 7], "style": style(k), "region": "north", "grounded": "n",
            "source": "", "group": f"S{n:04}"})
    return rows


def sound_tags(rows):
    """35 items on each side of each boundary rule."""
    items = [Item(row) for row in rows]
    tags = []
    for rule, (_, sides) in RULES.items():
        for side in sides:
            taken = {tag["id"] for tag in tags if tag["rule"] == rule}
            names = [item["id"] for item in items if item["id"] not in taken and holds(side, item)]
            tags += [{"rule": rule, "side": side, "id": name} for name in names[:35]]
    return tags


def of(topic, rows):
    return [row for row in rows if row["primary"] == topic]


class Sound(unittest.TestCase):
    def test_nothing_to_complain_of(self):
        self.assertEqual(check(sound(), FEW), [])

    def test_bounds_can_be_moved(self):
        self.assertIn("items of the smallest topic: 140, at least 1700 wanted", check(sound()))


class Spoilt(unittest.TestCase):
    def setUp(self):
        self.rows = sound()

    def complains(self, *parts, **extras):
        """Each of the parts stands in one of the lines."""
        lines = check(self.rows, FEW, **extras)
        for part in parts:
            self.assertTrue(any(part in line for line in lines), f"{part!r} in none of {lines[:10]}")

    def test_formulaic(self):
        for n, row in enumerate(self.rows):
            row["text"] = f"đề nghị phường xem xét giải quyết việc {SYLLABLES[n]} số {n} cho bà con ở đây nhờ"
        self.complains("items with a near-duplicate of the same topic",
                       "items with a near-duplicate of another topic", "distinct 5-grams / 5-grams",
                       "items with the commonest opening (de nghi phuong): 1,", "ten commonest openings",
                       "alike, but in two groups", "over 60 syllables", "items with a digit: 1,")

    def test_duplicate_that_differs_in_accents_only(self):
        self.rows[7]["text"] = self.rows[0]["text"].upper().replace("Ă", "A").replace("Ơ", "O")
        self.complains("S0000 and S0007: 1.00 alike, but in two groups")

    def test_related_items_may_share_a_group(self):
        self.rows[7].update(text=self.rows[0]["text"] + " " + self.rows[7]["text"], group="S0000")
        self.assertEqual(check(self.rows, FEW), [])

    def test_uneven_topics(self):
        self.rows += [dict(row, id=f"M{n:04}", group=f"M{n:04}", text=row["text"][::-1])
                      for n, row in enumerate(of("policy", self.rows)[:20])]
        self.complains("largest topic / smallest topic")

    def test_topic_that_names_itself(self):
        for row in of("residential_groups", self.rows)[:40]:
            row["text"] += " Tổ dân phố"
        self.complains("words of its name (residential_groups)",
                       "above the mean of the other topics (residential_groups)")

    def test_topic_told_by_length(self):
        for row in of("other", self.rows):
            row["text"] = " ".join(row["text"].split()[:9])
        self.complains("largest median length / smallest", "under 10 syllables (other)",
                       "over 60 syllables (other)")

    def test_topic_told_by_register(self):
        for row in of("officials", self.rows)[:40]:
            row["register"] = "letter"
        self.complains("share of a topic in a register / share overall (officials in letter)")

    def test_topic_told_by_digits(self):
        for row in of("policy", self.rows):
            row["text"] += " 5"
        self.complains("items of a topic with a digit (policy)")

    def test_single_topics_only(self):
        for row in self.rows:
            row["secondary"] = ""
        self.complains("items with a secondary topic: 0", "items of a topic with a secondary topic (policy)")

    def test_one_style_only(self):
        for row in self.rows:
            row["style"] = "plain"
        self.complains("items in phone style", "items without accents")

    def test_leak(self):
        apart = {"judge.csv": ["khác hẳn", self.rows[5]["text"]]}
        self.complains("likeness to a text kept apart (S0005 to judge.csv): 1,", apart=apart)

    def test_format(self):
        rows = self.rows
        cases = [({"id": "S1"}, "id is not"), ({"id": "S0000"}, "used 2 times"), ({"year": "1999"}, "year"),
                 ({"primary": "police"}, "primary"), ({"secondary": "development"}, "secondary"),
                 ({"secondary": "other;policy"}, "secondary"), ({"source": "p1"}, "source"),
                 ({"text": " x"}, "text"), ({"text": "ca\u0302"}, "text"), ({"group": "S9999"}, "group"), ({"style": ""}, "style")]
        for change, part in cases:
            with self.subTest(change):
                self.rows = [dict(row) for row in rows[:21]]
                self.rows[TOPICS.index("development")].update(change)
                self.complains(part)

    def test_sources(self):
        self.rows[0].update(grounded="y", source="p1")
        self.rows[1].update(grounded="y", source="p1")
        self.complains("p1: its items are in several groups", "p1: no address", pages={"p2"})


class Boundaries(unittest.TestCase):
    PARTNERS = "items of a boundary rule beside a partner"  # none among random syllables

    def setUp(self):
        self.rows = sound()
        self.tags = sound_tags(self.rows)

    def lines(self, least=0):
        return check(self.rows, {**FEW, self.PARTNERS: (least, None)}, tags=self.tags)

    def test_nothing_to_complain_of(self):
        self.assertEqual(self.lines(), [])

    def test_tags_that_do_not_hold(self):
        policy = self.rows[TOPICS.index("policy")]["id"]
        first, second = self.tags[:2]
        cases = [({"id": "S9999"}, "boundary 1: no item S9999"), ({"side": "police"}, "boundary 1: no side 'police'"),
                 ({"rule": "14"}, "boundary 14: no side 'officials'"),
                 ({"id": policy}, f"boundary 1: {policy} is no officials, but policy"),
                 ({"id": second["id"]}, f"boundary 1: {second['id']} stands there 2 times")]
        for change, expected in cases:
            with self.subTest(change):
                self.tags[0] = {**first, **change}
                self.assertIn(expected, "\n".join(self.lines()))

    def test_sides_that_are_no_topic(self):
        other = of("other", self.rows)
        plain = [row["id"] for row in of("policy", self.rows) if not row["secondary"]]
        cases = [("8a", "not residential_groups", of("residential_groups", self.rows)[-1]["id"]),
                 ("9", "praise", other[-1]["id"]), ("9", "telling", other[-1]["id"]),
                 ("10", "first", plain[0]), ("10", "largest", plain[0])]
        for rule, side, name in cases:
            with self.subTest(rule=rule, side=side):
                self.tags.append({"rule": rule, "side": side, "id": name})
                self.assertIn(f"boundary {rule}: {name} is no {side}", " ".join(self.lines()))
                self.tags.pop()

    def test_item_that_got_another_label(self):
        tag = next(t for t in self.tags if (t["rule"], t["side"]) == ("7", "development"))
        next(row for row in self.rows if row["id"] == tag["id"]).update(primary="covid_teams", secondary="")
        self.assertIn(f"boundary 7: {tag['id']} is no development, but covid_teams", self.lines())

    def test_too_few(self):
        self.tags = self.tags[6:]
        self.assertEqual(self.lines(), ["items on a side of a boundary rule (1, officials): 29, at least 30 wanted"])
        self.tags = self.tags[5:]
        self.assertIn("items of a boundary rule (1): 59, at least 60 wanted", self.lines())
        self.tags = []
        self.assertIn("items on a side of a boundary rule (13b, development): 0, at least 30 wanted", self.lines())

    def test_no_partners(self):
        self.assertEqual(self.lines(60), [f"{self.PARTNERS} ({n}): 0, at least 60 wanted" for n in range(1, 14)])

    def test_partners(self):
        one = dict(self.rows[0], id="A", group="A", primary="policy", text="a b c d e f g h i k")
        cases = [({}, {"A", "B"}), ({"text": "a b c"}, {"A", "B"}), ({"text": "a b l m n o p q r s"}, set()),
                 ({"primary": "policy"}, set()), ({"group": "B"}, set())]
        for change, expected in cases:
            with self.subTest(change):
                two = {**one, "id": "B", "primary": "other", "text": "a b c l m n o p q r", **change}
                self.assertEqual(paired({"policy": [Item(one)], "other": [Item(two)]}), expected)


class Likeness(unittest.TestCase):
    def test_cosine(self):
        row = dict(sound()[0], text="một hai ba bốn")
        cases = [("một hai ba bốn", 1), ("mot hai ba bon", 1), ("một hai ba năm", 0.5), ("ba bốn", 0)]
        for text, cosine in cases:
            with self.subTest(text):
                self.assertAlmostEqual(likeness([Item(row)], [text])[0], cosine)


class Program(unittest.TestCase):
    def run_on(self, content, *arguments, tags=None):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "corpus.csv"
            path.write_bytes(content.encode())
            if tags is not None:
                (path.parent / "boundaries.tsv").write_text(tags, encoding="utf-8")
            return subprocess.run([sys.executable, CHECKER, path, *arguments], capture_output=True, text=True,
                                  encoding="utf-8", check=False)

    def content(self, rows):
        with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as out:
            table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(rows)
            out.seek(0)
            return out.read()

    def test_exit_codes(self):
        content = self.content(sound())
        self.assertEqual(self.run_on(content, "--min-per-topic", str(PER_TOPIC)).returncode, 0)
        self.assertEqual(self.run_on(content).returncode, 1)
        self.assertIn("at least 1700 wanted", self.run_on(content).stdout)

    def test_boundaries_beside_the_corpus(self):
        content = self.content(sound())
        done = self.run_on(content, tags="rule\tside\tid\n1\tofficials\tS9999\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("boundary 1: no item S9999", done.stdout)
        for tags in ["", "rule\tside\tid\n", "side\trule\tid\n1\tofficials\tS0003\n", "rule\tside\tid\n1\tofficials\n",
                     "rule\tside\tid\n1\tofficials\tS0003\tS0004\n"]:
            with self.subTest(tags):
                done = self.run_on(content, tags=tags)
                self.assertEqual(done.returncode, 1)
                self.assertIn("not a table of rule, side, id", done.stderr)

    def test_other_files_are_refused(self):
        header = ",".join(COLUMNS) + "\n"
        for content in ["", "id,text\nS0001,a\n", header, header + "S0001,a\n",
                        self.content(sound()).replace("\n", "\r\n")]:
            with self.subTest(content[:20]):
                done = self.run_on(content)
                self.assertEqual(done.returncode, 1)
                self.assertIn("not a table of id,text", done.stderr)


if __name__ == "__main__":
    unittest.main()
