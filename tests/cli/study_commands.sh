# agree and compare: columns of labels, and two tables side by side.

labels() {
  cat >labels.csv <<'CSV'
id,lan,minh,hoa
1,policy,policy,policy
2,policy,officials,policy
3,officials,officials,
4,development,development,development
5,development,policy,development
6,policy,policy,policy
7,officials,officials,officials
8,,development,
9,development,development,policy
10,officials,policy,officials
CSV
}

case_agree() {
  labels
  expect 0 agree labels.csv --columns lan,minh
  silent err
  prints "10 rows, 2 columns, 3 labels"
  prints "Cohen's kappa, lan and minh"
  prints "Krippendorff's alpha"
  grep -q '^  officials    policy' "$said/out" || fail "no pair of labels"
  cp "$said/out" a
  expect 0 agree labels.csv --columns lan,minh
  same a "$said/out"
}

# The value of kappa is computed again from the table.
case_agree_as_json() {
  labels
  expect 0 agree labels.csv --columns lan,minh,hoa --order policy,officials,development --json --seed 3
  silent err
  python3 - "$said/out" labels.csv <<'PYTHON' || fail "the JSON"
import csv, hashlib, json, sys
result = json.load(open(sys.argv[1]))
rows = list(csv.DictReader(open(sys.argv[2])))
pairs = [(r["lan"], r["minh"]) for r in rows if r["lan"] and r["minh"]]
n = len(pairs)
observed = sum(a == b for a, b in pairs) / n
chance = sum(sum(a == k for a, _ in pairs) * sum(b == k for _, b in pairs) for k in result["labels"]) / n / n
by_name = {(one["measure"], *one["columns"]): one for one in result["agreement"]}
assert abs(by_name["cohen", "lan", "minh"]["value"] - (observed - chance) / (1 - chance)) < 1e-6
assert [one["measure"] for one in result["agreement"]] == ["cohen"] * 3 + ["conger", "fleiss", "krippendorff_nominal", "krippendorff_ordinal"]
for one in result["agreement"]:
    assert -1 <= one["interval"][0] <= one["value"] <= one["interval"][1] <= 1, one
    assert one["rows"] + one["left_out"] == 10
manifest = result["manifest"]
assert manifest["inputs"][0]["sha256"] == hashlib.sha256(open(sys.argv[2], "rb").read()).hexdigest()
assert manifest["seed"] == 3 and manifest["version"]
assert sum(one["count"] for one in result["disagreement"]) == sum(
    bool(r[a]) and bool(r[b]) and r[a] != r[b] for r in rows for a, b in (("lan", "minh"), ("lan", "hoa"), ("minh", "hoa")))
PYTHON
}

case_agree_on_several_labels() {
  printf '%s\n' 'a,b' 'x|y,x' 'x;y,y|x' 'z,z' ',x' 'y,z' >labels.csv
  expect 0 agree labels.csv --columns a,b --multi-label --json
  python3 - "$said/out" <<'PYTHON' || fail "the JSON"
import json, sys
result = json.load(open(sys.argv[1]))
values = {one["measure"]: one["value"] for one in result["agreement"]}
assert values["krippendorff_binary"] < values["krippendorff_masi"] < values["krippendorff_jaccard"], values
assert [one["labels"] for one in result["disagreement"]] == [["x|y", "x"], ["y", "z"]]
assert result["agreement"][0]["rows"] == 4
PYTHON
}

case_agree_where_nothing_can_be_said() {
  printf 'a,b\nx,x\nx,x\n' >labels.csv
  expect 0 agree labels.csv --columns a,b
  prints "not defined: all gave one and the same label"
  prints "No disagreement."
  expect 0 agree labels.csv --columns a,b --json
  grep -qi nan "$said/out" && fail "NaN in the JSON"
  prints '"value": null'
  printf 'a,b\nx,\n,x\n' >labels.csv
  expect 0 agree labels.csv --columns a,b
  prints "not defined: no row has two labels"
}

