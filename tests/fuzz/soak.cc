// soak: the text room and the classifier on short texts of any bytes, many millions of them.
//   soak FOLDER... [--runs=N] [--seconds=S] [--seed=N] [--threads=N]
// Files of the folders of 100 bytes and less (and what longer ones begin with) are changed at random, the
// same way for the same seed, and each text goes through decode, normalize, tokenize, sentences, segment,
// restore and classify, with what must hold of the results. A text that takes longer than kHang seconds or
// ends the process is printed in hexadecimal digits, with the number to find it again. Exit code 0: nothing
// was found.
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/detail/random.h"
#include "ykien/text/decode.h"
#include "ykien/text/normalize.h"
#include "ykien/text/restore.h"
#include "ykien/text/segment.h"
#include "ykien/text/sentences.h"
#include "ykien/text/tokenize.h"
#include "ykien/topic/classify.h"

namespace {

constexpr std::size_t kLongest = 100;
constexpr int kHang = 10;  // seconds of processor time: other programs may keep this one waiting
constexpr std::size_t kMostThreads = 64;

// What each thread is at, where a signal handler finds it.
struct Current {
  std::array<char, kLongest> bytes{};
  std::atomic<std::size_t> size{0};
  std::atomic<std::uint64_t> run{0};
  std::atomic<const char*> failed{nullptr};
};
std::array<Current, kMostThreads> current;
std::array<std::uint64_t, kMostThreads> seen_run{};
std::array<std::size_t, kMostThreads> ticks_seen{};
std::atomic<std::size_t> thread_count{0};
thread_local std::size_t own = 0;

// Only what a signal handler may do.
void write_text(const char* text) {
  std::size_t size = 0;
  while (text[size] != '\0') ++size;
  if (write(STDERR_FILENO, text, size) < 0) _exit(3);
}

void write_number(std::uint64_t number) {
  char digits[21] = {};
  std::size_t at = sizeof(digits) - 1;
  do digits[--at] = static_cast<char>('0' + number % 10);
  while ((number /= 10) > 0);
  write_text(digits + at);
}

void tell(const char* what, std::size_t thread) {
  constexpr const char* kDigits = "0123456789abcdef";
  write_text("\nsoak: ");
  write_text(what);
  write_text(", thread ");
  write_number(thread);
  write_text(", run ");
  write_number(current[thread].run);
  write_text(", bytes ");
  for (std::size_t i = 0; i < current[thread].size; ++i) {
    const auto byte = static_cast<unsigned char>(current[thread].bytes[i]);
    const char pair[] = {kDigits[byte >> 4], kDigits[byte & 15], '\0'};
    write_text(pair);
  }
  write_text("\n");
}

void on_crash(int signal_number) {
  const char* const failed = current[own].failed;
  tell(failed != nullptr ? failed : "crash", own);
  std::signal(signal_number, SIG_DFL);
  std::raise(signal_number);
}

// After each second of processor time that the threads take together.
void on_tick(int) {
  for (std::size_t thread = 0; thread < thread_count; ++thread) {
    const std::uint64_t run = current[thread].run;
    ticks_seen[thread] = run == seen_run[thread] ? ticks_seen[thread] + 1 : 0;
    seen_run[thread] = run;
    if (ticks_seen[thread] < kHang * thread_count) continue;
    tell("hang", thread);
    _exit(1);
  }
}

void tick(bool on) {
  const timeval second{on ? 1 : 0, 0};
  const itimerval every{second, second};
  setitimer(ITIMER_PROF, &every, nullptr);
}

void require(bool holds, const char* what) {
  if (holds) return;
  current[own].failed = what;
  std::abort();
}

std::vector<std::string> seeds_of(const std::vector<std::string>& folders) {
  std::vector<std::string> seeds = {"", "đường hẻm 45/12 ngập nước",
                                    "Tổ dân phố 7 họp, thu quỹ sai quy định.", "to dan pho khong hop",
                                    "\xA7\xAD\xEBng h\xCE"
                                    "m tr\xAD\xED"
                                    "c nh\xB5"};
  for (const std::string& folder : folders) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
      if (seeds.back().size() > kLongest) seeds.back().resize(kLongest);
    }
  }
  std::ranges::sort(seeds);  // folders have no order of their own
  return seeds;
}

