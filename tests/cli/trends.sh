# ykien trends and ykien sample: good input, and input from which no figure should be made.

# dated ROWS [DATE_FORMAT]: a table with ROWS rows spread over 2021, in the formats of strftime.
dated() {
  python3 - "$1" "${2:-%d/%m/%Y}" <<'PYTHON'
import datetime, sys
rows, form = int(sys.argv[1]), sys.argv[2]
texts = ["Xin trợ cấp cho hộ nghèo", "Đường hẻm ngập nước sau mưa", "Họp tổ dân phố bầu tổ trưởng", "Tổ trưởng thu quỹ", "Rác đầy cống, đường hư"]
wards = ["Phường 5", "Phường 6"]
print("id,Ngày gửi,Phường,Nội dung")
for i in range(rows):
    day = datetime.date(2021, 1, 1) + datetime.timedelta(days=i * 364 // max(1, rows - 1))
    print(f'{i},{day.strftime(form)},{wards[i % 2]},"{texts[(i * 7) % 5]}, số {i % 13}"')
PYTHON
}

# validation TOPICS...: a file of validation rows for the tiny model, 40 of each topic named, right three times in four.
validation() {
  python3 - "$(checksum_of_model)" "$@" <<'PYTHON'
import sys
topics = ["policy", "development", "residential_groups"]
model, wanted = sys.argv[1], sys.argv[2:]
print("label," + ",".join(topics) + ",model")
for row in range(40 * len(wanted)):
    truth = topics.index(wanted[row % len(wanted)])
    seen = truth if row % 4 else (truth + 1) % 3
    print(",".join([topics[truth]] + ["0.8" if k == seen else "0.1" for k in range(3)] + [model if row == 0 else ""]))
PYTHON
}

checksum_of_model() {
  "$YKIEN" info -m "$TINY_MODEL" --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["checksum"])'
}

# trends ARGUMENTS: with the tiny model and few resamples; all three outputs.
trends() {
  expect 0 trends --model "$TINY_MODEL" --resamples 20 --to 2022-12-31 -o r.html --tidy t.csv --json "$@"
  cp "$said/out" r.json
  sound
}

# sound: no number in the outputs that is none.
sound() {
  sed '/<script type=text\/plain/,$d' r.html >body.html
  grep -qiwE -- '-?nan|-?inf' body.html t.csv r.json && fail "a number that is none"
  python3 -c 'import json; json.load(open("r.json"))' || fail "the JSON"
}

# holds EXPRESSION: true of the JSON, as r.
holds() { python3 -c "import json; r = json.load(open('r.json')); assert $1, r['notices']" || fail "$1"; }
# notes CODE...: the report has these notices.
notes() {
  local code
  for code; do holds "'$code' in [n['code'] for n in r['notices']]"; done
}

case_everything_is_written() {
  dated 400 >table.csv
  validation policy development residential_groups >v.csv
  trends table.csv --validation v.csv --stratum Phường --event 2021-07-24="Chỉ thị 16"
  only table.csv v.csv r.html t.csv t.dictionary.md r.json body.html
  [ "$(wc -l <t.csv)" = $((1 + 12 * 3 * 3)) ] || fail "not one row for each period, stratum and topic"
  holds "len(r['periods']) == 12 and len(r['series']) == 3 and r['rows']['rows_studied'] == 400"
  holds "r['manifest']['input_sha256'] == '$(sha256sum table.csv | cut -d' ' -f1)'"
  holds "r['manifest']['model'].endswith('$(checksum_of_model)') and r['manifest']['seed'] == '1'"
  holds "all(c is not None for c in r['series'][0]['topics'][0]['share'])"
  grep -q 'Chỉ thị 16' body.html || fail "the event is missing"
  grep -qF "$(sha256sum table.csv | cut -d' ' -f1)" t.dictionary.md || fail "the dictionary has no manifest"
}

