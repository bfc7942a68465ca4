# What differs on a terminal. `script` (bsdutils, part of every Debian) stands in for one.

# need_terminal: a bare chroot, say, has no /dev/pts and so no terminals.
need_terminal() {
  script -qec true /dev/null >/dev/null 2>&1 </dev/null || skip "no terminal to be had (script or /dev/pts is missing)"
}

# on_terminal COMMAND: its output as a terminal gets it, in $said/out.
on_terminal() {
  need_terminal
  script -qec "$*" /dev/null >"$said/out" 2>&1 </dev/null
}

case_colour() {
  on_terminal "'$YKIEN' explain -m '$TINY_MODEL' 'Đường ngập nước'"
  grep -q $'\033\[1;32m' "$said/out" || fail "no colour on a terminal"
  NO_COLOR=1 on_terminal "'$YKIEN' explain -m '$TINY_MODEL' 'Đường ngập nước'"
  grep -q $'\033' "$said/out" && fail "colour with NO_COLOR"
  TERM=dumb on_terminal "'$YKIEN' explain -m '$TINY_MODEL' 'Đường ngập nước'"
  grep -q $'\033' "$said/out" && fail "colour on a dumb terminal"
  return 0
}

case_short_runs_show_no_progress() {
  table
  on_terminal "'$YKIEN' classify table.csv -m '$TINY_MODEL' -o out.csv"
  grep -q 'classifying' "$said/out" && fail "a progress line"
  prints "7 rows"
}

# The feeder holds the last row back until the progress line has been seen.
case_progress() {
  need_terminal
  many 30000 >many.csv
  mkfifo pipe
  exec 9<>pipe
  cat many.csv >&9 2>/dev/null &   # what holds standard error open would keep ctest waiting
  script -qefc "'$YKIEN' classify pipe -m '$TINY_MODEL' -o out.csv" seen >/dev/null 2>&1 </dev/null &
  local program=$!
  until grep -qa 'classifying: [0-9,]* rows, [0-9,]*/s' seen 2>/dev/null; do
    kill -0 $program 2>/dev/null || fail "ended without a progress line"
    sleep 0.02
  done
  kill $program
  wait $program
  return 0
}

case_question_without_text() {
  on_terminal "'$YKIEN' explain -m '$TINY_MODEL' </dev/tty"
  prints "no text given"
}
