# ykien train, evaluate, explain and info.

case_training_is_reproducible() {
  local arguments=("$data/cli/labelled.csv" --text text --label topic --name tiny --topics "$data/cli/topics.tsv"
    --ngrams 1-3 --plain-ngrams 1-2 --min-df 1 --costs 4,16 --class-weights 0 --folds 5 --seed 1)
  expect 0 train "${arguments[@]}" -o a.model --threads 1
  expect 0 train "${arguments[@]}" -o b.model --threads 2
  silent out
  same a.model b.model
  same a.model "$TINY_MODEL"
  LC_ALL=tr_TR.UTF-8 "$YKIEN" train "${arguments[@]}" -o - 2>"$said/err" >c.model || fail "to standard output"
  same a.model c.model
  only a.model b.model c.model
}

case_training_tells_what_it_chose() {
  expect 0 train "$data/cli/labelled.csv" --text text --label topic --costs 4,16 --class-weights 0,1 -o my.model --json
  [ "$(grep -c '^[* ] *[0-9]* *[01] ' "$said/err")" = 4 ] || fail "not one line for each candidate"
  [ "$(grep -c '^\*' "$said/err")" = 1 ] || fail "no candidate is marked"
  tells "60 texts trained on"
  python3 - "$said/out" <<'PYTHON' || fail "the JSON"
import json, sys
result = json.load(open(sys.argv[1]))
assert result["n"] == 60 and result["topics"] == 3 and len(result["candidates"]) == 4
PYTHON
}

case_several_labels_in_one_cell() {
  sed 's/,policy$/,policy|development/; s/,residential_groups$/,residential_groups; policy/' "$data/cli/labelled.csv" >t.csv
  expect 0 train t.csv --text text --label topic --costs 4 --class-weights 0 -o my.model
  expect 0 evaluate t.csv --text text --label topic -m my.model --json
  python3 - "$said/out" <<'PYTHON' || fail "the labels"
import json, sys
result = json.load(open(sys.argv[1]))
assert sorted(result["per_topic"]) == ["development", "policy", "residential_groups"]
assert result["secondary"]["labelled"] == 40
PYTHON
}

case_rows_left_out_are_told() {
  { cat "$data/cli/labelled.csv"; printf 'x1,,policy\nx2,Không có nhãn,\n'; } >t.csv
  expect 0 train t.csv --text text --label topic --costs 4 --class-weights 0 -o my.model
  tells "1 row without text: left out (line 62)"
  tells "1 row without a label: left out (line 63)"
}

case_groups_and_features() {
  awk 'NR == 1 { print $0 ",who"; next } { print $0 "," NR % 12 }' "$data/cli/labelled.csv" >t.csv
  expect 0 train t.csv --text text --label topic --group who --folds 3 --seed 7 --ngrams 1-2 --plain-ngrams 0 \
    --min-df 2 --max-features 100 --costs 4 --class-weights 0.5 -o my.model
  expect 0 info -m my.model --json
  python3 - "$said/out" <<'PYTHON' || fail "the features"
import json, sys
model = json.load(open(sys.argv[1]))
assert model["streams"] == [{"kind": "accented", "min_n": 1, "max_n": 2}] and model["feature_count"] <= 100
PYTHON
}

# The contract for scripts.
case_evaluation_as_json() {
  expect 0 evaluate "$data/cli/labelled.csv" --text text --label topic --model "$TINY_MODEL" --json
  silent err
  python3 - "$said/out" <<'PYTHON' || fail "the JSON"
import json, sys
result = json.load(open(sys.argv[1]))
assert result["n"] == 60
topics = ["policy", "development", "residential_groups"]
assert list(result["per_topic"]) == topics and list(result["confusion"]) == topics
for key in "accuracy", "macro_f1", "micro_f1", "ece": assert 0 <= result[key] <= 1, key
for key in "log_loss", "brier": assert result[key] >= 0, key
assert all(sorted(scores) == ["f1", "precision", "predicted", "recall", "support"] for scores in result["per_topic"].values())
low, high = result["intervals"]["accuracy"]
assert low <= result["accuracy"] <= high
assert sum(map(sum, (row.values() for row in result["confusion"].values()))) == 60
mean = sum(scores["f1"] for scores in result["per_topic"].values()) / 3
assert abs(mean - result["macro_f1"]) < 1e-9
PYTHON
}

