# What the cases have in common. Each check ends the case with a message when it does not hold.

fail() {
  echo "FAILED: $*"
  for stream in out err; do
    [ -s "$said/$stream" ] && { echo "-- std$stream:"; head -c 3000 "$said/$stream"; }
  done
  exit 1
}

skip() {
  echo "skipped: $*"
  exit 77
}

# ykien ARGUMENTS: runs the program; its output goes to $said/out and $said/err, its exit code to $code.
ykien() {
  "$YKIEN" "$@" >"$said/out" 2>"$said/err"
  code=$?
}

# expect CODE ARGUMENTS: runs the program, which must end with CODE.
expect() {
  local wanted=$1
  shift
  ykien "$@"
  [ $code = "$wanted" ] || fail "exit code $code instead of $wanted: ykien $*"
}

# says PARTS: standard error is one line "ykien: ..." with each of the parts in it.
says() {
  [ "$(wc -l <"$said/err")" = 1 ] || fail "not one line on standard error"
  grep -q '^ykien: ' "$said/err" || fail "the line does not begin with ykien:"
  local part
  for part; do
    grep -qF -- "$part" "$said/err" || fail "the line does not say: $part"
  done
}

# prints PART: the part stands in standard output. tells PART: in standard error.
prints() { grep -qF -- "$1" "$said/out" || fail "standard output lacks: $1"; }
tells() { grep -qF -- "$1" "$said/err" || fail "standard error lacks: $1"; }
silent() { [ ! -s "$said/$1" ] || fail "something on std$1"; }

# only FILES: nothing else is in the folder, no temporary file either.
only() {
  local wanted
  wanted=$(printf '%s\n' "$@" | LC_ALL=C sort | sed '/^$/d')
  [ "$(LC_ALL=C ls -A)" = "$wanted" ] || fail "the folder holds: $(LC_ALL=C ls -A | tr '\n' ' ')"
}

same() { cmp "$1" "$2" || fail "$1 and $2 differ"; }

# refuses PARTS -- ARGUMENTS: exit code 2, one line with the parts, nothing on standard output, and no new file.
refuses() {
  local parts=() before
  while [ "$1" != -- ]; do parts+=("$1"); shift; done
  shift
  before=$(LC_ALL=C ls -A)
  expect 2 "$@"
  says "${parts[@]}"
  silent out
  [ "$(LC_ALL=C ls -A)" = "$before" ] || fail "left in the folder: $(LC_ALL=C ls -A | tr '\n' ' ')"
}

# table: a good small table, table.csv.
table() {
  cp "$data/cli/export.csv" table.csv
}

# many N: N rows to standard output, id,Nội dung.
many() {
  awk -v n="$1" 'BEGIN {
    split("đường ngập nước khi mưa|tổ trưởng thu quỹ|hộ nghèo chưa được hỗ trợ|rác đầy cống|xin họp tổ dân phố", t, "|")
    print "id,Nội dung"
    for (i = 1; i <= n; i++) printf "%d,\"%s, %s số %d\"\n", i, t[i % 5 + 1], t[i * 7 % 5 + 1], i % 97
  }'
}
