# ykien normalize, tokenize and segment: line filters.

# filters NAME INPUT EXPECTED: both as printf formats.
filters() {
  # shellcheck disable=SC2059  # formats
  printf "$2" | "$YKIEN" $1 >"$said/out" 2>"$said/err" || fail "exit code $?"
  # shellcheck disable=SC2059
  [ "$(printf "$3" | od -c)" = "$(od -c <"$said/out")" ] || fail "$1 of: $2"
  silent err
}

case_normalize() {
  filters normalize 'Đề nghị UBND phường HOÀ Cường\n' 'đề nghị ubnd phường hoà cường\n'
  filters normalize 'hòa hoà HÒA\nthúy\n' 'hoà hoà hoà\nthuý\n'
  filters normalize 'A\n\n  b\tC \n' 'a\n\n  b\tc \n'
}

case_tokenize() {
  filters tokenize 'Quyết định 15/2021/NQ-HĐND, hỗ trợ 1,5tr!\n' 'quyết định 15/2021/nq-hđnd , hỗ trợ 1,5tr !\n'
  filters tokenize 'A\n\n  b\tC \n...\n' 'a\n\nb c\n...\n'
}

case_tokenize_kinds() {
  echo "Ngày 5/3/2021 gọi 0905123456" | "$YKIEN" tokenize --kinds >"$said/out"
  prints "ngày|syllable 5/3/2021|date gọi|syllable 0905123456|phone"
}

case_empty_input() {
  filters normalize '' ''
  filters tokenize '' ''
  filters tokenize '\n' '\n'
}

# The last line need not end; what comes out always does.
case_last_line_without_end() {
  filters normalize 'Một\nHAI' 'một\nhai\n'
  filters tokenize 'Một,\nHAI' 'một ,\nhai\n'
}

case_line_ends_of_windows() {
  filters normalize 'Một\r\nHAI\r\n' 'một\r\nhai\r\n'
  filters tokenize 'Một\r\nHAI\r\n' 'một\nhai\n'
}

case_byte_order_marks() {
  filters normalize '\xef\xbb\xbfMột\n' 'một\n'
  filters normalize '\xff\xfeM\x00\xd9\x1et\x00\n\x00' 'một\n'
  filters normalize '\xfe\xff\x00M\x1e\xd9\x00t\x00\n' 'một\n'
}

