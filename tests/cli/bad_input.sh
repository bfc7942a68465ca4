# Input that cannot be used and output that cannot be written: one clear line, exit code 2, nothing left behind.

case_empty_file() {
  : >empty.csv
  refuses empty.csv "the file is empty" "export it again" -- classify empty.csv -m "$TINY_MODEL" -o out.csv
}

case_empty_standard_input() {
  : >empty
  refuses "standard input" "is empty" -- classify - -m "$TINY_MODEL" -o out.csv <empty
}

case_blank_lines_only() {
  printf '\n\r\n\n' >blank.csv
  refuses blank.csv "nothing but empty lines" -- classify blank.csv -m "$TINY_MODEL" -o out.csv
}

# Not an error: a month without opinions. The result is a table with a header and no rows.
case_header_only() {
  printf 'STT;Ngày;Nội dung\n' >header.csv
  expect 0 classify header.csv -m "$TINY_MODEL" -o out.csv
  says header.csv "no rows below the header"
  only header.csv out.csv
  grep -q 'STT;Ngày;Nội dung;topic;topic_name;probability;secondary;needs_review' out.csv || fail "no header"
  [ "$(wc -l <out.csv)" = 1 ] || fail "more than a header"
}

# But nothing can be drawn from no rows, nor studied.
case_header_only_where_rows_are_needed() {
  printf 'Ngày,Nội dung\n' >header.csv
  refuses header.csv "no rows below the header" -- sample header.csv -m "$TINY_MODEL" -o out.csv
  refuses header.csv "no rows below the header" -- trends header.csv -m "$TINY_MODEL" -o out.html
}

case_no_text_column() {
  printf 'mã,ngày\n1,05/03/2021\n2,06/03/2021\n' >numbers.csv
  refuses numbers.csv "no column looks like text" '"mã", "ngày"' "name it with --text-column" \
    -- classify numbers.csv -m "$TINY_MODEL" -o out.csv
}

case_unknown_column() {
  table
  refuses table.csv 'no column "Noi dungg"' '"Nội dung phản ánh"' \
    -- classify table.csv -m "$TINY_MODEL" -c "Noi dungg" -o out.csv
  refuses table.csv 'no column "nhãn"' '"STT"' -- evaluate table.csv --text "Nội dung phản ánh" --label nhãn -m "$TINY_MODEL"
  refuses table.csv 'no column "nhãn"' -- train table.csv --text "Nội dung phản ánh" --label nhãn -o my.model
}

case_binary_file() {
  head -c 4000 "$YKIEN" >program.csv
  refuses program.csv "not a table" -- classify program.csv -m "$TINY_MODEL" -o out.csv
  head -c 4000 /dev/zero >zeros.csv
  refuses zeros.csv -- classify zeros.csv -m "$TINY_MODEL" -o out.csv
}

# What many portals call .xls.
case_web_page() {
  printf '<html><body><table><tr><td>Nội dung</td></tr></table></body></html>' >page.xls
  refuses page.xls "a web page" "open it in Excel and save it as .xlsx" -- classify page.xls -m "$TINY_MODEL" -o out.csv
}

# Nobody could open a workbook that is called otherwise, or take the file for compressed.
case_names_of_what_is_not_written() {
  table
  refuses out.xls "name it .xlsx or .csv" -- classify table.csv -m "$TINY_MODEL" -o out.xls
  refuses out.json "name it .jsonl" -- classify table.csv -m "$TINY_MODEL" -o out.json
  refuses out.csv.zst "compress it afterwards" -- classify table.csv -m "$TINY_MODEL" -o out.csv.zst
  refuses out.ods "name it .xlsx" -- train "$data/cli/labelled.csv" --text text --label topic -o my.model --doubtful out.ods
  refuses page.html "a web page is not what is written" -- classify table.csv -m "$TINY_MODEL" -o page.html
  refuses page.HTM "a web page is not what is written" -- trends table.csv -m "$TINY_MODEL" --tidy page.HTM
  refuses shares.xlsx "the report is a web page" "name it .html; --tidy writes a table" \
    -- trends table.csv -m "$TINY_MODEL" -o shares.xlsx
  refuses v.xlsx "written as CSV" \
    -- train "$data/cli/labelled.csv" --text text --label topic -o my.model --out-of-fold v.xlsx
  expect 0 compare table.csv table.csv -m "$TINY_MODEL" -o PAGE.HTML
  grep -q '<!DOCTYPE html>' PAGE.HTML || fail "a table in PAGE.HTML"
  refuses my.model "two outputs" \
    -- train "$data/cli/labelled.csv" --text text --label topic -o my.model --out-of-fold ./my.model
}