// Texts made of the seeds: by bytes changed, pieces cut, doubled and put in from elsewhere.
class Mutator {
 public:
  Mutator(const std::vector<std::string>& seeds, std::uint64_t seed) : seeds_(seeds), random_(seed) {}

  const std::string& next() {
    text_ = any_seed();
    for (std::uint64_t changes = random_.below(6); changes > 0; --changes) change();
    const bool cut = text_.size() > kLongest || random_.below(2) == 0;
    if (cut) text_.resize(random_.below(std::min(text_.size(), kLongest) + 1));
    return text_;
  }

 private:
  const std::string& any_seed() { return seeds_[random_.below(seeds_.size())]; }
  std::size_t any_place() { return random_.below(text_.size() + 1); }

  std::string_view any_piece_of(std::string_view text) {
    const std::size_t begin = random_.below(text.size() + 1);
    return text.substr(begin, random_.below(12));
  }

  void change() {
    constexpr std::string_view kMarks =
        "\xCC\x81\xCC\xA3\xCC\x82\xC2\xAD\xE2\x80\x8D\xF0\x9F\x91\x8D.,;:?!@/-_\"\n";
    const std::string piece(random_.below(4) == 0 ? any_piece_of(kMarks) : any_piece_of(any_seed()));
    switch (random_.below(6)) {
      case 0: text_.insert(any_place(), piece); break;
      case 1: text_.erase(any_place(), random_.below(8)); break;
      case 2: text_.insert(any_place(), std::string(any_piece_of(text_))); break;
      case 3: text_.insert(any_place(), 1 + random_.below(4), static_cast<char>(random_.below(256))); break;
      default:
        if (!text_.empty()) text_[random_.below(text_.size())] = static_cast<char>(random_.below(256));
    }
  }

  const std::vector<std::string>& seeds_;
  ykien::detail::SplitMix64 random_;
  std::string text_;
};

void check_ranges(const std::vector<ykien::Range>& ranges, std::size_t size, const char* what) {
  std::uint32_t last = 0;
  for (const ykien::Range range : ranges) {
    require(range.begin >= last && range.end > range.begin && range.end <= size, what);
    last = range.end;
  }
}

class Soaker {
 public:
  // What came out, as one number: the same seed gives the same.
  std::uint64_t take(const std::string& bytes) {
    const ykien::Decoded decoded = ykien::decode(bytes);
    require(ykien::is_utf8(decoded.text), "decode");
    take_text(bytes);
    if (decoded.text != bytes) take_text(decoded.text);
    return mix(decoded.text.size());
  }

 private:
  std::uint64_t mix(std::uint64_t number) { return sum_ = (sum_ ^ number) * 0x9E3779B97F4A7C15U; }

  void take_text(std::string_view text) {
    const ykien::Normalized folded = ykien::normalize(text);
    require(ykien::is_utf8(folded.text), "normalize");
    tokens_.clear();
    ykien::tokenize(folded.text, tokens_);
    std::uint32_t last = 0;
    for (const ykien::Token& token : tokens_) {
      require(token.range.begin >= last && token.range.end > token.range.begin, "tokenize");
      last = token.range.end;
      require(folded.offsets.source(token.range).end <= text.size(), "offsets");
    }
    require(last <= folded.text.size(), "tokenize");
    check_ranges(ykien::sentences(text), text.size(), "sentences");
    segmenter_.segment(text, words_, segment_workspace_);
    check_ranges(words_.units, text.size(), "segment");
    const ykien::Restored restored = ykien::restore_accents(text, accents_);
    require(restored.text.size() >= text.size(), "restore");
    for (const ykien::RestoredSyllable& one : restored.syllables)
      require(one.to.end <= restored.text.size() && one.from.end <= text.size() && one.confidence <= 1,
              "restore");
    float total = 0;
    const ykien::Decision decision = classifier_.classify(text, workspace_);
    for (const float share : decision.probabilities()) total += share;
    require(std::abs(total - 1) < 1e-3F, "classify");
    mix(tokens_.size() + words_.words.size() + restored.text.size());
  }