case_ill_formed_bytes() {
  printf 'a\xffb\nc\n' | "$YKIEN" normalize >"$said/out" 2>"$said/err"
  [ $? = 1 ] || fail "exit code"
  says "standard input" "1 ill-formed sequence became U+FFFD" "save it as UTF-8"
  [ "$(cat "$said/out")" = "a�b
c" ] || fail "the text"
}

# Lines cut by the pieces in which input is read come out as lines read one by one.
case_many_lines_are_each_as_alone() {
  many 20000 >many.txt
  "$YKIEN" normalize <many.txt >whole.txt || fail "exit code"
  [ "$(wc -l <whole.txt)" = 20001 ] || fail "lines are missing"
  sed -n '1,50p;12345,12360p' many.txt | while IFS= read -r line; do
    printf '%s\n' "$line" | "$YKIEN" normalize
  done >alone.txt
  sed -n '1,50p;12345,12360p' whole.txt >some.txt
  same some.txt alone.txt
}

# An answer comes before the next question: a program may talk to the filter through pipes.
case_answers_line_by_line() {
  coproc filter { "$YKIEN" tokenize; }
  local answer question
  for question in "Một,hai" "Ba" "bốn.năm"; do
    echo "$question" >&"${filter[1]}"
    IFS= read -r -t 20 answer <&"${filter[0]}" || fail "no answer to $question"
    echo "$answer" >>"$said/out"
  done
  [ "$(cat "$said/out")" = "một , hai
ba
bốn . năm" ] || fail "the answers"
}

# A sentence without accents comes back with them; nothing else of the text changes.
case_restore_accents() {
  [ -f "$YKIEN_ACCENTS" ] || exit 77
  filters "normalize --restore-accents" 'De nghi phuong sua duong, don rac!\n' 'Đề nghị phường sửa đường, dọn rác!\n'
  filters "normalize --restore-accents" 'DE NGHI PHUONG SUA DUONG\n' 'ĐỀ NGHỊ PHƯỜNG SỬA ĐƯỜNG\n'
  filters "normalize --restore-accents" 'Đề nghị phường sua đường\n\n' 'Đề nghị phường sua đường\n\n'
  filters "normalize --restore-accents --every" 'Đề nghị phường sua đường\n' 'Đề nghị phường sửa đường\n'
  filters "normalize --restore-accents" 'please check the road near my house\n' 'please check the road near my house\n'
}

case_restore_accents_wrong_use() {
  refuses "normalize" "go with --restore-accents" "add --restore-accents" -- normalize --every
  refuses "no.model" "cannot read the accent model" -- normalize --restore-accents --accents no.model
  echo "no model" >some.model
  refuses "some.model" "not a ykien accent model" "use the built-in model" -- normalize --restore-accents --accents some.model
}

# The encoding is found, or told.
case_old_encodings() {
  local text="Đề nghị phường xử lý đường hẻm ngập nước sau mỗi trận mưa lớn"
  echo "$text" | iconv -f UTF-8 -t VISCII >viscii.txt 2>/dev/null || skip "no iconv with VISCII"
  echo "$text" | "$YKIEN" normalize >utf8.txt
  "$YKIEN" normalize <viscii.txt >found.txt || fail "normalize"
  same utf8.txt found.txt
  "$YKIEN" normalize --encoding viscii <viscii.txt >told.txt || fail "normalize --encoding"
  same utf8.txt told.txt
  "$YKIEN" tokenize --encoding TCVN3 <viscii.txt >"$said/out" || fail "tokenize --encoding"
  grep -q "đường" "$said/out" && fail "not read as told"
  refuses --encoding "unknown encoding" "use one of auto" -- normalize --encoding koi8
  expect 0 tokenize -v <viscii.txt
  tells "standard input: encoding VISCII (99% sure)"
}

# Every command that reads text can be told its encoding, and says what it found.
case_every_command_takes_encodings() {
  local command
  for command in classify explain train evaluate trends compare sample agree normalize tokenize segment; do
    expect 0 $command --help
    prints "--encoding NAME"
    prints "-v,--verbose"
  done
  printf 'h\xe9i' | "$YKIEN" explain --encoding TCVN3 -m "$TINY_MODEL" -v - >"$said/out" 2>"$said/err" || fail "explain"
  prints "hội"
  tells "text: encoding TCVN3"
}

case_normalize_tone() {
  filters 'normalize --tone old' 'Bà Hoà, KHOẺ quý\n' 'Bà Hòa, KHỎE quý\n'
  filters 'normalize --tone new' 'Bà Hòa, KHỎE qúy gìa\n' 'Bà Hoà, KHOẺ quý già\n'
  filters 'normalize --tone keep' 'Bà Hòa, KHOẺ qúy\tX  \r\n\n' 'Bà Hòa, KHOẺ qúy\tX  \r\n\n'
  filters 'normalize --tone old' 'Hoa\xcc\x80\n' 'Ho\xcc\x80a\n'
  refuses "--tone" -- normalize --tone other
}

case_normalize_expand() {
  filters 'normalize --expand' 'UBND p k trả lời\n' 'uỷ ban nhân dân phường không trả lời\n'
  filters 'normalize --expand --tone keep' 'Nhà e đc cấp sổ. quáaaa hay\nduwowngf d9uong2 ngập\n' 'Nhà em được cấp sổ. quá hay\nđường đường ngập\n'
  filters 'normalize' 'UBND k\n' 'ubnd k\n'
}

case_segment() {
  filters segment 'Tổ dân phố 7 đề nghị, ủy ban nhân dân xem xét.\n' 'Tổ_dân_phố 7 đề_nghị , ủy_ban_nhân_dân xem_xét .\n'
  filters segment 'A\n\n  kinh\ttế \n...\n' 'A\n\nkinh_tế\n...\n'
  filters segment '' ''
  filters segment '\n' '\n'
  filters segment 'Kinh tế\r\nxã hội' 'Kinh_tế\nxã_hội\n'
}

case_segment_dictionary() {
  printf '# ours\nđi từng nhà\n' >own.txt
  echo "Họ đi từng nhà" | "$YKIEN" segment --dictionary own.txt >"$said/out"
  prints "Họ đi_từng_nhà"
  echo "đường" >own.txt
  echo "a" | "$YKIEN" segment --dictionary own.txt >"$said/out" 2>"$said/err"
  [ $? = 2 ] || fail "exit code"
  says "own.txt:1" "2 to 16 syllables"
}