case_folder() {
  mkdir folder
  refuses folder "Is a directory" "name a file" -- classify folder -m "$TINY_MODEL" -o out.csv
  refuses folder "Is a directory" -- info -m folder
}

case_missing_file() {
  refuses nowhere.csv "No such file" "check the path" -- classify nowhere.csv -m "$TINY_MODEL" -o out.csv
  refuses nowhere.csv "No such file" -- train nowhere.csv --text a --label b -o my.model
  refuses nowhere.csv "No such file" -- evaluate nowhere.csv --text a --label b -m "$TINY_MODEL"
  refuses nowhere.model "No such file" -- info -m nowhere.model
}

# need_nobody: defines as_nobody ARGUMENTS, which runs the program so, with the model $room/tiny.model.
need_nobody() {
  cp "$YKIEN" "$TINY_MODEL" "$room"
  chmod 755 "$room" "$place" "$room/${YKIEN##*/}"
  chmod 644 "$room/tiny.model"
  as_nobody() { exec setpriv --reuid 65534 --regid 65534 --clear-groups "$room/${YKIEN##*/}" "$@"; }
  (as_nobody --version) >/dev/null 2>&1 || skip "for root nothing is forbidden, and the program cannot run as nobody"
}

# Root reads every file, so for root the program runs as nobody, from copies that nobody can reach.
case_unreadable_file() {
  table
  chmod 000 table.csv
  [ -r table.csv ] || { refuses table.csv "Permission denied" -- classify table.csv -m "$TINY_MODEL" -o out.csv; return; }
  need_nobody
  (as_nobody classify table.csv -m "$room/tiny.model") >"$said/out" 2>"$said/err"
  [ $? = 2 ] || fail "no failure"
  says table.csv "Permission denied" "ask for permission"
  silent out
}

# What needs two threads says so; what can do without does the same as ever.
case_no_more_threads() {
  [ -z "$YKIEN_SANITIZE" ] || skip "sanitizers need threads of their own"
  need_nobody
  table
  cp "$data/cli/labelled.csv" .
  (ulimit -u 1 && as_nobody classify table.csv -m "$room/tiny.model") >"$said/out" 2>"$said/err"
  [ $? = 2 ] || fail "classified without threads"
  says threads "cannot start one" "ask for a higher limit"
  local train="train labelled.csv --text text --label topic --min-df 1 --costs 4,8 --class-weights 0 --threads 4"
  # shellcheck disable=SC2086  # words
  (ulimit -u 1 && as_nobody $train -o -) >alone.model 2>"$said/err" || fail "not trained"
  # shellcheck disable=SC2086
  "$YKIEN" $train -o - >together.model 2>"$said/err" || fail "not trained with threads"
  same alone.model together.model
}

case_closed_descriptors() {
  table
  "$YKIEN" classify table.csv -m "$TINY_MODEL" >&- 2>"$said/err"
  [ $? = 2 ] || fail "no failure with standard output closed"
  says "standard output" "Bad file descriptor"
  "$YKIEN" tokenize <&- >"$said/out" 2>"$said/err"
  [ $? = 2 ] || fail "no failure with standard input closed"
  says "standard input" "Bad file descriptor"
}

# A path below a regular file cannot be written, not even by root.
case_unwritable_output() {
  table
  refuses table.csv/out.csv "Not a directory" "check the path" -- classify table.csv -m "$TINY_MODEL" -o table.csv/out.csv
  refuses nowhere/out.csv "No such file" "check the path" -- classify table.csv -m "$TINY_MODEL" -o nowhere/out.csv
  refuses . "Is a directory" -- classify table.csv -m "$TINY_MODEL" -o .
  refuses table.csv/my.model "Not a directory" \
    -- train "$data/cli/labelled.csv" --text text --label topic -o table.csv/my.model
}

case_output_is_input() {
  table
  cp table.csv before
  ln -s table.csv link.csv
  ln table.csv hard.csv
  for name in table.csv ./table.csv link.csv hard.csv; do
    refuses "$name" "the input file itself" "choose another name" -- classify table.csv -m "$TINY_MODEL" -o "$name"
  done
  "$YKIEN" classify table.csv -m "$TINY_MODEL" >>table.csv 2>"$said/err"
  [ $? = 2 ] || fail "wrote onto its input"
  says "standard output" "the input file itself"
  "$YKIEN" classify - -m "$TINY_MODEL" -o table.csv <table.csv 2>"$said/err"
  [ $? = 2 ] || fail "wrote onto its input"
  same table.csv before
}

