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
  expect 0 train t.csv --text text --label topic --plain-ngrams 2 --plain-texts unaccented --costs 4 -o own.model
  expect 0 info -m own.model
  prints "(n-grams as written 1-3, of texts typed without accents 2-2, those that open a text apart)"
  expect 0 info -m own.model --json
  prints '"kind": "unaccented"'
  expect 2 train t.csv --text text --label topic --plain-texts some -o own.model
  tells "--plain-texts"
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

# No scores of a topic that no row has, and a word where there is too little to judge by.
case_evaluation_of_few_rows() {
  printf 'text,topic\nĐường hẻm ngập nước,development\nĐường hư,development\n' >t.csv
  expect 0 evaluate t.csv --text text --label topic --model "$TINY_MODEL"
  says "t.csv: only 2 rows" "too few to judge a model by"
  prints "policy              no row has this topic; 0 got it"
  grep -qE '^  development +1.0000' "$said/out" || fail "the topic that is there"
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
assert model["self_test"]["wrong"] == 0 < model["self_test"]["samples"] == model["self_test"]["right"]
assert len(model["checksum"]) == 16 and model["facts"]["name"] == "tiny"
PYTHON
}

# Said before the training, and not as a fault of the model.
case_topics_given_twice() {
  printf 'id,name_vi\npolicy,a\ndevelopment,b\nresidential_groups,c\npolicy,d\n' >topics.csv
  refuses "'policy' is given twice" -- train "$data/cli/labelled.csv" --text text --label topic --topics topics.csv -o my.model
}

# Samples of one's own: what people say of them is kept beside what the model says.
case_samples_of_ones_own() {
  printf 'text,topic\nĐường hẻm ngập nước mỗi khi mưa,development\nĐường hẻm tối và ngập,policy\n' >samples.csv
  local arguments=("$data/cli/labelled.csv" --text text --label topic --costs 4 --class-weights 0 --samples samples.csv)
  expect 0 train "${arguments[@]}" --sample-accuracy 0.5 -o my.model
  expect 0 info -m my.model --self-test
  prints "self-test: 2 samples as when the model was made, 1 as people labelled them"
  expect 0 info -m my.model --self-test --json
  python3 - "$said/out" <<'PYTHON' || fail "the JSON"
import json, sys
assert json.load(open(sys.argv[1]))["self_test"] == {"samples": 2, "wrong": 0, "right": 1, "required": 1}
PYTHON
  refuses "1 of 2 come out as expected, 2 must" -- train "${arguments[@]}" --sample-accuracy 0.6 -o other.model
  sed -i 's/policy/gossip/' samples.csv
  refuses "gossip" -- train "${arguments[@]}" -o other.model
}

# altered PYTHON <model >model: a model whose first sample has been changed by a statement on topic, expected and
# accuracy, its checksums right.
altered() {
  python3 -c '
import struct, sys
WORD = 2**64 - 1
def mixed(x):
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & WORD
    x = (x ^ x >> 27) * 0x94D049BB133111EB & WORD
    return x ^ x >> 31
def checksum(part):
    total = 0x9E3779B97F4A7C15 ^ len(part)
    whole = len(part) // 8 * 8
    rest = part[whole:] + bytes(8 - (len(part) - whole))
    for word in struct.unpack(f"<{whole // 8 + 1}Q", part[:whole] + rest):
        total = (total ^ word) * 0xD6E8FEB86659FD93 & WORD
        total = (total << 31 | total >> 33) & WORD
    return mixed(total)
model = bytearray(sys.stdin.buffer.read())
row = next(at for at in range(64, 640, 64) if model[at:].startswith(b"samples"))
begin, size = struct.unpack_from("<QQ", model, row + 16)
accuracy, count, topic, expected = struct.unpack_from("<fIII", model, begin)
'"$1"'
struct.pack_into("<fIII", model, begin, accuracy, count, topic, expected)
struct.pack_into("<Q", model, row + 32, checksum(bytes(model[begin:begin + size])))
struct.pack_into("<Q", model, 24, 0)
struct.pack_into("<Q", model, 24, checksum(bytes(model[:640])))
sys.stdout.buffer.write(model)
'
}

case_a_model_that_fails_its_test() {
  altered 'pass' <"$TINY_MODEL" >same.model
  same same.model "$TINY_MODEL"
  altered 'topic = 1 - topic' <"$TINY_MODEL" >moved.model
  expect 0 info -m moved.model
  expect 2 info -m moved.model --self-test
  says "moved.model" "self-test: 1 of 9 samples get another topic than when it was made"
  altered 'accuracy = 1.0; expected = 1 - topic' <"$TINY_MODEL" >wrong.model
  expect 2 info -m wrong.model --self-test
  says "wrong.model" "self-test: 8 of 9 samples get the topic that people gave them, 9 must"
  prints "facts"
  expect 2 info -m wrong.model --self-test --json
  python3 -c 'import json, sys; assert json.load(open(sys.argv[1]))["self_test"]["right"] == 8' "$said/out" || fail "the JSON"
}

case_doubtful_labels() {
  awk -F, -v OFS=, 'NR == 1 { print; next } $NF == "development" && !done { $NF = "policy"; done = 1 } { print }' \
    "$data/cli/labelled.csv" >t.csv
  expect 0 train t.csv --text text --label topic --costs 4 --class-weights 0 -o my.model --doubtful doubtful.csv \
    --held-out all.csv
  tells "to read again"
  python3 - t.csv doubtful.csv all.csv <<'PYTHON' || fail "the tables"
import csv, sys
table, doubtful, out_of_fold = (list(csv.DictReader(open(name, encoding="utf-8-sig"))) for name in sys.argv[1:])
assert list(doubtful[0]) == ["line", "label", "secondary", "predicted", "probability", "label_probability", "text"]
for one in doubtful:
    assert one["label"] != one["predicted"] and table[int(one["line"]) - 2]["text"] == one["text"], one
margins = [float(one["probability"]) - float(one["label_probability"]) for one in doubtful]
assert margins == sorted(margins, reverse=True) and margins[0] > 0
assert list(out_of_fold[0])[:4] == ["line", "accents", "label", "predicted"]
assert sum(one["accents"] == "yes" for one in out_of_fold) == len(table)
assert 0 < sum(one["accents"] == "no" for one in out_of_fold) <= len(table)
for one in out_of_fold:
    shares = [float(one[topic]) for topic in list(one)[4:]]
    assert abs(sum(shares) - 1) < 1e-3 and float(one[one["predicted"]]) == max(shares), one
PYTHON
  expect 0 train t.csv --text text --label topic --costs 4 --class-weights 0 --name my -o again.model
  same my.model again.model
  refuses "this is the input file itself" -- train t.csv --text text --label topic -o x.model --doubtful t.csv
}

case_the_model_that_is_built_in() {
  [ -s "$YKIEN_COMPILED_IN" ] || skip "no model is built in"
  expect 0 info --self-test
  prints "self-test: 200 samples as when the model was made"
  prints "built in"
  prints "residential_groups"
  expect 0 classify "$YKIEN_SOURCE_DIR/examples/data/doi_thoai_phuong_2021-10.csv" -o out.csv
  tells "21 rows"
}
