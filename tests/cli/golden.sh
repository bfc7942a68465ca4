# What the program prints, whole, compared with tests/golden/program. To write these files anew after a wanted change:
#   YKIEN_REFRESH_GOLDEN=1 ctest --test-dir build/ci -R cli/golden     (then read the difference before committing it)

# golden NAME ARGUMENTS: standard output, then standard error.
golden() {
  local file=$YKIEN_SOURCE_DIR/tests/golden/program/$1.txt
  shift
  ykien "$@"
  { echo "exit code $code"; echo "== standard output"; cat "$said/out"; echo "== standard error"; cat "$said/err"; } >result
  # Paths differ from place to place; the checksum of the model changes with every word of its facts.
  sed -i -E "s|$TINY_MODEL|tiny.model|g; s|$YKIEN_SOURCE_DIR/||g; s/\b[0-9a-f]{16}\b/CHECKSUM/g" result
  if [ -n "${YKIEN_REFRESH_GOLDEN:-}" ]; then
    mkdir -p "$(dirname "$file")" && cp result "$file"
  fi
  diff "$file" result || fail "not as in ${file#"$YKIEN_SOURCE_DIR"/}"
}

case_classify() {
  table
  golden classify classify table.csv -m "$TINY_MODEL" -t 2
}

case_classify_verbose() {
  table
  ykien classify table.csv -m "$TINY_MODEL" -v -t 2 -o out.csv
  golden classify_verbose classify table.csv -m "$TINY_MODEL" -v -t 2 -o out.csv
}

case_explain() {
  golden explain explain -m "$TINY_MODEL" --top 6 "Tổ trưởng thu quỹ của hộ nghèo, ĐƯỜNG ngập nước"
}

case_explain_json() {
  golden explain_json explain -m "$TINY_MODEL" --top 2 --json "Xin hỗ trợ hộ nghèo"
}

case_evaluate() {
  golden evaluate evaluate "$data/cli/judged.csv" --text text --label topic -m "$TINY_MODEL"
}