# A model, and all else that a command reads, by any of its names.
case_output_is_model() {
  table
  cp "$TINY_MODEL" my.model
  ln -s my.model link
  ln my.model hard
  cp "$data/cli/labelled.csv" my.validation.csv
  local name labelled=$data/cli/labelled.csv
  for name in my.model ./my.model link hard; do
    refuses "$name" "this is the file named with --model itself" "choose another name" \
      -- classify table.csv -m my.model -o "$name" -f csv
  done
  refuses my.model "named with --model itself" -- classify table.csv -m link -o my.model
  refuses hard "named with --model itself" -- sample table.csv -n 2 -m my.model -o hard
  refuses link "named with --model itself" -- trends table.csv -m my.model --tidy link
  refuses link "named with --model itself" -- compare table.csv "$labelled" -m my.model -o link
  refuses my.validation.csv "named with --validation itself" \
    -- trends table.csv -m my.model --validation my.validation.csv --tidy my.validation.csv
  refuses my.validation.csv "the model's file of validation rows itself" \
    -- compare table.csv "$labelled" -m my.model --tidy my.validation.csv
  ln -s my.model shares.dictionary.md
  refuses shares.dictionary.md "this is the input file itself" -- trends table.csv -m my.model --tidy shares.csv
  ln -s table.csv shares.csv.manifest.json
  refuses shares.csv.manifest.json "this is the input file itself" \
    -- compare table.csv "$labelled" -m my.model --tidy shares.csv
  printf 'id,name_vi,name_en\n' >topics.tsv
  refuses topics.tsv "named with --topics itself" \
    -- train "$labelled" --text text --label topic --topics topics.tsv -o topics.tsv
  "$YKIEN" info -m my.model >>my.model 2>"$said/err"
  [ $? = 2 ] || fail "wrote onto its model"
  says "standard output" "named with --model itself"
  same my.model "$TINY_MODEL"
  same my.validation.csv "$labelled"
}

# A filter that reads what it writes would never end.
case_filter_onto_its_input() {
  local filter
  printf 'Đường ngập\n' >text
  for filter in normalize tokenize segment; do
    "$YKIEN" $filter <text >>text 2>"$said/err"
    [ $? = 2 ] || fail "$filter: wrote onto its input"
    says "standard output" "this is the input file itself"
  done
  [ "$(cat text)" = "Đường ngập" ] || fail "the text has changed"
}

case_empty_names() {
  table
  refuses classify "the name given for FILE is empty" "name a file" -- classify "" -m "$TINY_MODEL"
  refuses classify "the name given for --model is empty" "leave the option out" -- classify table.csv -m ""
  refuses classify "the name given for --output is empty" -- classify table.csv -m "$TINY_MODEL" -o ""
  refuses compare "the name given for B is empty" -- compare table.csv "" -m "$TINY_MODEL"
  refuses train "the name given for --output is empty" "name a file" \
    -- train "$data/cli/labelled.csv" --text text --label topic -o ""
  refuses normalize "the name given for --accents is empty" -- normalize --restore-accents --accents ""
}

case_full_disk() {
  table
  [ -c /dev/full ] || skip "there is no /dev/full"
  refuses /dev/full "No space left on device" "make room" -- classify table.csv -m "$TINY_MODEL" -o /dev/full
  refuses /dev/full "No space left on device" \
    -- train "$data/cli/labelled.csv" --text text --label topic --costs 4 --class-weights 0 -o /dev/full
  local arguments
  for arguments in "classify table.csv -m $TINY_MODEL" "explain -m $TINY_MODEL đường" "info -m $TINY_MODEL" \
    "evaluate $data/cli/labelled.csv --text text --label topic -m $TINY_MODEL" "normalize" "tokenize" "--help" \
    "classify --help" "--version" "--man" "--completion bash"; do
    # shellcheck disable=SC2086  # words
    "$YKIEN" $arguments <table.csv >/dev/full 2>"$said/err"
    [ $? = 2 ] || fail "no failure on a full disk: $arguments"
    says "standard output" "No space left on device"
  done
}

# The old result stays when the new one cannot be written; a limit on file sizes stands in for a full disk.
case_full_disk_keeps_old_result() {
  many 20000 >many.csv
  echo old >out.csv
  (
    trap '' XFSZ
    ulimit -f 64
    "$YKIEN" classify many.csv -m "$TINY_MODEL" -o out.csv 2>"$said/err"
  )
  [ $? = 2 ] || fail "no failure at the limit"
  says out.csv "File too large"
  only many.csv out.csv
  [ "$(cat out.csv)" = old ] || fail "the old result is gone"
}

