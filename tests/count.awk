# Reads ctest's report (JUnit XML). Prints what failed with its output and why each skipped test was skipped, and as
# its last line "PASSED FAILED SKIPPED". A test that did not run without asking to be skipped has failed.

function plain(text) {
  gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'", text)
  gsub(/&amp;/, "\\&", text)
  return text
}

# field: the value of NAME="..." in a line.
function field(line, name) {
  if (!match(line, "[ \t]" name "=\"[^\"]*\"")) return ""
  return plain(substr(line, RSTART + length(name) + 3, RLENGTH - length(name) - 4))
}

# reason: GoogleTest says it in the lines after "Skipped"; a script in its last line.
function reason(    i, said) {
  for (i = 1; i <= lines; i++) if (output[i] ~ /: Skipped$/) return output[i + 1]
  for (i = 1; i <= lines; i++) if (output[i] != "") said = output[i]
  return said == "" ? message : said
}

function close_case(    i) {
  if (status == "run") { passed++; return }
  if (status == "disabled" || (status == "notrun" && message ~ /^SKIP_/)) {
    skipped++
    print "SKIPPED: " name ": " reason()
    return
  }
  failed++
  print "FAILED: " name (message == "" ? "" : " (" message ")")
  for (i = (lines > 60 ? lines - 59 : 1); i <= lines; i++) print "    " output[i]
}

/<testcase / { name = field($0, "name"); status = field($0, "status"); message = ""; lines = 0 }
/<(skipped|failure) message=/ { message = field($0, "message") }
/<system-out>/ { inside = 1; sub(/.*<system-out>/, "") }
inside {
  ending = index($0, "</system-out>")
  output[++lines] = plain(ending ? substr($0, 1, ending - 1) : $0)
  if (ending) inside = 0
}
/<\/testcase>/ { close_case() }
END { print passed + 0, failed + 0, skipped + 0 }
