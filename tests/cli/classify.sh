# ykien classify on good and odd tables.

# topics FILE: the topic column of a comma-separated result.
column() { python3 -c 'import csv, sys; print("\n".join(row[sys.argv[2]] for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""), delimiter=sys.argv[3])))' "$1" "$2" "${3:-,}"; }

case_appends_five_columns() {
  table
  expect 0 classify table.csv -m "$TINY_MODEL" -o out.csv
  silent out
  only table.csv out.csv
  head -n 1 out.csv | grep -q 'Ghi chú;topic;topic_name;probability;secondary;needs_review' || fail "the header"
  [ "$(column out.csv topic ';' | paste -sd ' ')" = "development residential_groups policy  development development policy" ] ||
    fail "topics: $(column out.csv topic ';' | paste -sd ' ')"
  [ "$(column out.csv needs_review ';' | head -n 4 | paste -sd ' ')" = "no no no no" ] || fail "needs_review"
}

# The columns of the input, cut out of the result, are the input: quotes, line breaks in cells, CRLF, everything.
case_keeps_every_byte_of_the_input() {
  printf 'a;b;Nội dung;c\r\n1;" x ";"câu ""một""; hai\r\nba";\r\n;\t;Đường ngập nước;"  "\r\n3;\xff\xfe\x80;rác đầy đường;\xc3\r\n' >in.csv
  expect 0 classify in.csv -m "$TINY_MODEL" >/dev/null
  python3 - "$said/out" in.csv <<'PYTHON' || fail "a cell has changed"
import csv, sys
result, table = ([row for row in csv.reader(open(name, encoding="latin-1", newline=""), delimiter=";")] for name in sys.argv[1:])
assert len(result) == len(table) == 4
assert [row[:4] for row in result] == table
assert all(len(row) == 9 for row in result)
PYTHON
  [ "$(tr -cd '\r' <"$said/out" | wc -c)" = 5 ] || fail "the line ends are not those of the input"
}

case_sample_exports() {
  local name
  for name in decidim_semicolon fixmystreet polis_comments_ms vi_excel_semicolon_bom vi_excel_serial_dates vi_nfd_utf8; do
    expect 0 classify "$data/exports/$name.csv" -m "$TINY_MODEL" -o out.csv --json
    prints '"rows": 4,'
    grep -A 1 '"without_text"' "$said/out" | grep -q '"rows": 0' || fail "$name: rows without text"
    grep -A 1 '"ragged"' "$said/out" | grep -q '"rows": 0' || fail "$name: ragged rows"
    rm out.csv
  done
}

# Encodings before Unicode are found, and the result is that of the same table in UTF-8.
case_old_encoding_is_found() {
  local encoded=$data/exports/vi_ansi_cp1258.csv
  iconv -f CP1258 -t UTF-8 "$encoded" >utf8.csv 2>/dev/null || skip "no iconv with CP1258"
  expect 0 classify utf8.csv -m "$TINY_MODEL" -q -o a.csv
  expect 0 classify "$encoded" -m "$TINY_MODEL" -o b.csv
  tells "read as windows-1258 (99% sure); --encoding overrides"
  same a.csv b.csv
  expect 0 classify "$encoded" -m "$TINY_MODEL" -v -o c.csv
  tells "encoding windows-1258 (99% sure)"
  expect 0 classify "$encoded" --encoding cp1258 -m "$TINY_MODEL" -v -o d.csv
  tells "encoding windows-1258"
  grep -q "sure" "$said/err" && fail "not sure of what it was told"
  same a.csv d.csv
}

# The same rows in UTF-8, VISCII and as misread UTF-8, line by line in one file.
case_mixed_encodings_are_read_line_by_line() {
  command -v python3 >/dev/null || skip "no python3"
  many 60 >many.csv
  python3 - <<'PYTHON' || skip "iconv lacks VISCII"
import subprocess
lines = open("many.csv", "rb").read().split(b"\n")[:-1]
viscii = lambda line: subprocess.run(["iconv", "-f", "UTF-8", "-t", "VISCII"], input=line, capture_output=True, check=True).stdout
misread = lambda line: "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in line).encode()
ways = [lambda line: line, viscii, misread]
open("mixed.csv", "wb").write(b"".join(ways[i % 3 if i else 0](line) + b"\n" for i, line in enumerate(lines)))
PYTHON
  expect 0 classify many.csv -m "$TINY_MODEL" -q -o a.csv
  expect 0 classify mixed.csv -m "$TINY_MODEL" -o b.csv
  tells "UTF-8; 20 lines VISCII (99% sure); 20 lines UTF-8 misread as windows-1252 (99% sure)"
  same a.csv b.csv
}