case_the_same_bytes_every_time() {
  dated 300 >table.csv
  validation policy development residential_groups >v.csv
  trends table.csv --validation v.csv --stratum Phường --threads 1
  mkdir first && mv r.html t.csv t.dictionary.md r.json first
  LC_ALL=C TZ=America/New_York trends table.csv --validation v.csv --stratum Phường --threads 2
  local file
  for file in r.html t.csv t.dictionary.md r.json; do same $file first/$file; done
  trends table.csv --validation v.csv --stratum Phường --seed 2
  cmp -s t.csv first/t.csv && fail "another seed, the same intervals"
  return 0
}

case_joint_intervals() {
  dated 400 >table.csv
  validation policy development residential_groups >v.csv
  trends table.csv --validation v.csv
  mv r.json single.json
  grep -q 'kỳ cùng lúc' body.html && fail "joint intervals that nobody asked for"
  trends table.csv --validation v.csv --joint
  holds "r['joint'] and r['manifest']['intervals'] == 'of all topics of a period together'"
  grep -q 'của mọi nhóm trong một kỳ cùng lúc' body.html || fail "the report is silent"
  python3 - <<'PYTHON' || fail "the intervals"
import json
one, joint = (json.load(open(name))["series"][0]["topics"] for name in ("single.json", "r.json"))
for a, b in zip(one, joint):
    assert a["share"] == b["share"]
    for low, wide_low, high, wide_high in zip(a["low"], b["low"], a["high"], b["high"]):
        assert low is None or (wide_low <= low and wide_high >= high and wide_high - wide_low > high - low)
PYTHON
}

# Why an event is not tested is told in words for people, without the place in the program where it was found.
case_events_that_cannot_be_tested() {
  dated 400 >table.csv
  validation policy development residential_groups >v.csv
  trends table.csv --validation v.csv --event 2019-01-01=sớm --event 2021-07-24="Chỉ thị 16"
  notes events_outside
  holds "{e['event'] for e in r['effects']} == {'Chỉ thị 16'}"
  tells "or none after it: sớm."
  grep -qE 'trend: |trends: ' "$said/err" body.html r.json && fail "a name from inside the program"
  return 0
}

case_one_period() {
  dated 200 01/02/2021 >table.csv
  validation policy development residential_groups >v.csv
  trends table.csv --validation v.csv
  notes one_period
  holds "len(r['periods']) == 1 and r['changes'] == []"
}

case_three_rows() {
  dated 3 >table.csv
  trends table.csv
  notes few_rows_in_all no_validation
  holds "all(c is None for c in r['series'][0]['topics'][0]['share'])"
  tells "warning: There are only 3 rows"
}

case_all_rows_one_topic() {
  dated 200 | sed '1!s/"[^"]*"/"Đường hẻm ngập nước sau mưa"/' >table.csv
  validation policy development residential_groups >v.csv
  trends table.csv --validation v.csv
  notes one_topic
}

case_a_topic_absent_from_validation() {
  dated 300 >table.csv
  validation policy development >v.csv
  trends table.csv --validation v.csv
  notes absent_topic
  holds "all(s is None for s in r['series'][0]['topics'][2]['share'])"
  grep -q absent_topic t.csv || fail "no flag in the table"
}

case_no_validation_gives_counts_alone() {
  dated 300 >table.csv
  trends table.csv
  notes no_validation
  holds "all(s is None for t in r['series'][0]['topics'] for s in t['share'])"
  holds "all(s is not None for t in r['series'][0]['topics'] for s in t['raw'])"
}

case_odd_dates_are_counted() {
  { dated 200; printf '%s\n' 'a,01/01/1900,P,Đường ngập' 'b,2999-01-01,P,Đường ngập' 'c,không rõ,P,Đường ngập' 'd,,P,Đường ngập' 'e,44260,P,Đường ngập' 'f,Ngày 07/10/2021,P,Đường ngập'; } >table.csv
  trends table.csv
  notes dates_too_early dates_too_late dates_unreadable
  holds "[r['rows'][k] for k in ('rows_in_file', 'date_too_early', 'date_too_late', 'date_unreadable', 'without_date', 'rows_studied')] == [206, 1, 1, 1, 1, 202]"
}

