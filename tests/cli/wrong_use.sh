# A wrong command line: what is wrong, what was perhaps meant, and where to read more.

case_no_command() {
  refuses "no command given" "see ykien --help" --
}

case_unknown_command() {
  refuses 'no command "clasify"' "did you mean classify?" -- clasify table.csv
  refuses 'no command "frobnicate"' "see ykien --help" -- frobnicate
}

case_unknown_option() {
  refuses classify "no option --thread" "did you mean --threads?" "ykien classify --help" -- classify --thread 2 table.csv
  refuses classify "no option --modl" "did you mean --model?" -- classify table.csv --modl=x
  refuses "no option -x" -- tokenize -x
  refuses "no option --versoin" "did you mean --version?" -- --versoin
}

case_missing_arguments() {
  refuses classify "FILE is required" "ykien classify --help" -- classify
  refuses train "--text is required" -- train table.csv --label topic -o my.model
  refuses evaluate "--label is required" -- evaluate table.csv --text text
  refuses classify -- classify table.csv -o
}

case_too_many_arguments() {
  refuses classify b.csv -- classify a.csv b.csv
  refuses normalize a.txt -- normalize a.txt
}

case_values_out_of_range() {
  refuses classify --threads -- classify table.csv --threads 0
  refuses classify --threads -- classify table.csv --threads many
  refuses classify --format -- classify table.csv --format docx
  refuses --delimiter -- classify "$data/cli/export.csv" -d ';;' -m "$TINY_MODEL"
  refuses --ngrams -- train "$data/cli/labelled.csv" --text text --label topic -o my.model --ngrams 3-1
  refuses --folds -- train "$data/cli/labelled.csv" --text text --label topic -o my.model --folds 1
  { cat "$data/cli/labelled.csv"; echo 'X1,một ý kiến khác hẳn,lone'; } >lone.csv
  refuses "'lone' has 1 text, fewer than" -- train lone.csv --text text --label topic -o my.model
}

case_options_that_exclude_each_other() {
  table
  refuses classify --header --no-header -- classify table.csv --header --no-header
  refuses "classify --json" "add -o FILE" -- classify table.csv -m "$TINY_MODEL" --json
}

case_control_characters_stay_out_of_messages() {
  refuses "a b.csv" -- classify $'a\nb.csv' -m "$TINY_MODEL"
  grep -q $'\033' "$said/err" && fail "an escape sequence in the message"
  refuses -- classify $'a\033[31mb.csv' -m "$TINY_MODEL"
  grep -q $'\033' "$said/err" && fail "an escape sequence in the message"
  return 0
}

# Labels and texts of strangers, and so the names in a model, may hold what controls a terminal.
case_control_characters_stay_out_of_tables() {
  local i
  echo text,topic >labels.csv
  for i in 1 2 3 4 5 6; do printf 'đường ngập %s,\033[31mred\nđèn tối %s,\302\233mblue\a\n' $i $i; done >>labels.csv
  expect 0 train labels.csv --text text --label topic --min-df 1 --costs 4 --class-weights 0 -o my.model
  clean my.model
  for i in "info -m my.model" "evaluate labels.csv --text text --label topic -m my.model" \
    "classify labels.csv -c text -m my.model -o out.csv" "agree labels.csv --columns topic,text" \
    "compare labels.csv labels.csv --topic-column topic" $'explain -m my.model đường\033[31m\302\233x'; do
    # shellcheck disable=SC2086  # words
    expect 0 $i
    clean red
  done
}

# clean PART: the part is told, without a control character in what is told.
clean() {
  grep -qF -- "$1" "$said/out" "$said/err" || fail "nothing says $1"
  LC_ALL=C grep -qP '[\x00-\x08\x0B-\x1F\x7F]|\xC2[\x80-\x9F]' "$said/out" "$said/err" && fail "a control character"
  return 0
}

# A number that would wrap around or be no number at all is not taken for a large one.
case_numbers_that_make_no_sense() {
  table
  refuses explain --top '"-1" is not a whole number, 0 or more' -- explain --top -1 "đường ngập"
  refuses info --features "a whole number" -- info --features -3 -m "$TINY_MODEL"
  refuses sample --rows '"0" is not a whole number, 1 or more' -- sample table.csv -n 0
  refuses sample --rows "a whole number" -- sample table.csv -n 1.5
  refuses sample --width '"nan" is not a number from 0.005 to 0.99' -- sample table.csv --width nan
  refuses trends --level '"nan" is not a number from 0.5 to 0.999' -- trends table.csv --json --level nan
  refuses trends --seed '"-1" is not' -- trends table.csv --json --seed -1
  refuses compare --top "a whole number" -- compare table.csv table.csv --top -1
  refuses agree --resamples "from 1 to 100000" -- agree table.csv --columns 1,2 --resamples -1
  local train="train $data/cli/labelled.csv --text text --label topic -o my.model"
  # shellcheck disable=SC2086  # words
  {
    refuses train --costs '"0" is not a number above 0' -- $train --costs 2,0
    refuses train --costs '"inf" is not' -- $train --costs inf
    refuses train --search-budget "a whole number" -- $train --search-budget -1
    refuses train --max-features "a whole number" -- $train --max-features -1
    refuses train --sample-accuracy '"nan" is not a number from 0 to 1' -- $train --sample-accuracy nan
  }
}