case_agree_refuses() {
  labels
  refuses agree "--columns is required" -- agree labels.csv
  refuses labels.csv 'no column "lam"' lan minh -- agree labels.csv --columns lam,minh
  refuses --columns "two columns" -- agree labels.csv --columns lan
  refuses --columns "twice" -- agree labels.csv --columns lan,lan
  refuses labels.csv "development" --order -- agree labels.csv --columns lan,minh --order policy,officials
  printf 'a,b\n' >empty.csv
  refuses empty.csv "no rows" -- agree empty.csv --columns a,b
}

# 60 rows of the labelled table in two halves: all of one topic in the first.
halves() {
  awk -F, 'NR == 1 || /,policy$/' "$data/cli/labelled.csv" >a.csv
  awk -F, 'NR == 1 || !/,policy$/' "$data/cli/labelled.csv" >b.csv
}

case_compare() {
  halves
  expect 0 compare a.csv b.csv --text-column text --topic-column topic
  tells "only 20 rows"
  prints "A: a.csv, 20 rows"
  prints "B: b.csv, 40 rows"
  prints "Shares of topics"
  prints "100.0 ( 83.9 - 100.0)"
  prints "Words that A uses in more rows"
  cp "$said/out" one
  expect 0 compare a.csv b.csv -c text --topic-column topic -q
  silent err
  same one "$said/out"
}

case_compare_as_json_and_table() {
  halves
  expect 0 compare a.csv b.csv --text-column text -m "$TINY_MODEL" -o out.csv --json -q
  only a.csv b.csv out.csv out.csv.manifest.json
  python3 - "$said/out" <<'PYTHON' || fail "the JSON"
import csv, hashlib, json, math, sys
result = json.load(open(sys.argv[1], encoding="utf-8"))
assert [topic["topic"] for topic in result["topics"]] == ["policy", "development", "residential_groups"]
for group in "a", "b":
    assert abs(sum(topic["share_" + group] for topic in result["topics"]) - 1) < 1e-5
    assert sum(topic["rows_" + group] for topic in result["topics"]) == result["rows_" + group]
for topic in result["topics"]:
    assert topic["difference_interval"][0] <= topic["difference"] <= topic["difference_interval"][1]
    assert topic["ln_p"] <= topic["ln_q"] <= 0
assert result["words_a"], "no words"
for word in result["words_a"] + result["words_b"]:
    assert word["by_rows"]["log2_ratio"] > 0 and word["by_rows"]["ln_q"] <= math.log(0.05) + 1e-6
assert any("errors" in warning for warning in result["warnings"])
manifest = json.load(open("out.csv.manifest.json"))
assert manifest == result["manifest"]
assert manifest["inputs"][1]["sha256"] == hashlib.sha256(open("b.csv", "rb").read()).hexdigest()
assert len(manifest["model"]["checksum"]) == 16
rows = list(csv.DictReader(open("out.csv", encoding="utf-8-sig")))
assert sum(row["kind"] == "share" for row in rows) == 3 and sum(row["kind"] == "corrected share" for row in rows) == 3
assert len(rows) == 6 + 2 * len(result["words_a"] + result["words_b"])
for row in rows:
    for name, cell in row.items():
        if name not in ("kind", "topic_or_group", "word", "effect", "method", "flags") and cell: assert math.isfinite(float(cell)), row
PYTHON
  cp out.csv first.csv
  expect 0 compare a.csv b.csv --text-column text -m "$TINY_MODEL" -o out.csv -q
  same first.csv out.csv
}

# validation RIGHT: validation rows for the tiny model, 40 of each topic; of four, RIGHT are recognised, the others shared out.
validation() {
  python3 - "$("$YKIEN" info -m "$TINY_MODEL" --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["checksum"])')" "$1" <<'PYTHON'
import sys
topics = ["policy", "development", "residential_groups"]
print("label," + ",".join(topics) + ",model")
for row in range(120):
    truth = topics.index(topics[row % 3])
    seen = truth if row // 3 % 4 < int(sys.argv[2]) else (truth + 1 + row // 12 % 2) % 3
    print(",".join([topics[truth]] + ["0.8" if k == seen else "0.1" for k in range(3)] + [sys.argv[1] if row == 0 else ""]))
PYTHON
}

