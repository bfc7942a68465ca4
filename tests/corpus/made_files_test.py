"""Files made from the corpus are what their scripts make of it now."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
CIVIC = TOP / "models" / "civic"
DATA = TOP / "examples" / "data"


def run(script, *arguments):
    return subprocess.run([sys.executable, script, *arguments], check=True, capture_output=True).stdout


class MadeFiles(unittest.TestCase):
    def test_card_shows_the_corpus(self):
        shown = (CIVIC / "CARD.md").read_text(encoding="utf-8")
        shown = shown.partition("<!-- corpus:begin -->\n")[2].partition("<!-- corpus:end -->")[0]
        now = run(CIVIC / "check_corpus.py", "--report").decode()
        self.assertEqual(shown, now, "run models/civic/check_corpus.py --card")

    def test_sample_study_is_drawn_from_the_corpus(self):
        with tempfile.TemporaryDirectory() as folder:
            run(DATA / "make_sample_study.py", folder)
            for made in pathlib.Path(folder).iterdir():
                self.assertEqual((DATA / made.name).read_bytes(), made.read_bytes(),
                                 f"{made.name}: run examples/data/make_sample_study.py")


if __name__ == "__main__":
    unittest.main()
