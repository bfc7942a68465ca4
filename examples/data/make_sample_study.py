#!/usr/bin/env python3
"""Writes the sample study: phan_anh_2020-2023.csv and phan_anh_2020-2023.truth.csv.

Usage: make_sample_study.py [OUTPUT_DIRECTORY]      (default: the folder of this script)

The reports are the items S0001 to S2832 of models/civic/corpus/corpus.csv, unchanged, each at most twice.
Dates, wards and channels are drawn; the shares of topics follow the plan below, so that a study of trends has
something to find and something to stumble over. Same corpus, same bytes: the random numbers are made here (splitmix64),
and nothing depends on the order of a set, the locale, the clock or the version of Python.
"""

import csv
import datetime
import pathlib
import re
import sys
import unicodedata

SEED = 20211015
ROWS = 2000
HERE = pathlib.Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "models" / "civic" / "corpus" / "corpus.csv"
NAME = "phan_anh_2020-2023"
DRAWN = re.compile(r"S\d{4}")  # ids: the corpus has grown since, the sample stays
# Items whose topic was mended after the sample was drawn: drawn as before, their truth is the mended one.
DRAWN_AS = {"S0843": "policy", "S0898": "policy", "S1296": "government", "S1982": "government",
            "S2107": "covid_teams", "S2110": "covid_teams", "S2133": "policy", "S2325": "other"}

TOPICS = ["policy", "government", "development", "officials", "covid_teams", "residential_groups", "other"]
COLUMNS = ["id", "Ngày tiếp nhận", "Kênh", "Phường", "Tổ dân phố", "Nội dung"]
WARDS = [("Hòa Đông", 34), ("Hòa Đoài", 28), ("Bình Thượng", 22), ("Bình Hạ", 16)]
GROUPS = {"Hòa Đông": 46, "Hòa Đoài": 38, "Bình Thượng": 29, "Bình Hạ": 21}
CHANNELS = {
    "minutes": "Tiếp xúc cử tri", "letter": "Đơn thư", "hotline": "Tổng đài", "qa": "Hỏi đáp trực tuyến",
    "speech": "Phát biểu trực tiếp", "slip": "Phiếu góp ý", "boundary": "Tổng đài",
}

# Reports received per month, January first: a quiet 2020, the wave of 2021, calmer years after it.
VOLUME = {
    2020: [14, 17, 28, 34, 22, 20, 24, 40, 30, 34, 32, 22],
    2021: [24, 16, 26, 27, 44, 50, 88, 142, 136, 112, 68, 50],
    2022: [44, 30, 52, 42, 38, 38, 36, 36, 36, 46, 44, 36],
    2023: [24, 30, 36, 38, 40, 40, 36, 34, 32, 40, 38, 30],
}
# Per cent of the community COVID teams in the reports of a month; the other topics share the rest.
COVID = {
    2020: [0, 2, 12, 24, 8, 2, 6, 26, 12, 2, 0, 0],
    2021: [4, 8, 4, 4, 16, 26, 46, 54, 52, 34, 16, 12],
    2022: [16, 18, 20, 8, 4, 2, 0, 0, 0, 0, 0, 0],
    2023: [0] * 12,
}
WEIGHTS = {"policy": 16, "government": 21, "development": 21, "officials": 14, "residential_groups": 13,
           "other": 11}
# Days on which nobody entered anything: Lunar New Year, and two breakdowns of the portal.
SILENT = [("2020-01-23", "2020-01-31"), ("2020-06-15", "2020-06-21"), ("2021-02-10", "2021-02-17"),
          ("2022-01-29", "2022-02-06"), ("2022-07-11", "2022-07-24"), ("2023-01-20", "2023-01-27")]

# What offices really type; {serial} is the day number of Excel.
ODD_DATES = ["không rõ", "{serial}", "", "{d}-{m}-{y}", "{y}/{m:02}/{d:02}", "{d}/{m}/{yy:02}", "{m}/{y}",
             "không rõ", "{y}-{m:02}-{d:02}T08:30:00", "", "không rõ", "{serial}"]
IMPOSSIBLE_DATE = "31/02/2022"
BLANK_TEXTS = ["", "", "   ", "", "-"]
DOUBLE_ENTRIES = 18

EPIDEMIC = re.compile(r"covid|covit|co-vit|\bf[01]\b|vac xin|vaccine|mui [1-4]\b|\btiem\b|chich|phong toa"
                      r"|cach ly|gian cach|giang day|chot|giay di duong|\bdich\b")