case_no_date_in_the_time_studied() {
  local form
  for form in 01/01/1900 01/01/2999; do
    dated 50 $form >table.csv
    refuses "no row has a date that can be used" "--from and --to" -- trends table.csv --date-column "Ngày gửi" --model "$TINY_MODEL" -o r.html
  done
  expect 0 trends table.csv --date-column "Ngày gửi" --model "$TINY_MODEL" --resamples 20 --to 3000-01-01 --json
  cp "$said/out" r.json
  holds "len(r['periods']) == 1 and r['rows']['rows_studied'] == 50"
}

case_ambiguous_dates_are_told() {
  dated 200 | awk -F, 'BEGIN { OFS = "," } NR > 1 { $2 = sprintf("%02d/%02d/2021", NR % 12 + 1, NR % 11 + 1) } { print }' >table.csv
  trends table.csv
  notes date_order_assumed
  trends table.csv --date-order mdy
  holds "'date_order_assumed' not in [n['code'] for n in r['notices']]"
}

case_contradicting_dates_are_refused() {
  { dated 100; dated 100 %m/%d/%Y | tail -n +2; } >table.csv
  refuses "contradict each other" "--date-order" -- trends table.csv --model "$TINY_MODEL" -o r.html
  trends table.csv --date-order dmy
  notes dates_contrary dates_unreadable
}

case_two_date_columns() {
  dated 100 | awk -F, 'BEGIN { OFS = "," } { print $0, NR == 1 ? "Ngày trả lời" : "31/12/2021" }' >table.csv
  trends table.csv
  notes other_date_columns
  holds "r['manifest']['date_column'] == 'Ngày gửi' and len(r['periods']) == 12"
  trends table.csv --date-column "Ngày trả lời"
  holds "len(r['periods']) == 1"
  sed -i '1s/Ngày gửi/A/; 1s/Ngày trả lời/B/' table.csv
  refuses "several columns hold dates" '"A", "B"' "--date-column" -- trends table.csv --model "$TINY_MODEL" -o q.html
}

case_no_dates_at_all() {
  many 50 >table.csv
  refuses "no column holds dates" "--date-column" -- trends table.csv --model "$TINY_MODEL" -o r.html
  dated 50 "hôm qua" >table.csv
  refuses "no row has a date that can be used" -- trends table.csv --date-column "Ngày gửi" --model "$TINY_MODEL" -o r.html
}

case_periods_without_rows_are_there() {
  { dated 100 | head -30; echo 'z,31/12/2021,Phường 5,Đường ngập'; } >table.csv
  trends table.csv --by week
  holds "len(r['periods']) == 53 and r['series'][0]['rows'][30] == 0 and r['series'][0]['topics'][0]['share'][30] is None"
  notes empty_periods
  trends table.csv --cut 2021-03-01 --cut 2021-07-01
  holds "[p['label'] for p in r['periods']] == ['2021-01-01/2021-02-28', '2021-03-01/2021-06-30', '2021-07-01/2021-12-31']"
}

case_wrong_use() {
  dated 20 >table.csv
  refuses "nothing is asked for" -- trends table.csv --model "$TINY_MODEL"
  refuses "is not DATE=NAME" -- trends table.csv --model "$TINY_MODEL" -o r.html --event today
  refuses "is not a day" -- trends table.csv --model "$TINY_MODEL" -o r.html --event 24/7/2021=x
  refuses "there is no column" -- trends table.csv --model "$TINY_MODEL" -o r.html --stratum nowhere
  refuses "this is the input file itself" -- trends table.csv --model "$TINY_MODEL" --tidy table.csv
  validation policy development residential_groups | sed '2s/[0-9a-f]*$/0123456789abcdef/' >v.csv
  refuses "another model" -- trends table.csv --model "$TINY_MODEL" -o r.html --validation v.csv
  awk 'NR == 1 { print; next } { for (i = 0; i < 30; i++) print i NR $0 }' table.csv >large.csv
  refuses "more than 500 different values" -- trends large.csv --model "$TINY_MODEL" -o r.html --stratum id
}