# What classify writes and what evaluate counts are the same decisions.
case_evaluation_agrees_with_classify() {
  expect 0 classify "$data/cli/labelled.csv" -m "$TINY_MODEL" -q -o out.csv
  expect 0 evaluate "$data/cli/labelled.csv" --text text --label topic --model "$TINY_MODEL" --json
  python3 - "$said/out" out.csv <<'PYTHON' || fail "they differ"
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[2], encoding="utf-8-sig")))
right = sum(row["topic"] == row["topic_2"] for row in rows)
assert abs(json.load(open(sys.argv[1]))["accuracy"] - right / len(rows)) < 1e-12
PYTHON
}

case_evaluation_as_text() {
  expect 0 evaluate "$data/cli/labelled.csv" --text text --label topic --model "$TINY_MODEL"
  prints "60 rows"
  prints "macro-F1"
  prints "residential_groups"
  prints "Without review"
}

case_explain() {
  expect 0 explain -m "$TINY_MODEL" "Đường hẻm ngập nước mỗi khi mưa"
  silent err
  prints "Kinh tế - xã hội (development)"
  prints "What moved it towards development"
  grep -q '\[[^]]*ngập' "$said/out" || fail "nothing is marked in the text"
  grep -q $'\033' "$said/out" && fail "colour without a terminal"
  cp "$said/out" a
  expect 0 explain -m "$TINY_MODEL" Đường hẻm ngập nước mỗi khi mưa
  same a "$said/out"
  echo "Đường hẻm ngập nước mỗi khi mưa" | "$YKIEN" explain -m "$TINY_MODEL" - >b || fail "from standard input"
  same a b
}

case_explain_as_json() {
  expect 0 explain -m "$TINY_MODEL" --json --top 0 "Đường hẻm NGẬP nước, đường tối"
  python3 - "$said/out" <<'PYTHON' || fail "the JSON"
import json, math, sys
result = json.load(open(sys.argv[1], encoding="utf-8"))
text = result["text"].encode()
assert result["topic"] == "development" == result["topics"][0]["id"]
assert abs(sum(topic["probability"] for topic in result["topics"]) - 1) < 1e-4
for one in result["contributions"]:
    for source in one["sources"]:
        assert text[source["begin"]:source["end"]].decode() == source["text"], one
for topic, logit in result["logits"].items():
    total = result["bias"][topic] + sum(one["moved"][topic] for one in result["contributions"])
    assert abs(total - logit) < 1e-3, topic
twice = [one for one in result["contributions"] if one["ngram"] == "đường"]
assert [source["text"] for source in twice[0]["sources"]] == ["Đường", "đường"]
PYTHON
}

case_explain_odd_texts() {
  expect 0 explain -m "$TINY_MODEL" ""
  prints "The model knows no word of this text"
  expect 1 explain -m "$TINY_MODEL" $'đường \xff ngập'
  says "1 ill-formed sequence"
  expect 0 explain -m "$TINY_MODEL" $'đường \033[31m ngập'
  grep -q $'\033' "$said/out" && fail "an escape sequence of the text comes through"
  return 0
}

case_info() {
  expect 0 info -m "$TINY_MODEL" --self-test --features 3
  prints "ykien "
  prints "Kinh tế - xã hội / Development"
  prints "review_threshold"
  prints "self-test: "
  expect 0 info -m "$TINY_MODEL" --json --self-test --features 3
  python3 - "$said/out" <<'PYTHON' || fail "the JSON"
import json, sys
model = json.load(open(sys.argv[1], encoding="utf-8"))
assert [topic["id"] for topic in model["topics"]] == ["policy", "development", "residential_groups"]
assert all(len(topic["features"]) == 3 for topic in model["topics"])
assert model["self_test"]["wrong"] == 0 < model["self_test"]["samples"]
assert len(model["checksum"]) == 16 and model["facts"]["name"] == "tiny"
PYTHON
}

case_the_model_that_is_built_in() {
  [ -s "$YKIEN_COMPILED_IN" ] || skip "no model is built in"
  expect 0 info --self-test
  prints "built in"
  prints "residential_groups"
  expect 0 classify "$YKIEN_SOURCE_DIR/examples/data/doi_thoai_phuong_2021-10.csv" -o out.csv
  tells "21 rows"
}