# Cells that were typed in the fonts of an old encoding, whose letters the workbook has as other letters.
case_old_fonts_in_a_workbook_are_read() {
  cat >typed.csv <<'CSV'
STT,Nội dung,Ghi chú
1,"§­êng hÎm tr­íc nhµ t«i ngËp n­íc mçi khi m­a lín, ®Ò nghÞ ph­êng xö lý",Céng hßa x· héi
2,"Đường này tối, café Müller đóng cửa, 30 m² «cũ»",Ångström
CSV
  cat >read.csv <<'CSV'
STT,Nội dung,Ghi chú
1,"Đường hẻm trước nhà tôi ngập nước mỗi khi mưa lớn, đề nghị phường xử lý",Cộng hòa xã hội
2,"Đường này tối, café Müller đóng cửa, 30 m² «cũ»",Ångström
CSV
  expect 0 classify typed.csv --encoding UTF-8 -m "$TINY_MODEL" -q -o typed.xlsx
  expect 0 classify read.csv -m "$TINY_MODEL" -q -o read.xlsx
  expect 0 sample typed.xlsx --all -n 2 -v -m "$TINY_MODEL" -o a.csv
  tells "TCVN3 misread as windows-1252"
  expect 0 sample read.xlsx --all -n 2 -m "$TINY_MODEL" -o b.csv
  [ "$(cut -d , -f 1-4 a.csv)" = "$(cut -d , -f 1-4 b.csv)" ] || fail "the texts are not those that were typed"
  expect 0 classify typed.xlsx -m "$TINY_MODEL" -o c.csv
  tells "2 lines TCVN3 misread as windows-1252 (99% sure); --encoding overrides"
  expect 0 classify typed.xlsx --encoding UTF-8 -m "$TINY_MODEL" -q -o d.csv
  grep -q "ngËp n­íc" d.csv || fail "read otherwise than told"
}

# What may be several things is not guessed: the row is kept, marked and counted.
case_ambiguous_bytes_are_marked() {
  printf 'id,Nội dung\n1,\xb5 \xd0\n2,đường ngập nước\n' >odd.csv
  expect 1 classify odd.csv -m "$TINY_MODEL" -o out.csv
  tells "1 row with bytes that are not UTF-8"
  tells "1 line may be in several encodings, left alone"
  grep -aq $'^1,\xb5 \xd0,' out.csv || fail "the bytes have changed"
}

case_unknown_encoding() {
  table
  refuses --encoding 'unknown encoding "latin1"' "TCVN3" -- classify table.csv --encoding latin1 -m "$TINY_MODEL" -o out.csv
}

case_utf16() {
  command -v python3 >/dev/null || skip "no python3"
  table
  for encoding in utf-16-le utf-16-be; do
    python3 - $encoding <<'PYTHON'
import sys
text = open("table.csv", encoding="utf-8", newline="").read()
open("utf16.csv", "wb").write(("\ufeff" + text).encode(sys.argv[1]))
PYTHON
    expect 0 classify table.csv -m "$TINY_MODEL" -q -o a.csv
    expect 0 classify utf16.csv -m "$TINY_MODEL" -v -o b.csv
    tells "UTF-16"
    same a.csv b.csv
  done
}

case_finds_the_text_column_by_name() {
  local name
  for name in "Nội dung phản ánh" "NỘI DUNG" "noi_dung" "Ý kiến" "Góp ý:" "Câu hỏi" "Kiến nghị" text Body comment-body \
    "Content" DESCRIPTION detail message "body/vi" "Nội dung phản ánh của người dân"; do
    printf 'id,%s,Địa chỉ\n1,Đường ngập nước,"12 đường Lê Lợi, phường 5, quận 3, thành phố"\n' "$name" >t.csv
    expect 0 classify t.csv -m "$TINY_MODEL" -v
    tells "text column: \"$name\", number 2"
    tells "name)"
  done
}

# The answer is longer than the question, and not what is asked about.
case_prefers_the_question_to_the_answer() {
  printf 'Nội dung trả lời,Nội dung câu hỏi\n%s,%s\n' "Ủy ban nhân dân phường đã kiểm tra và sẽ sửa trong tuần tới" \
    "Đường ngập nước" >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL" -v
  tells 'text column: "Nội dung câu hỏi"'
}