case_text_of_the_table_is_no_markup() {
  dated 100 | sed 's/Phường 5/<script>alert(1)<\/script>/; s/Nội dung$/Nội dung/' >'<b>.csv'
  trends '<b>.csv' --stratum Phường
  grep -q '<script>alert' body.html && fail "markup of the table"
  grep -q '&lt;script&gt;alert' body.html || fail "the stratum is missing"
}

case_a_model_of_ones_own() {
  expect 0 train "$data/cli/labelled.csv" --text text --label topic --costs 4 --class-weights 0 -o my.model --out-of-fold my.validation.csv
  [ "$(wc -l <my.validation.csv)" = 61 ] || fail "not one row for each text"
  dated 300 >table.csv
  expect 0 trends table.csv --model my.model --resamples 20 --json
  cp "$said/out" r.json
  holds "r['validation']['rows'] == 60 and r['series'][0]['whole']['share'][0] is not None"
  notes validation_of_another_source
}

# Every second text has two topics; a row counts for both, and shares need not sum to 1.
case_several_topics_a_row() {
  python3 - >labelled.csv <<'PYTHON'
texts = {"policy": "xin trợ cấp hộ nghèo", "development": "đường hẻm ngập nước", "residential_groups": "họp tổ dân phố bầu tổ trưởng"}
names = list(texts)
print("text,labels")
for i in range(240):
    own = [names[i % 3]] + ([names[(i + 1) % 3]] if i % 2 else [])
    print(f'"{", ".join(texts[name] for name in own)}, số {i % 17}",{"|".join(own)}')
PYTHON
  expect 0 train labelled.csv --text text --label labels --costs 1 --class-weights 0 --name my -o my.model --out-of-fold my.validation.csv
  tells "several labels in 120 texts, none the first" "--first-label"
  expect 0 train labelled.csv --text text --label labels --equal-labels --costs 1 --class-weights 0 --name my -o again.model --out-of-fold again.validation.csv
  cmp my.model again.model || fail "another model"
  same my.validation.csv again.validation.csv
  grep -cF '|' my.validation.csv | grep -qx 120 || fail "not both labels of every second text"
  awk -F, 'BEGIN { OFS = "," } NR == 1 { print $0, "date"; next } { print $0, sprintf("%02d/%02d/2021", NR % 28 + 1, NR % 12 + 1) }' labelled.csv >table.csv
  expect 0 trends table.csv --model my.model --resamples 20 --to 2022-12-31 -o r.html --tidy t.csv --json
  cp "$said/out" r.json
  sound
  notes several_topics
  holds "r['several_topics_a_row'] and r['manifest']['count'] == 'all topics of a row' and len(r['validation']['presence']) == 3"
  holds "all(abs(s - 0.5) < 0.08 and a <= 0.5 <= b for w in [r['series'][0]['whole']] for s, a, b in zip(w['share'], w['low'], w['high']))"
  grep -q 'need not sum to 1' t.dictionary.md || fail "the dictionary is silent"
  expect 0 trends table.csv --model my.model --resamples 20 --to 2022-12-31 --count first --json
  cp "$said/out" r.json
  holds "not r['several_topics_a_row'] and r['validation']['presence'] == [] and abs(sum(r['series'][0]['whole']['raw']) - 1) < 1e-5"
  expect 0 trends table.csv --model my.model --resamples 20 --to 2022-12-31 --human-label labels --json
  cp "$said/out" r.json
  holds "r['validation']['rows'] == 240 and all(abs(s - 0.5) < 1e-6 for s in r['series'][0]['whole']['share'])"
  sed '2s/^policy/plicy/' my.validation.csv >v.csv
  refuses v.csv 'no topic "plicy"' -- trends table.csv --model my.model --validation v.csv --json
}