NOT_EARLIER = re.compile(r"vneid|can cuoc|zalo|\bapp\b|nghi (quyet|dinh)|luat|bang gia|quyet dinh|nhap")
MERGING = re.compile(r"nhap|gop|ghep|sap xep")
FLOOD = re.compile(r"\blu\b|\blut\b|\bbao\b|ngap|trieu len|mua lon|mua xuong")
NEW_YEAR = re.compile(r"\btet\b|giao thua|nam moi|\bm[uo]ng \d")
RURAL = re.compile(r"\b(xã|ấp|bản|buôn|huyện|thôn|làng)\b")
LAST_YEAR = re.compile(r"nam (ngoai|truoc|kia|roi)")
DAY_MONTH = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])")
MONTH = re.compile(r"thang (\d{1,2})(?![\d/]|[.,]\d)")
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")


class Random:
    """splitmix64 (Steele, Lea and Flood 2014): the same numbers everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        return (z ^ (z >> 31)) % n

    def weighted(self, pairs):
        at = self.below(sum(w for _, w in pairs))
        for value, weight in pairs:
            if at < weight:
                return value
            at -= weight
        raise AssertionError


def fold(text):
    """Lower case without any marks, for looking at words."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return plain.replace("đ", "d")


class Item:
    """A corpus item and when it can have been said."""

    def __init__(self, row):
        self.text, self.label = row["text"], row["primary"]
        self.topic = DRAWN_AS.get(row["id"], self.label)
        self.register, self.style = row["register"], row["style"]
        self.year = int(row["year"])
        self.plain = fold(row["text"])
        self.uses = 0
        self.epidemic = self.topic == "covid_teams" or bool(EPIDEMIC.search(self.plain))
        self.flood = self.topic in ("development", "policy") and bool(FLOOD.search(self.plain))
        self.merging = self.topic == "residential_groups" and bool(MERGING.search(self.plain))
        self.earliest = self._earliest()
        self.names_year = bool(YEAR.search(self.plain))
        self.not_earlier = bool(NOT_EARLIER.search(self.plain))
        self.new_year = bool(NEW_YEAR.search(self.plain))
        self.rural = bool(RURAL.search(row["text"].lower()))

    def _earliest(self):
        """(month, day) before which the text cannot have been sent; (1, 1) when it does not say."""
        if LAST_YEAR.search(self.plain) or any(int(y) < self.year for y in YEAR.findall(self.plain)):
            return (1, 1)
        found = [(int(m), int(d)) for d, m, y in DAY_MONTH.findall(self.plain)
                 if 1 <= int(m) <= 12 and 1 <= int(d) <= 31 and (not y or int(y) == self.year)]
        found += [(int(m), 1) for m in MONTH.findall(self.plain) if 1 <= int(m) <= 12]
        return max(found, default=(1, 1))

    def fits_year(self, year):
        if year == self.year:
            return True
        if self.epidemic or self.names_year:
            return False
        return 0 < year - self.year <= 4 or (year == self.year - 1 and not self.not_earlier)

    def fits_season(self, day):
        if self.new_year:
            return day.month in (1, 2, 3, 12)
        if self.epidemic and self.topic != "covid_teams":
            return {2020: 3 <= day.month <= 9, 2021: day.month >= 5, 2022: day.month <= 8}.get(day.year, True)
        return not self.flood or day.month >= 9

    def fits(self, day):
        return self.uses < 2 and self.fits_year(day.year) and self.earliest <= (day.month, day.day) \
            and self.fits_season(day)

    def cost(self, day):
        """How badly the item suits the day; the least costly is taken."""
        stale = self.earliest != (1, 1) and (day.month - self.earliest[0]) > 2
        cost = 4 * self.uses + 2 * stale + abs(self.year - day.year) + 3 * self.rural
        cost -= 3 * (self.flood and day.month in (10, 11))
        cost -= 5 * (self.merging and day.year == 2023 and 4 <= day.month <= 10)
        return cost


def shares(year, month):
    """Weight of each topic in a month, in TOPICS order."""
    w = dict(WEIGHTS)
    if month in (10, 11):
        w["development"] += 14
    if (year, month) >= (2021, 8) and (year, month) <= (2022, 3):
        w["policy"] += 22
    if year == 2023 and 4 <= month <= 10:
        w["residential_groups"] += 20
    covid = COVID[year][month - 1]
    rest = sum(w.values())
    return [covid * rest if t == "covid_teams" else w[t] * (100 - covid) for t in TOPICS]


def working_days(year, month):
    """(day, weight): weekends bring little, silent days nothing."""
    first = datetime.date(year, month, 1)
    days = [first + datetime.timedelta(n) for n in range(31)]
    silent = [(datetime.date.fromisoformat(a), datetime.date.fromisoformat(b)) for a, b in SILENT]
    return [(d, 2 if d.weekday() >= 5 else 7) for d in days
            if d.month == month and not any(a <= d <= b for a, b in silent)]