case_finds_the_text_column_by_content() {
  printf 'a,b,c\n1,Đường trước nhà ngập nước,x\n2,Tổ trưởng không họp dân cả năm,y\n' >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL" -v
  tells 'text column: "b", number 2 (by its content'
}

# A column of that name that holds numbers is passed over.
case_a_name_alone_is_not_enough() {
  printf 'comments,opinion of citizen\n3,Đường trước nhà ngập nước\n5,Tổ trưởng không họp dân cả năm\n' >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL" -v
  tells 'text column: "opinion of citizen"'
}

case_columns_by_option() {
  printf 'Tiêu đề,Nội dung,Khác\nTổ trưởng,thu quỹ tổ dân phố,Đường ngập nước\n' >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL" -c "KHAC"
  prints ",development,"
  expect 0 classify t.csv -m "$TINY_MODEL" -c 3
  prints ",development,"
  expect 0 classify t.csv -m "$TINY_MODEL" -v --text-column "tieu de" --text-column "Nội dung"
  prints ",residential_groups,"
  tells '"Tiêu đề", number 1 (asked for)'
  tells '"Nội dung", number 2 (asked for)'
}

case_no_header() {
  printf '1,Đường trước nhà ngập nước\n2,Tổ trưởng không họp dân cả năm\n' >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL" --no-header
  prints "column1,column2,topic,"
  [ "$(wc -l <"$said/out")" = 3 ] || fail "a row is missing"
  expect 0 classify t.csv -m "$TINY_MODEL" --header -c 2
  [ "$(wc -l <"$said/out")" = 2 ] || fail "the first row is not the header"
}

case_title_lines() {
  printf 'TỔNG HỢP Ý KIẾN,,\n,,\nSTT,Ngày,Nội dung\n1,05/03/2021,Đường ngập nước\n2,06/03/2021,Rác đầy đường\n' >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL"
  prints "STT,Ngày,Nội dung,topic,"
  tells "above the header left out"
}

# Nothing is lost and nothing slips under a wrong name: fields beyond the header come after the topics.
case_ragged_rows() {
  printf 'id,Nội dung,x\n1,Đường ngập nước\n2,Rác đầy đường,b,c,d\n3\n' >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL"
  grep -qE '^1,Đường ngập nước,,development,[^,]*,[0-9.]*,[^,]*,(yes|no)$' "$said/out" || fail "the short row"
  grep -qE '^2,Rác đầy đường,b,development,[^,]*,[0-9.]*,[^,]*,yes,c,d$' "$said/out" || fail "the long row"
  grep -qE '^3,,,,,,,yes$' "$said/out" || fail "the row without text"
  tells "3 rows with more or fewer fields than the header: kept (lines 2, 3, 4)"
  tells "1 row without text: no topic (line 4)"
}

case_unreadable_rows() {
  printf '{"id":1,"text":"Đường ngập nước"}\nnot json\n{"id":2,"text":"Rác đầy đường"}\n' >t.jsonl
  expect 1 classify t.jsonl -m "$TINY_MODEL" -o out.jsonl
  tells "1 row that cannot be read: kept, to review (line 2)"
  [ "$(wc -l <out.jsonl)" = 3 ] || fail "a row is lost"
  sed -n 2p out.jsonl | grep -q 'not json' || fail "the bytes of the row are lost"
  sed -n 2p out.jsonl | grep -q '"needs_review": *"yes"' || fail "the row is not marked"
  printf 'id,text\n1,Đường ngập nước\n2,"Rác đầy đường\n' >t.csv
  expect 1 classify t.csv -m "$TINY_MODEL"
  tells "1 row with a quote that is never closed"
  tail -n 1 "$said/out" | grep -q ',yes$' || fail "the row is not marked"
}

