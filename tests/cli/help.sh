# Help, version, completion and the manual page, all made from the same tree of commands.
commands="classify explain train evaluate trends compare sample agree normalize tokenize segment info"

case_help() {
  expect 0 --help
  silent err
  local command
  for command in $commands; do prints "  $command "; done
  prints "Examples:"
  prints "Exit codes:"
  for command in $commands; do
    expect 0 $command --help
    prints "Usage: ykien $command"
    prints "Examples:"
    prints "ykien $command"
    [ "$(awk '{ if (length($0) > 130) print }' "$said/out" | wc -l)" = 0 ] || fail "a long line in the help of $command"
  done
}

# Every example that --help prints, as it stands: none is wrong use. (The tables it names are not there.)
case_examples_are_right_use() {
  mkdir bin
  ln -s "$YKIEN" bin/ykien
  local command line count=0
  for command in $commands; do
    expect 0 $command --help
    cp "$said/out" help
    while IFS= read -r line; do
      count=$((count + 1))
      PATH=$PWD/bin:$PATH bash -c "$line" >"$said/out" 2>"$said/err" </dev/null
      ! grep -qE 'see ykien|internal error|command not found' "$said/err" || fail "the example: $line"
    done < <(sed -nE 's/^  ((echo "[^"]*" \| |zstdcat .*\| )?ykien .*)$/\1/p' help)
  done
  [ $count -ge 40 ] || fail "only $count examples"
}

case_version() {
  expect 0 --version
  local version
  version=$(sed -n 's/^#define YKIEN_VERSION "\(.*\)"/\1/p' "$YKIEN_SOURCE_DIR/include/ykien/base/version.h")
  [ "$(cat "$said/out")" = "ykien $version" ] || fail "the version is not $version"
}

case_bash_completion() {
  expect 0 --completion bash
  cp "$said/out" ykien.bash
  bash -n ykien.bash || fail "bash does not read it"
  # complete WORDS: what bash offers for the last of them
  offers() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _ykien
    echo "${COMPREPLY[*]}"
  }
  complete() { :; }
  # shellcheck disable=SC1091
  . ./ykien.bash
  [ "$(offers ykien cl)" = classify ] || fail "cl: $(offers ykien cl)"
  [ "$(offers ykien classify --thr)" = --threads ] || fail "--thr"
  [ "$(offers ykien classify --format x)" = xlsx ] || fail "--format x"
  [ "$(offers ykien --completion f)" = fish ] || fail "--completion f"
  : >table.csv
  [ "$(offers ykien classify tab)" = table.csv ] || fail "tab"
}

# Read by the shell itself only where there is one.
case_zsh_completion() {
  expect 0 --completion zsh
  prints "#compdef ykien"
  prints "'(-t --threads)'{-t,--threads}"
  command -v zsh >/dev/null || return 0
  cp "$said/out" _ykien
  zsh -n _ykien || fail "zsh does not read it"
}

case_fish_completion() {
  expect 0 --completion fish
  prints "complete -c ykien -n '__fish_seen_subcommand_from classify' -s t -l threads -r"
  command -v fish >/dev/null || return 0
  cp "$said/out" ykien.fish
  fish -n ykien.fish || fail "fish does not read it"
}

case_manual_page_names_everything() {
  expect 0 --man
  local command option
  cp "$said/out" page
  sed 's/\\-/-/g; s/\\f[A-Z]//g' page >plain
  for command in $commands; do
    grep -q "^.SS ykien $command" plain || fail "no section for $command"
    expect 0 $command --help
    for option in $(grep -oE '^  (-.,)?--[a-z-]+' "$said/out" | grep -oE -- '--[a-z-]+'); do
      grep -qF -- "$option" plain || fail "$option of $command is missing"
    done
  done
}

case_manual_page_is_sound() {
  expect 0 --man
  command -v groff >/dev/null || skip "no groff"
  groff -man -Tutf8 -K utf8 -ww "$said/out" >page 2>"$said/err" || fail "groff"
  silent err
  grep -q 'ykien classify' page || fail "an empty page"
}