# Two thirds of A are of one topic and one third of B. Counting misses part of the difference; corrected, it is larger and its
# interval wider. Exchanged tables change signs alone.
case_compare_corrected() {
  awk -F, 'NR == 1 { print; next } { for (i = 0; i < 4; i++) if (/,policy$/ || i < 1) print }' "$data/cli/labelled.csv" >a.csv
  awk -F, 'NR == 1 { print; next } { for (i = 0; i < 2; i++) print }' "$data/cli/labelled.csv" >b.csv
  validation 3 >v.csv
  expect 0 compare a.csv b.csv -c text -m "$TINY_MODEL" --validation v.csv -q
  prints "corrected for the model's errors"
  prints "as counted, errors and all"
  local order
  for order in "a.csv b.csv there" "b.csv a.csv back" "a.csv a.csv same"; do
    set -- $order
    expect 0 compare $1 $2 -c text -m "$TINY_MODEL" --validation v.csv -q --json --adjust holm --seed 5
    cp "$said/out" $3.json
  done
  python3 - v.csv <<'PYTHON' || fail "the figures"
import hashlib, json, math, sys
there, back, same = (json.load(open(name + ".json")) for name in ("there", "back", "same"))
for one, other, none in zip(there["topics"], back["topics"], same["topics"]):
    corrected, exchanged = one["corrected"], other["corrected"]
    assert corrected["difference"] == -exchanged["difference"] and corrected["ln_p"] == exchanged["ln_p"], one
    assert corrected["difference_interval"] == [-exchanged["difference_interval"][1], -exchanged["difference_interval"][0]]
    assert corrected["ln_p"] <= corrected["ln_q"] <= 0 and corrected["method"]
    width = lambda interval: interval[1] - interval[0]
    assert none["corrected"]["difference"] == 0 and none["corrected"]["ln_q"] == 0
    assert none["corrected"]["difference_interval"][0] <= 0 <= none["corrected"]["difference_interval"][1]
policy = there["topics"][0]
assert policy["corrected"]["difference"] < policy["difference"] < 0, policy
assert width(policy["corrected"]["difference_interval"]) > width(policy["difference_interval"]), policy
manifest = there["manifest"]
assert manifest["seed"] == 5 and manifest["options"]["adjust"] == "holm"
assert manifest["validation"]["sha256"] == hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest()
PYTHON
}

# The intervals become wider and nothing else changes; every output says so.
case_compare_joint() {
  halves
  validation 3 >v.csv
  expect 0 compare a.csv b.csv -c text -m "$TINY_MODEL" --validation v.csv -q --json -o single.html
  cp "$said/out" single.json
  expect 0 compare a.csv b.csv -c text -m "$TINY_MODEL" --validation v.csv -q --json -o joint.html --joint
  cp "$said/out" joint.json
  grep -q 'cùng lúc cho mọi nhóm' joint.html || fail "the report is silent"
  grep -q 'cùng lúc cho mọi nhóm' single.html && fail "joint intervals that nobody asked for"
  python3 - <<'PYTHON' || fail "the intervals"
import json
one, all = json.load(open("single.json")), json.load(open("joint.json"))
assert not one["joint"] and all["joint"]
assert one["manifest"]["options"]["intervals"] == "of each figure"
assert all["manifest"]["options"]["intervals"] == "of all topics together"
def wider(a, b, names):
    for name in names: assert b[name][0] <= a[name][0] and a[name][1] <= b[name][1] and a[name] != b[name], (name, a, b)
for a, b in zip(one["topics"], all["topics"]):
    wider(a, b, ["interval_a", "interval_b", "difference_interval"])
    wider(a["corrected"], b["corrected"], ["interval_a", "interval_b", "difference_interval"])
    for name in "difference", "ln_p", "ln_q":
        assert a[name] == b[name] and a["corrected"][name] == b["corrected"][name]
PYTHON
  expect 0 compare a.csv b.csv -c text --topic-column topic -q --joint
  prints "95% intervals of all topics together"
}

