"""The HTML reports of trends and compare in a real browser: they render, zoom, switch language and theme, print, follow a
stratum, raise no error and load nothing from outside.

    report_test.py PROGRAM TABLE     skipped (exit code 77) where Chromium cannot run
"""
import csv
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from browser import Browser, missing

PROGRAM, TABLE = sys.argv[1:3]


def visible_text(browser):
    return browser.run("return document.body.innerText")


def made_trends(path):
    subprocess.run([PROGRAM, "trends", TABLE, "--by", "month", "--stratum", "Phường", "--event", "2021-07-24=Chỉ thị 16",
                    "--resamples", "20", "--to", "2023-12-31", "-q", "-o", path], check=True)


def made_comparison(path):
    """The rows of 2021 against those of 2023."""
    with open(TABLE, encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    tables = []
    for year in ("2021", "2023"):
        tables.append(path.with_name(year + ".csv"))
        with open(tables[-1], "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header] + [row for row in rows if year in row[1]])
    subprocess.run([PROGRAM, "compare", *tables, "--resamples", "20", "-q", "-o", path], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


class InBrowser(unittest.TestCase):
    """A report that `make` writes, and what holds of every one."""

    make = None

    @classmethod
    def setUpClass(cls):
        if cls.make is None:
            raise unittest.SkipTest("of a report of some kind")
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name) / "report.html"
        cls.make(cls.path)
        cls.browser = Browser().__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()
        cls.folder.cleanup()

    def setUp(self):
        self.browser.log("browser")
        self.browser.log("performance")
        self.browser.open(self.path.as_uri())

    def tearDown(self):
        self.assertEqual([], self.browser.log("browser"), "something on the console")

    def test_loads_nothing_from_outside(self):
        requests = [entry["message"] for entry in self.browser.log("performance") if "Network.requestWillBeSent\"" in entry["message"]]
        self.assertEqual(1, len(requests), requests)
        self.assertIn(self.path.as_uri(), requests[0])

    def test_no_number_that_is_none(self):
        text = visible_text(self.browser)
        for word in ("NaN", "nan%", "inf", "undefined", "null"):
            self.assertNotIn(word, text.replace("information", ""))

    def test_themes_differ_and_both_have_contrast(self):
        colours = "const style = getComputedStyle(document.body); return [style.backgroundColor, style.color]"
        light = self.browser.run(colours)
        self.browser.run("document.getElementById('theme').click()")
        self.assertNotEqual(light, self.browser.run(colours))
        weakest = self.browser.run("""
            const parse = (text) => text.match(/[\\d.]+/g).map(Number);
            const linear = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
            const light = (rgb) => 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
            const ground = (element) => {
              for (; element; element = element.parentElement) {
                const rgb = parse(getComputedStyle(element).backgroundColor);
                if (rgb.length === 3 || rgb[3] === 1) return rgb;
              }
              return [255, 255, 255];
            };
            let weakest = [99, ''];
            for (const theme of ['light', 'dark']) {
              document.documentElement.dataset.theme = theme;
              for (const element of document.querySelectorAll('main p, main td, main th, main li, main dt, small, h1, h2, caption')) {
                if (!element.textContent.trim() || element.className.match(/\\bm\\d/)) continue;
                const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < weakest[0]) weakest = [contrast, theme + ' ' + element.tagName + ' ' + element.textContent.slice(0, 40)];
              }
            }
            return weakest;""")
        self.assertGreater(weakest[0], 4.5, weakest)

    def test_reads_well_aloud(self):
        unnamed = self.browser.run("""
            return Array.from(document.querySelectorAll('button, select, input, svg[role=img], figure[data-topic], section, [role=region]'))
              .filter((element) => !(element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') ||
                                     element.textContent.trim() || element.closest('label, [aria-hidden]')))
              .map((element) => element.outerHTML.slice(0, 80));""")
        self.assertEqual([], unnamed)
        bare = self.browser.run("return Array.from(document.querySelectorAll('table')).filter((t) => !t.querySelector('th[scope]')).length")
        self.assertEqual(0, bare)


class TrendsInBrowser(InBrowser):
    make = staticmethod(made_trends)

    def test_every_topic_has_a_chart_with_ink(self):
        inked = self.browser.run("""
            return Array.from(document.querySelectorAll('figure[data-topic] .chart')).map((chart) => {
              const canvas = chart.querySelector('canvas');
              const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              let ink = 0;
              for (let i = 3; i < data.length; i += 4) ink += data[i] > 0;
              return ink / (data.length / 4);
            });""")
        self.assertEqual(7, len(inked))
        for share in inked:
            self.assertGreater(share, 0.01)

    def test_dragging_zooms_all_charts_and_a_button_brings_back(self):
        self.browser.run("document.querySelector('figure[data-topic] .chart').scrollIntoView({block: 'center'})")
        box = self.browser.run("""const box = document.querySelector('figure[data-topic] .chart').getBoundingClientRect();
                                  return [box.left, box.top, box.width, box.height];""")
        chosen = "return [document.getElementById('from').value, document.getElementById('to').value].map(Number)"
        before = self.browser.run(chosen)
        middle = box[1] + box[3] / 2
        self.browser.drag(box[0] + box[2] * 0.4, middle, box[0] + box[2] * 0.7, middle)
        after = self.browser.run(chosen)
        self.assertGreater(after[0], before[0])
        self.assertLess(after[1], before[1])
        labels = self.browser.run("""return Array.from(document.querySelectorAll('figure[data-topic] .chart')).map((chart) =>
            Array.from(chart.querySelectorAll('.dygraph-axis-label-x')).map((label) => label.textContent).join());""")
        self.assertEqual(1, len(set(labels)), labels)
        self.browser.run("document.getElementById('reset').click()")
        self.assertEqual(before, self.browser.run(chosen))

    def test_a_period_can_be_chosen_from_the_keyboard(self):
        self.browser.run("""const from = document.getElementById('from');
                            from.value = '20'; from.dispatchEvent(new Event('change'));""")
        label = self.browser.run("return document.querySelector('.dygraph-axis-label-x').textContent")
        chosen = self.browser.run("return document.getElementById('from').selectedOptions[0].text")
        self.assertEqual(chosen, label)

    def test_switches_language(self):
        self.assertEqual("vi", self.browser.run("return document.documentElement.lang"))
        self.assertIn("Điểm thay đổi", visible_text(self.browser))
        self.assertNotIn("Change points", visible_text(self.browser))
        self.browser.run("document.getElementById('language').click()")
        self.assertEqual("en", self.browser.run("return document.documentElement.lang"))
        text = visible_text(self.browser)
        self.assertIn("Change points", text)
        self.assertNotIn("Điểm thay đổi", text)
        numbers = self.browser.run("return Array.from(document.querySelectorAll('#summary .n')).map((n) => n.textContent)")
        self.assertTrue(all("," not in number for number in numbers), numbers)
        label = self.browser.run("return document.querySelector('figure svg').getAttribute('aria-label')")
        self.assertTrue(label.startswith("Chart of"), label)

    def test_a_stratum_changes_the_tables(self):
        cells = "return document.querySelector('figure[data-topic] tbody').innerText"
        self.browser.run("document.getElementById('open').click()")
        whole = self.browser.run(cells)
        self.browser.run("""const choice = document.getElementById('stratum');
                            choice.value = '1'; choice.dispatchEvent(new Event('change'));""")
        self.assertNotEqual(whole, self.browser.run(cells))

    def test_paper_follows_the_stratum(self):
        self.browser.devtools("Emulation.setEmulatedMedia", media="print")
        paper = """const svg = document.querySelector('figure[data-topic] svg');
                   return [Array.from(svg.querySelectorAll('.b, .w, .s, .q')).map((path) => path.getAttribute('d')).join(),
                           Array.from(svg.querySelectorAll('.y')).map((label) => label.textContent).join(),
                           svg.querySelectorAll('.d').length,
                           document.querySelector('.which').hidden ? '' : document.querySelector('.which').innerText];"""
        drawn = self.browser.run(paper)
        choose = """const choice = document.getElementById('stratum');
                    choice.value = arguments[0]; choice.dispatchEvent(new Event('change'));
                    return choice.selectedOptions[0].text;"""
        name = self.browser.run(choose, "1")
        other = self.browser.run(paper)
        self.assertNotEqual(drawn[0], other[0])
        self.assertNotIn("NaN", other[0] + other[1])
        self.assertEqual("Phường: " + name, other[3])
        self.browser.run(choose, "0")
        again = self.browser.run(paper)
        self.browser.devtools("Emulation.setEmulatedMedia", media="")
        # Drawn by the script it is what the page was written with, to a tenth of a unit.
        self.assertEqual(drawn[1:3] + [""], again[1:])
        numbers = lambda text: [float(one) for one in re.findall(r"[0-9.]+", text)]
        self.assertEqual(len(numbers(drawn[0])), len(numbers(again[0])))
        for one, two in zip(numbers(drawn[0]), numbers(again[0])):
            self.assertLess(abs(one - two), 0.11)

    def test_prints(self):
        pdf = self.browser.pdf()
        self.assertTrue(pdf.startswith(b"%PDF-"))
        self.assertGreater(pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page "), 2)
        self.browser.devtools("Emulation.setEmulatedMedia", media="print")
        shown = self.browser.run("""const shown = (selector) => getComputedStyle(document.querySelector(selector)).display !== 'none';
                                    return [shown('figure[data-topic] svg'), shown('.chart'), shown('.controls')];""")
        self.browser.devtools("Emulation.setEmulatedMedia", media="")
        self.assertEqual([True, False, False], shown)

    def test_without_scripts_everything_is_still_there(self):
        self.browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
        try:
            self.browser.open(self.path.as_uri())
            self.browser.screenshot(pathlib.Path(self.folder.name) / "plain.png")
        finally:
            self.browser.devtools("Emulation.setScriptExecutionDisabled", value=False)
        shown = self.browser.run("""const svg = document.querySelector('figure[data-topic] svg');
                                    return [svg.getBoundingClientRect().height > 100, document.querySelector('.tools').hidden];""")
        self.assertEqual([True, True], shown)


class ComparisonInBrowser(InBrowser):
    make = staticmethod(made_comparison)

    def test_every_topic_has_its_intervals_drawn(self):
        drawn = self.browser.run("""
            return Array.from(document.querySelectorAll('#shares > .scroll tbody tr')).map((row) =>
              ['.ra', '.da', '.rb', '.db', '.ro', '.do'].map((kind) => row.querySelectorAll(kind).length).join());""")
        self.assertEqual(["1,1,1,1,1,1"] * 7, drawn)
        where = self.browser.run("""
            const row = Array.from(document.querySelectorAll('#shares > .scroll tbody tr'));
            return row.map((one) => [parseFloat(one.cells[1].innerText.replace(',', '.')), one.querySelector('.da').getBoundingClientRect().x]);""")
        self.assertEqual(sorted(where), sorted(where, key=lambda pair: pair[1]))

    def test_the_figures_are_in_the_table_and_not_in_the_drawing(self):
        self.assertEqual(0, self.browser.run("return document.querySelectorAll('svg:not([aria-hidden=true])').length"))
        cells = self.browser.run("return Array.from(document.querySelectorAll('#shares > .scroll tbody tr')[4].cells).map((c) => c.innerText)")
        self.assertEqual("Tổ COVID cộng đồng", cells[0])
        for place in (1, 2, 4):
            self.assertRegex(cells[place], r"[0-9],[0-9]")

    def test_switches_language(self):
        self.assertIn("Từ ngữ đặc trưng", visible_text(self.browser))
        self.browser.run("document.getElementById('language').click()")
        text = visible_text(self.browser)
        self.assertIn("Distinctive words", text)
        self.assertNotIn("Từ ngữ đặc trưng", text)
        numbers = self.browser.run("return Array.from(document.querySelectorAll('#shares .n')).map((n) => n.textContent)")
        self.assertTrue(all("," not in number for number in numbers), numbers)

    def test_prints_on_paper_without_colour(self):
        self.assertTrue(self.browser.pdf().startswith(b"%PDF-"))
        self.browser.devtools("Emulation.setEmulatedMedia", media="print")
        shown = self.browser.run("""
            const style = (kind) => getComputedStyle(document.querySelector('#shares ' + kind));
            return [getComputedStyle(document.querySelector('.tools')).display, style('.ranges').display,
                    style('.ra').strokeDasharray, style('.rb').strokeDasharray, style('.da').fill, style('.db').fill];""")
        self.browser.devtools("Emulation.setEmulatedMedia", media="")
        self.assertEqual(["none", "block"], shown[:2])
        self.assertNotEqual(shown[2], shown[3])
        self.assertNotEqual(shown[4], shown[5])

    def test_without_scripts_everything_is_still_there(self):
        self.browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
        try:
            self.browser.open(self.path.as_uri())
            self.browser.screenshot(pathlib.Path(self.folder.name) / "plain.png")
        finally:
            self.browser.devtools("Emulation.setScriptExecutionDisabled", value=False)
        shown = self.browser.run("""return [document.querySelector('.ranges').getBoundingClientRect().height > 10,
                                            document.querySelector('.tools').hidden];""")
        self.assertEqual([True, True], shown)


if __name__ == "__main__":
    lacking = missing()
    if lacking:
        print(f"skipped: {lacking}; tests/run installs chromium and chromium-driver")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1], verbosity=2)