# several FORM: 960 made reviews of eight topics. A review has a topic by a lot of its own; words of its topics, of others and of
# none. FORM: the labels in the order of a list, or in one that changes.
several() {
  python3 - "$1" <<'PYTHON'
import random, sys
random.seed(7)
share = {"pin": 0.6, "camera": 0.5, "man_hinh": 0.35, "gia": 0.3, "loa": 0.25, "dich_vu": 0.2, "thiet_ke": 0.15, "khac": 0.1}
print("text,labels,date")
for i in range(960):
    own = []
    while not own: own = [topic for topic in share if random.random() < share[topic]]
    words = [f"{topic.replace('_', ' ')} {random.choice(['tốt', 'kém', 'ổn'])}" for topic in own if random.random() < 0.8]
    words += [topic.replace("_", " ") for topic in share if random.random() < 0.08]
    random.shuffle(words)
    if sys.argv[1] == "changing": random.shuffle(own)
    print(f'"máy mới mua, {", ".join(words)}, số {i}",{"|".join(own)},{i % 28 + 1:02}/{i % 6 + 1:02}/2021')
PYTHON
}

# Boxes that were ticked stand in the order of the list. Nothing of it must be said for the figures to be right.
case_several_labels_need_no_option() {
  several list >all.csv
  head -601 all.csv >learn.csv
  { head -1 all.csv; tail -n +602 all.csv; } >table.csv
  expect 0 train learn.csv --text text --label labels --costs 4 --class-weights 0 --plain-ngrams 0 -o my.model --out-of-fold my.validation.csv
  expect 0 trends table.csv --model my.model --resamples 60 --to 2022-12-31 --json
  cp "$said/out" r.json
  notes several_topics
  python3 - <<'PYTHON' || fail "the figures"
import csv, json
rows = list(csv.DictReader(open("table.csv")))
report = json.load(open("r.json"))
whole = report["series"][0]["whole"]
held = 0
for k, topic in enumerate(report["topics"]):
    truth = sum(topic["id"] in row["labels"].split("|") for row in rows) / len(rows)
    assert abs(whole["share"][k] - truth) < 0.08, (topic, truth, whole["share"][k])
    held += whole["low"][k] <= truth <= whole["high"][k]
assert held >= 7, held
PYTHON
}

# Where the order changes the first is the topic; then a row counts for it alone, and nothing can be asked of the others.
case_the_first_of_several_labels() {
  several changing >all.csv
  head -601 all.csv >learn.csv
  { head -1 all.csv; tail -n +602 all.csv; } >table.csv
  expect 0 train learn.csv --text text --label labels --costs 4 --class-weights 0 --plain-ngrams 0 -o my.model --out-of-fold my.validation.csv
  tells "the first was learnt" "--equal-labels"
  grep -qF '|' my.validation.csv && fail "more than the first label"
  expect 0 trends table.csv --model my.model --resamples 20 --to 2022-12-31 --json
  cp "$said/out" r.json
  holds "not r['several_topics_a_row'] and abs(sum(r['series'][0]['whole']['share']) - 1) < 1e-4"
  refuses "how well a row's other topics are found is not known" "--validation" -- trends table.csv --model my.model --count all --json
  refuses "how well a row's other topics are found is not known" -- compare table.csv table.csv --model my.model --count all
  head -40 table.csv >few.csv
  expect 0 trends few.csv --model my.model --human-label labels --resamples 20 --to 2022-12-31 --json
  cp "$said/out" r.json
  notes too_few_human_labels only_first_topic
  expect 0 train learn.csv --text text --label labels --equal-labels --costs 4 --class-weights 0 --plain-ngrams 0 -o equal.model --out-of-fold equal.validation.csv
  grep -qF '|' equal.validation.csv || fail "the first label alone"
  expect 0 train learn.csv --text text --label labels --first-label --costs 4 --class-weights 0 --plain-ngrams 0 --name my -o first.model
  cmp my.model first.model || fail "another model"
}