# A quote that is not closed swallows no rows; where it may have, the row is marked.
case_stray_quotes() {
  printf 'id,Nội dung\n1,"Đường ngập, chưa sửa\n2,Rác đầy đường\n3,Tổ trưởng "thu" quỹ\n4,"Thu "quỹ" tổ"\n' >t.csv
  expect 1 classify t.csv -m "$TINY_MODEL"
  [ "$(cut -d, -f1 "$said/out" | paste -sd ' ')" = "id 1 2 3 4" ] || fail "rows are lost: $(cat "$said/out")"
  [ "$(column "$said/out" needs_review | head -n 1)" = yes ] || fail "the row is not marked"
  tells "1 row with a quote that is never closed: kept, to review (line 2)"
  tells '1 row with a stray quote: kept as text; write "" for a quote in a quoted cell (line 5)'
  # the same from a pipe
  "$YKIEN" classify - -m "$TINY_MODEL" -q <t.csv >piped.csv
  same "$said/out" piped.csv
  # a text of several lines, or rows?
  printf 'id,Nội dung\n1,"Đường ngập\nđã lâu "chưa" sửa"\n2,"Rác ""đầy""\nđường"\n3,Thu quỹ\n' >t.csv
  expect 1 classify t.csv -m "$TINY_MODEL" --json -o out.csv
  [ "$(column out.csv needs_review | head -n 1)" = yes ] || fail "the row is not marked"
  [ "$(column out.csv id | paste -sd ' ')" = "1 2 3" ] || fail "rows are lost: $(cat out.csv)"
  python3 -c '
import json, sys
found = json.load(open(sys.argv[1]))
assert found["stray_over_lines"] == {"rows": 1, "first_lines": [2], "last_lines": [3]}, found
assert found["stray_quotes"]["rows"] == found["unterminated_quotes"]["rows"] == 0, found' "$said/out" || fail "the summary"
  expect 1 classify t.csv -m "$TINY_MODEL" -o out.csv
  tells "1 row of several lines with a stray quote, which may hold rows of its own"
  tells "(lines 2-3)"
}

# What is no text in the input is none in the result: numbers as written, booleans, null, nested values, keys
# that are not there.
case_json_values_keep_their_type() {
  cat >t.jsonl <<'JSON'
{"id":1,"text":"Đường ngập nước","score":1.50,"open":true,"tags":["a",1]}
{"id":12345678901234567890123,"text":"Rác đầy đường","score":null,"place":{"ward":7}}
{"id":"3","text":"Tổ trưởng thu quỹ","open":"true"}
JSON
  expect 0 classify t.jsonl -m "$TINY_MODEL" -q -o out.jsonl
  for row in 1 2 3; do
    local before
    before=$(sed -n ${row}p t.jsonl)
    sed -n ${row}p out.jsonl | grep -qF "${before%\}}," || fail "row $row: $(sed -n ${row}p out.jsonl)"
  done
  expect 0 sample t.jsonl -n 1 --all -m "$TINY_MODEL" -o picked.jsonl
  sed -n 2p picked.jsonl | grep -qF '"score":null,"place":{"ward":7},"label":""' || fail "sample: $(cat picked.jsonl)"
  expect 0 classify t.jsonl -m "$TINY_MODEL" -q -o out.csv
  grep -q '^1,Đường ngập nước,1.50,true,' out.csv || fail "CSV: $(cat out.csv)"
}

case_columns_that_exist_already() {
  table
  expect 0 classify table.csv -m "$TINY_MODEL" -q -o once.csv
  expect 0 classify once.csv -m "$TINY_MODEL" -q -o twice.csv
  says "topic_2, topic_name_2"
  head -n 1 twice.csv | grep -q ';needs_review;topic_2;topic_name_2;probability_2;secondary_2;needs_review_2' || fail "the header"
}

case_formats() {
  table
  expect 0 classify table.csv -m "$TINY_MODEL" -q -o a.jsonl
  sed -n 1p a.jsonl | grep -q '"topic": *"development"' || fail "no JSON Lines"
  sed -n 1p a.jsonl | grep -qE '"probability": *0\.[0-9]+' || fail "the probability is no number"
  expect 0 classify table.csv -m "$TINY_MODEL" -q -o a.tsv
  grep -q 'Ghi chú	topic	' a.tsv || fail "no tabs"
  expect 0 classify table.csv -m "$TINY_MODEL" -q -f tsv -o a.txt
  same a.tsv a.txt
  expect 0 classify table.csv -m "$TINY_MODEL" -q -o a.xlsx
  [ "$(head -c 2 a.xlsx)" = PK ] || fail "no XLSX"
  # and back: every format is read again and gives the same topics
  local name
  for name in a.jsonl a.tsv a.xlsx; do
    expect 0 classify $name -m "$TINY_MODEL" -q -c "Nội dung phản ánh" -f csv -o "again_$name.csv"
    [ "$(column again_$name.csv topic_2 | paste -sd ' ')" = "$(column a.tsv topic "	" | paste -sd ' ')" ] || fail "$name"
  done
}