  ykien::AccentModel accents_ = ykien::AccentModel::shipped();
  ykien::Classifier classifier_{ykien::Model::civic()};
  ykien::Segmenter segmenter_;
  ykien::Workspace workspace_;
  ykien::SegmentWorkspace segment_workspace_;
  ykien::Segmented words_;
  std::vector<ykien::Token> tokens_;
  std::uint64_t sum_ = 0;
};

struct Settings {
  std::uint64_t runs = 1'000'000;  // of all threads
  std::uint64_t seconds = 0;       // 0: without end
  std::uint64_t seed = 1;
  std::uint64_t threads = 1;
  std::vector<std::string> folders;
};

bool take_option(std::string_view word, std::string_view name, std::uint64_t& value) {
  if (!word.starts_with(name)) return false;
  value = std::strtoull(word.substr(name.size()).data(), nullptr, 10);
  return true;
}

Settings settings_of(int argc, char** argv) {
  Settings settings;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (take_option(word, "--runs=", settings.runs) || take_option(word, "--seconds=", settings.seconds) ||
        take_option(word, "--seed=", settings.seed) || take_option(word, "--threads=", settings.threads))
      continue;
    settings.folders.emplace_back(word);
  }
  settings.threads = std::clamp<std::uint64_t>(settings.threads, 1, kMostThreads);
  return settings;
}

struct Total {
  std::uint64_t runs = 0;
  std::uint64_t sum = 0;
};

void soak(std::size_t thread, const Settings& settings, const std::vector<std::string>& seeds,
          std::chrono::steady_clock::time_point end, Total& total) {
  own = thread;
  Soaker soaker;
  Mutator mutator(seeds, settings.seed * kMostThreads + thread);
  const std::uint64_t runs = settings.runs / settings.threads;
  for (; total.runs < runs; ++total.runs) {
    if (total.runs % 1024 == 0 && settings.seconds > 0 && std::chrono::steady_clock::now() > end) break;
    const std::string& text = mutator.next();
    text.copy(current[thread].bytes.data(), kLongest);
    current[thread].size = text.size();
    ++current[thread].run;
    total.sum = soaker.take(text);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const Settings settings = settings_of(argc, argv);
  const std::vector<std::string> seeds = seeds_of(settings.folders);
  for (const int signal_number : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT})
    std::signal(signal_number, on_crash);
  std::signal(SIGPROF, on_tick);
  thread_count = settings.threads;
  tick(true);
  const auto begin = std::chrono::steady_clock::now();
  std::vector<Total> totals(settings.threads);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < settings.threads; ++i) {
    threads.emplace_back(
        [&, i] { soak(i, settings, seeds, begin + std::chrono::seconds(settings.seconds), totals[i]); });
  }
  for (std::thread& thread : threads) thread.join();
  tick(false);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  Total all;
  for (const Total& one : totals) all = {all.runs + one.runs, all.sum ^ one.sum};
  std::printf("%llu texts of %zu seeds in %.1f s, %.0f a second and thread, nothing found; sum %016llx\n",
              static_cast<unsigned long long>(all.runs), seeds.size(), took.count(),
              static_cast<double>(all.runs) / took.count() / static_cast<double>(settings.threads),
              static_cast<unsigned long long>(all.sum));
  return all.runs == 0 ? 1 : 0;
}