def apportion(total, weights):
    """Largest remainders: whole numbers that add up to total."""
    whole = sum(weights)
    counts = [total * w // whole for w in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[:total - sum(counts)]:
        counts[i] += 1
    return counts


def pick(items, topic, day, rng):
    best = [i for i in items[topic] if i.fits(day)]
    if not best:
        raise SystemExit(f"make_sample_study.py: no {topic} item left for {day}; "
                         "lower VOLUME or add items of that year to the corpus")
    least = min(i.cost(day) for i in best)
    best = [i for i in best if i.cost(day) == least]
    item = best[rng.below(len(best))]
    item.uses += 1
    return item


def channel(item, rng):
    if item.style != "plain" and item.register in ("hotline", "boundary"):
        return "Ứng dụng"
    if item.register == "boundary":
        return rng.weighted([("Tổng đài", 3), ("Ứng dụng", 3), ("Đơn thư", 2), ("Phiếu góp ý", 2)])
    return CHANNELS[item.register]


def place(item, rng):
    """(ward, group). Water gathers in Bình Hạ; letters spell the tone the old way, as some clerks do."""
    wards = [(w, n + (40 if item.flood and w == "Bình Hạ" else 0)) for w, n in WARDS]
    ward = rng.weighted(wards)
    group = f"Tổ {1 + rng.below(GROUPS[ward])}" if rng.below(100) < 93 else ""
    return (ward.replace("Hòa", "Hoà") if item.register == "letter" else ward), group


def draw(items, rng):
    """The regular reports: [day, channel, ward, group, text, label, item]."""
    rows = []
    months = [(y, m) for y in VOLUME for m in range(1, 13)]
    totals = apportion(ROWS - DOUBLE_ENTRIES, [VOLUME[y][m - 1] for y, m in months])
    for (year, month), total in reversed(list(zip(months, totals))):  # early years can use older items
        days = working_days(year, month)
        for topic, count in zip(TOPICS, apportion(total, shares(year, month))):
            for day in sorted((rng.weighted(days) for _ in range(count)), reverse=True):
                item = pick(items, topic, day, rng)
                rows.append([day, channel(item, rng), *place(item, rng), item.text, item.label, item])
    return rows


def double_entries(rows, rng):
    """The same report sent twice within a day or two, as impatient thumbs do."""
    single = [r for r in rows if r[-1].uses == 1 and r[1] in ("Ứng dụng", "Tổng đài", "Hỏi đáp trực tuyến")]
    again = []
    for _ in range(DOUBLE_ENTRIES):
        row = single.pop(rng.below(len(single)))
        row[-1].uses += 1
        again.append([row[0] + datetime.timedelta(rng.below(3)), *row[1:]])
    return again


def spoil(rows, rng):
    """Adds the written date as the last element, sometimes an odd one; empties a few texts."""
    for row in rows:
        row.append(row[0].strftime("%d/%m/%Y"))
    places = sorted(range(len(rows)), key=lambda n: (rng.below(1 << 40), n))
    for n, odd in zip(places, ODD_DATES):
        day = rows[n][0]
        rows[n][-1] = odd.format(d=day.day, m=day.month, y=day.year, yy=day.year % 100,
                                 serial=(day - datetime.date(1899, 12, 30)).days)
    impossible = next(n for n, row in enumerate(rows) if row[0] >= datetime.date(2022, 3, 1))
    rows[impossible][-1] = IMPOSSIBLE_DATE
    for n, blank in zip(places[len(ODD_DATES):], BLANK_TEXTS):
        rows[n][4], rows[n][5] = blank, ""


def write(path, header, rows, encoding, newline):
    with open(path, "w", encoding=encoding, newline="") as out:
        table = csv.writer(out, lineterminator=newline)
        table.writerow(header)
        table.writerows(rows)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    rng = Random(SEED)
    with open(CORPUS, encoding="utf-8", newline="") as source:
        items = [Item(row) for row in csv.DictReader(source) if DRAWN.fullmatch(row["id"])]
    rows = draw({t: [i for i in items if i.topic == t] for t in TOPICS}, rng)
    rows += double_entries(rows, rng)
    rows.sort(key=lambda r: (r[0], r[1], r[4]))
    spoil(rows, rng)
    export, truth = [], []
    for n, (day, via, ward, group, text, topic, _, written) in enumerate(rows, 1):
        name = f"PA{n:05d}"
        export.append([name, written, via, ward, group, text])
        truth.append([name, topic])
    write(folder / f"{NAME}.csv", COLUMNS, export, "utf-8-sig", "\r\n")
    write(folder / f"{NAME}.truth.csv", ["id", "topic"], truth, "utf-8", "\n")


if __name__ == "__main__":
    main()