# Cells that Excel takes for formulas: as they are in CSV, text in a workbook.
case_formulas_in_cells() {
  printf 'id,Nội dung,x\n1,"=HYPERLINK(""http://a"",""Đường ngập"")",=1+1\n2,-Rác đầy đường,@SUM(A1)\n' >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL" -q
  prints '1,"=HYPERLINK(""http://a"",""Đường ngập"")",=1+1,'
  expect 0 classify t.csv -m "$TINY_MODEL" -q -o out.xlsx
  python3 - out.xlsx <<'PYTHON' || fail "a formula in the workbook"
import sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
assert len(sheets) == 1 and b"<f" not in sheets[0] and b"=1+1" in sheets[0] and b"@SUM(A1)" in sheets[0]
PYTHON
}

# On standard output the format is that of the input; a workbook becomes CSV.
case_format_of_standard_output() {
  table
  expect 0 classify table.csv -m "$TINY_MODEL" -q -f xlsx -o a.xlsx
  expect 0 classify a.xlsx -m "$TINY_MODEL" -q
  prints "Ghi chú,topic,topic_name"
  expect 0 classify table.csv -m "$TINY_MODEL" -q -f jsonl
  cp "$said/out" a.jsonl
  expect 0 classify a.jsonl -m "$TINY_MODEL" -q
  prints '"needs_review_2"'
}

case_standard_input_and_output() {
  table
  expect 0 classify table.csv -m "$TINY_MODEL" -q
  cp "$said/out" a.csv
  cat table.csv | "$YKIEN" classify - -m "$TINY_MODEL" -q >b.csv || fail "from a pipe"
  same a.csv b.csv
  "$YKIEN" classify - -m "$TINY_MODEL" -q -o - <table.csv >b.csv || fail "from a file"
  same a.csv b.csv
}

# Lines that are UTF-8 already take another way than those that are looked at, or that a piece cuts.
case_pieces_of_any_size() {
  cat >make.py <<'PYTHON'
import csv, sys
with open("t.csv", "w", encoding="utf-8-sig", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["STT", "Nội dung"])
    for i in range(4000):
        text = f"Đường hẻm {i} ngập nước, đề nghị phường xử lý sớm"
        if i % 50 == 7: text += " ~ 5 m² ở 30°C"
        if i % 300 == 9: text += "\nđã nêu ^ nhiều lần"
        if i % 1500 == 11: text += " rác đầy đường" * 9000
        rows.writerow([i, text])
PYTHON
  cat >dribble.py <<'PYTHON'
import sys
with open("t.csv", "rb") as file:
    for size in [3, 1, 700, 65536, 5000, 130000] * 1000:
        piece = file.read(size)
        if not piece: break
        sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
PYTHON
  cat >compare.py <<'PYTHON'
import csv
def cells(name): return [row[:2] for row in csv.reader(open(name, encoding="utf-8-sig", newline=""))]
assert cells("t.csv") == cells("out.csv"), "texts changed"
PYTHON
  python3 make.py
  expect 0 classify t.csv -m "$TINY_MODEL" -q -f csv -o out.csv
  python3 compare.py || fail "the texts"
  expect 0 classify t.csv -m "$TINY_MODEL" -q
  python3 dribble.py | "$YKIEN" classify - -m "$TINY_MODEL" -q >piped.csv || fail "from a pipe"
  same "$said/out" piped.csv
}

case_summary() {
  table
  expect 0 classify table.csv -m "$TINY_MODEL" -o out.csv
  tells "50.0%"
  tells "Kinh tế - xã hội (development)"
  tells "table.csv: 7 rows, "
  expect 0 classify table.csv -m "$TINY_MODEL" -o out.csv -q
  silent err
  expect 0 classify table.csv -m "$TINY_MODEL" -o out.csv --json
  silent err
  python3 - "$said/out" <<'PYTHON' || fail "the JSON summary"
import json, sys
summary = json.load(open(sys.argv[1], encoding="utf-8"))
assert summary["rows"] == 7 and summary["without_text"] == {"rows": 1, "first_lines": [6]}
assert [topic["id"] for topic in summary["topics"]] == ["policy", "development", "residential_groups"]
assert sum(topic["rows"] for topic in summary["topics"]) == 6
PYTHON
}