case_human_labels() {
  dated 400 | awk -F, 'BEGIN { OFS = ","; split("development,residential_groups,residential_groups,development,policy", t, ",") }
    NR == 1 { print $0, "label"; next } { print $0, NR % 2 ? t[((NR - 2) * 7) % 5 == 0 ? 5 : ((NR - 2) * 7) % 5] : "" }' >table.csv
  trends table.csv --human-label label
  holds "r['validation']['rows'] == 200 and 'validation_of_another_source' not in [n['code'] for n in r['notices']]"
  holds "r['methods'][r['series'][0]['whole']['method'][0]] == 'PPI++'"
  head -60 table.csv >few.csv
  trends few.csv --human-label label
  notes too_few_human_labels
  sed '1!s/,development$/,developmint/' table.csv >odd.csv
  trends odd.csv --human-label label
  notes labels_unknown
  tells '80 human labels are no topics of the model ("developmint"); counted as none'
  sed '1!s/,[a-z_]*$/,không rõ/' table.csv >other.csv
  refuses other.csv:2 'no human label is a topic of the model ("không rõ")' "its topics are policy, " \
    -- trends other.csv --human-label label --model "$TINY_MODEL" --json -q
}

# What is shown of the table in messages and in the tidy table is well-formed, whatever its cells hold.
case_odd_bytes_in_cells() {
  dated 200 >table.csv
  local long=khôngnhớđượcngàynàonữaốốốốốốốốốốốốốố
  sed -e "5s#,[0-9/]*,#,$long,#" -e "9s#,[0-9/]*,#,a$long,#" -e "12s#,[0-9/]*,#,aa$long,#" -e 's/Phường 6/P\xff6/' table.csv >odd.csv
  trends odd.csv --stratum Phường --encoding UTF-8
  local file
  for file in r.json r.html t.csv t.dictionary.md "$said/err"; do
    python3 -c 'import sys; open(sys.argv[1], encoding="utf-8").read()' "$file" || fail "ill-formed UTF-8 in $file"
  done
}

case_outputs_and_periods_that_make_no_sense() {
  dated 60 >table.csv
  refuses r.html "two outputs" "a name of its own" -- trends table.csv -m "$TINY_MODEL" -o r.html --tidy ./r.html
  refuses t.dictionary.md "two outputs" -- trends table.csv -m "$TINY_MODEL" -o t.dictionary.md --tidy t.csv
  refuses t.xls "name it .xlsx" -- trends table.csv -m "$TINY_MODEL" --tidy t.xls
  refuses trends --cut --by -- trends table.csv -m "$TINY_MODEL" --json --cut 2021-06-01 --by month
  refuses from "after the last day" -- trends table.csv -m "$TINY_MODEL" --json --from 2022-01-01 --to 2021-01-01
}

# Without --to the last day is today, and the manifest tells it where it set rows aside.
case_the_last_day_is_told() {
  dated 60 | sed '5s#,[0-9/]*,#,01/01/2999,#' >table.csv
  expect 0 trends table.csv --model "$TINY_MODEL" --resamples 20 --json -q
  cp "$said/out" r.json
  holds "r['rows']['date_too_late'] == 1 and r['manifest']['to'] == '$(TZ=UTC-7 date +%F)'"
}

# The other formats know numbers from text; no figure is null, not an empty text.
case_tidy_numbers() {
  dated 200 >table.csv
  expect 0 trends table.csv --model "$TINY_MODEL" --resamples 20 --tidy t.jsonl
  python3 - t.jsonl <<'PYTHON' || fail "the types of the cells"
import json, sys
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
for row in rows:
    assert isinstance(row["n"], int) and isinstance(row["raw_share"], float), row
    assert all(row[name] is None or isinstance(row[name], float) for name in ("share", "low", "high")), row
    assert all(isinstance(row[name], str) for name in ("period", "topic", "method", "flags")), row
PYTHON
}

case_sample() {
  dated 300 >table.csv
  expect 0 sample table.csv --model "$TINY_MODEL" -n 40 -o a.csv
  expect 0 sample table.csv --model "$TINY_MODEL" -n 40 -o b.csv
  same a.csv b.csv
  tells "40 rows of 300 picked"
  [ "$(wc -l <a.csv)" = 41 ] || fail "not 40 rows"
  grep -c ',,0.133333333$' a.csv | grep -qx 40 || fail "the chances"
  expect 0 sample table.csv --model "$TINY_MODEL" -n 60 --uncertain --all -o c.csv
  [ "$(wc -l <c.csv)" = 301 ] || fail "not every row"
  sed -E 's/,,([0-9.e-]+)$/,development,\1/' c.csv >labelled.csv
  trends labelled.csv --human-label label --inclusion inclusion
  holds "r['methods'][r['series'][0]['whole']['method'][0]] == 'DSL'"
  expect 0 sample table.csv --model "$TINY_MODEL" -n 50 --stratum Phường --equal -o d.csv
  [ "$(grep -c 'Phường 5' d.csv)" = 25 ] || fail "not as many of each stratum"
  refuses "there are no strata" -- sample table.csv --equal -o e.csv
}