# Where the classifier tells nothing apart, or nothing is known of its errors, no corrected figure is given, and why is said.
case_compare_refuses_figures_that_nothing_supports() {
  halves
  expect 0 compare a.csv b.csv -c text -m "$TINY_MODEL"
  prints "no figure can be defended"
  tells "There are no labelled rows to learn the classifier's errors from"
  sed 's/0\.[18]/0.3333/g' <(validation 3) >v.csv
  expect 0 compare a.csv b.csv -c text -m "$TINY_MODEL" --validation v.csv -o out.csv --json
  tells "cannot tell some topics apart"
  grep -qiE '\bnan\b|\binf' "$said/out" out.csv && fail "a figure that is none"
  python3 - "$said/out" <<'PYTHON' || fail "the JSON"
import csv, json, sys
result = json.load(open(sys.argv[1]))
for topic in result["topics"]:
    assert topic["corrected"]["difference"] is None and "unidentifiable" in topic["corrected"]["flags"]
    assert topic["share_a"] is not None
for row in csv.DictReader(open("out.csv", encoding="utf-8-sig")):
    if row["kind"] == "corrected share": assert not row["effect_value"] and not row["share_a"] and row["flags"]
PYTHON
}

case_compare_several_topics_a_row() {
  printf '%s\n' text,topics 'đường ngập,a|b' 'rác đầy,a' 'họp tổ,b' 'hư đèn,a;b' >a.csv
  printf '%s\n' text,topics 'đường ngập,b' 'rác đầy,b|c' >b.csv
  expect 0 compare a.csv b.csv -c text --topic-column topics --json
  tells "need not sum to 100%"
  python3 - "$said/out" <<'PYTHON' || fail "the JSON"
import json, sys
result = json.load(open(sys.argv[1]))
assert [(t["topic"], t["rows_a"], t["share_a"], t["rows_b"], t["share_b"]) for t in result["topics"]] == [
    ("a", 3, 0.75, 0, 0), ("b", 3, 0.75, 2, 1), ("c", 0, 0, 1, 0.5)]
assert result["several_topics_a_row"] and "corrected" not in result["topics"][0]
PYTHON
  expect 0 compare a.csv b.csv -c text --topic-column topics --count first --json
  python3 -c "import json; r = json.load(open('$said/out')); assert [t['rows_a'] for t in r['topics']] == [3, 1] and not r['several_topics_a_row']" || fail "--count first"
}

case_compare_report() {
  halves
  sed -i '2s/^[^,]*,\("\{0,1\}\)/&Anh Nguyễn Văn Nam 0905123456 /' a.csv
  validation 3 >v.csv
  expect 0 compare a.csv b.csv -c text -m "$TINY_MODEL" --validation v.csv -o r.html --tidy t.csv
  only a.csv b.csv v.csv r.html t.csv t.csv.manifest.json
  sed '/<script>/,$d' r.html >body.html
  grep -qiwE -- '-?nan|-?inf' body.html && fail "a number that is none"
  grep -q '0905123456' body.html && fail "a phone number"
  grep -qF "$(sha256sum b.csv | cut -d' ' -f1)" body.html || fail "no manifest"
  grep -qF 'errors were measured on other rows' body.html || fail "no warning"
  grep -q '<html lang=vi>' body.html || fail "the language"
  expect 0 compare a.csv b.csv -c text -m "$TINY_MODEL" --validation v.csv -o again.html -q
  same r.html again.html
  expect 0 compare a.csv b.csv -c text --topic-column topic --lang en -o given.html -q
  grep -q '<html lang=en>' given.html || fail "the other language"
  refuses "two tables are asked for" -- compare a.csv b.csv -c text --topic-column topic -o o.csv --tidy p.csv
  refuses "input file itself" -- compare a.csv b.csv -c text --topic-column topic --tidy b.csv
}