case_probabilities_and_secondary() {
  table
  expect 0 classify table.csv -m "$TINY_MODEL" -q -o out.csv
  column out.csv probability ';' | grep -vE '^(0\.[0-9]{4}|1\.0000|)$' && fail "a probability without four decimals"
  printf 'text\n%s\n' "hỗ trợ của tổ" >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL" -q -f csv
  grep -qE '^hỗ trợ của tổ,[^,]*,[^,]*,0\.[0-9]{4},(policy|residential_groups),yes$' "$said/out" || fail "no secondary topic"
}

case_same_bytes_for_any_number_of_threads() {
  many 30000 >many.csv
  local threads
  for threads in 1 2 3 8; do
    expect 0 classify many.csv -m "$TINY_MODEL" -q -t $threads -o $threads.csv
  done
  for threads in 2 3 8; do same 1.csv $threads.csv; done
  [ "$(wc -l <1.csv)" = 30001 ] || fail "rows are missing"
}

case_same_bytes_in_any_locale() {
  table
  local locale
  for locale in C C.UTF-8 tr_TR.UTF-8 de_DE.UTF-8 vi_VN.UTF-8; do
    LC_ALL=$locale "$YKIEN" classify table.csv -m "$TINY_MODEL" >$locale.csv 2>$locale.err || fail "$locale"
    same C.csv $locale.csv
    same C.err $locale.err
  done
}

# A cell of several megabytes, and one row after it.
case_giant_cell() {
  { printf 'id,text\n1,"'; head -c 8000000 /dev/zero | tr '\0' 'x'; printf ' đường ngập nước"\n2,Rác đầy đường\n'; } >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL" -q -o out.csv
  [ "$(wc -l <out.csv)" = 3 ] || fail "rows are missing"
  [ "$(wc -c <out.csv)" -gt 8000000 ] || fail "the cell is cut"
}

case_memory_stays_small() {
  [ -z "$YKIEN_SANITIZE" ] || skip "sanitizers need memory of their own"
  many 200000 >many.csv
  python3 - "$YKIEN" classify many.csv -m "$TINY_MODEL" -q -t 2 -o out.csv >"$said/out" <<'PYTHON' || fail "exit code"
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PYTHON
  [ "$(cat "$said/out")" -lt 100000 ] || fail "more than 100 MB of memory"
}

# One row for each request, the places leading back into the cell.
case_split_requests() {
  printf 'id;Nội dung;x\n1;"Kính gửi phường 😀. Đề nghị: 1. Sửa đường ngập nước. 2. Tổ trưởng thu quỹ sai";a\n2;;b\n3;Đường ngập nước;c\n' >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL" -q --split-requests -o out.csv
  python3 - out.csv <<'PYTHON' || fail "the requests"
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""), delimiter=";"))
assert [(row["id"], row["request"], row["x"]) for row in rows] == [("1", "1", "a"), ("1", "2", "a"), ("2", "", "b"), ("3", "1", "c")]
for row in rows:
    cell = row["Nội dung"]
    if not row["request"]:
        assert row["request_text"] == row["begin"] == row["topic"] == ""
        continue
    assert cell[int(row["begin"]):int(row["end"])] == row["request_text"]
    assert cell.encode()[int(row["byte_begin"]):int(row["byte_end"])].decode() == row["request_text"]
assert rows[0]["request_text"].endswith("1. Sửa đường ngập nước.") and rows[0]["request_text"].startswith("Kính gửi")
assert rows[1]["request_text"] == "2. Tổ trưởng thu quỹ sai"
assert [row["topic"] for row in rows] == ["development", "residential_groups", "", "development"]
PYTHON
  head -n 1 out.csv | grep -q 'x;request;begin;end;byte_begin;byte_end;request_text;topic;' || fail "the header"
  expect 0 classify t.csv -m "$TINY_MODEL" --split-requests -o out.jsonl
  tells "4 rows"
  grep -qE '"request": *2, *"begin": *[0-9]+' out.jsonl || fail "numbers"
}

case_split_requests_of_several_columns() {
  printf 'a,b\nĐường ngập nước,Tổ trưởng thu quỹ\n' >t.csv
  expect 0 classify t.csv -m "$TINY_MODEL" -q --split-requests -c a -c b -f jsonl
  prints '"byte_end"'
}