# A table that has been labelled before keeps its column; the delimiter is that of the table.
case_sample_keeps_what_is_there() {
  printf 'id;Nội dung;label\r\n1;Đường ngập nước;policy\r\n2;Rác đầy, bẩn;\r\n' >table.csv
  expect 0 sample table.csv --model "$TINY_MODEL" -n 2 -o out.csv
  tells "the new ones are called label_2 and inclusion_2"
  [ "$(sed '1s/^\xEF\xBB\xBF//' out.csv | tr '\r' '~')" = "$(printf '%s~\n' 'id;Nội dung;label;label_2;inclusion_2' \
    '1;Đường ngập nước;policy;;1' '2;Rác đầy, bẩn;;;1')" ] || fail "the rows"
  refuses out.xls "name it .xlsx" -- sample table.csv --model "$TINY_MODEL" -n 2 -o out.xls
}

# The table is read twice; a pipe is kept in between, and nothing of it stays.
case_sample_from_standard_input() {
  dated 300 >table.csv
  expect 0 sample table.csv --model "$TINY_MODEL" -n 40 --stratum Phường -o a.csv
  mkdir kept
  TMPDIR=$PWD/kept expect 0 sample - --model "$TINY_MODEL" -n 40 --stratum Phường -o b.csv < <(cat table.csv)
  same a.csv b.csv
  TMPDIR=$PWD/kept expect 0 sample - --model "$TINY_MODEL" -n 40 --stratum Phường <table.csv
  sed '1s/^\xEF\xBB\xBF//' a.csv | cmp - "$said/out" || fail "other rows on standard output"
  [ -z "$(ls -A kept)" ] || fail "a temporary file is left"
  refuses "standard input" "empty" -- sample - --model "$TINY_MODEL" </dev/null
  head -1 table.csv >none.csv
  refuses "standard input" "no rows below the header" \
    -- sample - --text-column "Nội dung" --model "$TINY_MODEL" <none.csv
  printf 'id,Nội dung\n1,\n2,  \n' >blank.csv
  refuses "standard input" "no row has a text" -- sample - --text-column "Nội dung" --model "$TINY_MODEL" <blank.csv
  TMPDIR=$PWD/nowhere refuses "TMPDIR" -- sample - --model "$TINY_MODEL" <table.csv
}

# <(...) can be read once as well.
case_sample_from_a_pipe() {
  dated 300 >table.csv
  expect 0 sample table.csv --model "$TINY_MODEL" -n 40 -o a.csv
  expect 0 sample <(cat table.csv) --model "$TINY_MODEL" -n 40 -o b.csv
  same a.csv b.csv
}

# Rows that cannot be picked are told; the exit code tells of those that cannot be read.
case_sample_tells_what_it_leaves() {
  printf 'id,Nội dung\n1,Đường ngập nước khi mưa\n2,\n3,Rác đầy cống\n4,"Đèn hư\n' >table.csv
  expect 1 sample table.csv --model "$TINY_MODEL" -n 2 -o out.csv
  tells "1 row without text: never picked (line 3)"
  tells "1 row that cannot be read: never picked (line 5)"
  tells "2 rows of 2 picked"
}

# Wrong options are told before the table is read, which may take long.
case_wrong_options_come_first() {
  refuses --event '"x" is not DATE=NAME' -- trends missing.csv --event x --json
  refuses --cut -- trends missing.csv --cut 2021-13-45 --json
  refuses no.validation.csv -- trends missing.csv --validation no.validation.csv --json
}