case_broken_pipe() {
  many 50000 >many.csv
  { "$YKIEN" classify many.csv -m "$TINY_MODEL" 2>"$said/err"; echo $? >"$said/code"; } | head -n 1 >"$said/out"
  [ "$(cat "$said/code")" = 2 ] || fail "exit code $(cat "$said/code")"
  says "standard output" "Broken pipe" "has ended"
  prints "id,Nội dung,topic"
  for filter in normalize tokenize; do
    { "$YKIEN" $filter <many.csv 2>"$said/err"; echo $? >"$said/code"; } | head -n 1 >"$said/out"
    [ "$(cat "$said/code")" = 2 ] || fail "$filter: exit code $(cat "$said/code")"
    says "standard output" "Broken pipe"
  done
}

# The reader of the output ends while the input still hangs: the program must not wait for it.
case_broken_pipe_with_hanging_input() {
  many 5000 >many.csv
  mkfifo pipe
  exec 9<>pipe   # keeps the pipe open
  cat many.csv many.csv many.csv >&9 &
  local feeder=$!
  { timeout 30 "$YKIEN" classify - -m "$TINY_MODEL" <pipe 2>"$said/err"; echo $? >"$said/code"; } | head -n 1 >"$said/out"
  kill $feeder 2>/dev/null
  [ "$(cat "$said/code")" = 2 ] || fail "exit code $(cat "$said/code")"
  says "Broken pipe"
}

case_truncated_model() {
  table
  local size length
  size=$(stat -c %s "$TINY_MODEL")
  for length in 0 1 7 8 63 64 100 1000 $((size / 2)) $((size - 65)) $((size - 1)); do
    head -c "$length" "$TINY_MODEL" >cut.model
    refuses cut.model -- classify table.csv -m cut.model -o out.csv
    grep -qE 'damaged|not a ykien model' "$said/err" || fail "cut to $length bytes: not called damaged"
  done
  { cat "$TINY_MODEL"; echo; } >long.model
  refuses long.model damaged -- classify table.csv -m long.model -o out.csv
}

# One byte at a time, from the first to the last.
case_flipped_bytes_in_model() {
  table
  local size at octal
  size=$(stat -c %s "$TINY_MODEL")
  for at in 0 9 13 20 33 64 90 130 200 700 $((size / 3)) $((size / 2)) $((size * 3 / 4)) $((size - 1)); do
    cp "$TINY_MODEL" flipped.model
    octal=$(od -An -t u1 -j "$at" -N 1 flipped.model)
    octal=$(printf '%03o' $((octal ^ 16)))
    # shellcheck disable=SC2059  # the format is the byte
    printf "\\$octal" | dd of=flipped.model bs=1 seek="$at" conv=notrunc status=none
    refuses flipped.model -- classify table.csv -m flipped.model -o out.csv
  done
}

# The format number stands after the eight bytes that name the kind of file.
case_model_of_another_version() {
  cp "$TINY_MODEL" newer.model
  printf '\x63' | dd of=newer.model bs=1 seek=8 conv=notrunc status=none
  refuses newer.model "format 99" -- info -m newer.model
}

case_not_a_model() {
  table
  refuses table.csv "not a ykien model" -- classify table.csv -m table.csv -o out.csv
}

case_labels_the_model_lacks() {
  printf 'text,topic\nđường ngập,development\nabc,weather\n' >labels.csv
  refuses labels.csv:3 weather development --ignore-unknown -- evaluate labels.csv --text text --label topic -m "$TINY_MODEL"
  expect 0 evaluate labels.csv --text text --label topic -m "$TINY_MODEL" --ignore-unknown --json
  prints '"n": 1,'
  tells "1 row with a topic that the model does not have: left out (line 3)"
}

case_nothing_to_learn_from() {
  printf 'text,topic\nđường ngập,\n,development\n' >labels.csv
  refuses labels.csv "both a text and a label" -- train labels.csv --text text --label topic -o my.model
  printf 'text,topic\nđường ngập,a\nđường tối,a\n' >labels.csv
  refuses -- train labels.csv --text text --label topic -o my.model
}

# Ctrl-C in the middle: the shell sees the signal, and no temporary file stays.
case_interrupted() {
  mkfifo pipe
  many 30000 >many.csv
  exec 9<>pipe   # the table never ends
  cat many.csv >&9 &
  local feeder=$! program
  "$YKIEN" classify pipe -m "$TINY_MODEL" -o out.csv 2>"$said/err" &
  program=$!
  until ls -A | grep -q '^\.ykien'; do kill -0 $program 2>/dev/null || fail "ended by itself"; sleep 0.02; done
  kill -TERM $program
  wait $program
  local result=$?
  kill $feeder 2>/dev/null
  [ $result = $((128 + 15)) ] || fail "exit code $result"
  only many.csv pipe
}

case_no_folder_for_temporary_files() {
  table
  TMPDIR=$PWD/nowhere refuses TMPDIR "no such folder" -- classify table.csv -m "$TINY_MODEL" -o out.xlsx
}