case_compare_odd_tables() {
  halves
  head -1 a.csv >none.csv
  head -4 a.csv >three.csv
  refuses none.csv "no row can be used" -- compare none.csv b.csv -c text --topic-column topic
  refuses none.csv "no row can be used" -- compare b.csv none.csv -c text -m "$TINY_MODEL" -o out.csv
  expect 0 compare three.csv three.csv -c text -m "$TINY_MODEL" --json
  grep -qiE '\bnan\b|\binf' "$said/out" && fail "a figure that is none"
  printf 'text\nđường ngập\n\xff\n"open\n' >odd.csv
  expect 1 compare odd.csv b.csv -c text -m "$TINY_MODEL"
  tells "cannot be read"
}

# The other formats know numbers from text, and an empty cell is none.
case_compare_writes_numbers() {
  halves
  expect 0 compare a.csv b.csv -c text -m "$TINY_MODEL" -q -o out.jsonl
  python3 - out.jsonl <<'PYTHON' || fail "the types of the cells"
import json, sys
words = {"kind", "topic_or_group", "word", "effect", "method", "flags"}
for row in map(json.loads, open(sys.argv[1], encoding="utf-8")):
    for name, value in row.items():
        assert isinstance(value, str) == (name in words), (name, value)
PYTHON
  refuses out.xls "name it .xlsx" -- compare a.csv b.csv -c text -m "$TINY_MODEL" -o out.xls
}

case_compare_refuses() {
  halves
  refuses compare "B is required" -- compare a.csv
  refuses missing.csv -- compare a.csv missing.csv
  refuses 'no column "txt"' text -- compare a.csv b.csv -c txt
  refuses compare "standard input" -- compare - -
  refuses compare "standard output" -- compare a.csv b.csv -o -
  refuses b.csv "input file itself" -- compare a.csv b.csv -c text --topic-column topic -o b.csv
  validation 3 | sed '2s/[0-9a-f]*$/0123456789abcdef/' >v.csv
  refuses v.csv "another model" -- compare a.csv b.csv -c text -m "$TINY_MODEL" --validation v.csv
  refuses compare --topic-column --model -- compare a.csv b.csv --topic-column topic --model x
}

# What is written, and what else is needed, is known to be right before the tables are read.
case_compare_checks_files_first() {
  halves
  local given=(-c text --topic-column topic)
  refuses r.html "two outputs would go into this file" -- compare a.csv b.csv "${given[@]}" -o r.html --tidy r.html
  cp b.csv out.csv.manifest.json
  refuses "input file itself" -- compare a.csv out.csv.manifest.json "${given[@]}" -o out.csv
  rm out.csv.manifest.json
  mkdir out.csv.manifest.json
  refuses out.csv.manifest.json "not a folder" -- compare a.csv b.csv "${given[@]}" -o out.csv
  refuses no.csv -- compare a.csv b.csv -c text -m "$TINY_MODEL" --validation no.csv
}

# A pipe is read once: nothing of it is lost, and its checksum is known.
case_compare_and_agree_from_pipes() {
  halves
  expect 0 compare a.csv b.csv -c text --topic-column topic -q
  sed 's/^B: b.csv/B: pipe/' "$said/out" >files
  expect 0 compare a.csv <(cat b.csv) -c text --topic-column topic -q
  sed 's/^B: [^,]*/B: pipe/' "$said/out" | cmp files - || fail "another comparison"
  expect 0 compare a.csv <(cat b.csv) -c text --topic-column topic -q --json
  prints "$(sha256sum b.csv | cut -d' ' -f1)"
  labels
  expect 0 agree - --columns lan,minh --json <labels.csv
  prints "$(sha256sum labels.csv | cut -d' ' -f1)"
}
