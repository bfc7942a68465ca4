// Distinctive words, drift of words inside a topic, and periods with unusually many new words.
#include <algorithm>
#include <cmath>

#include "study/detail/trend_parts.h"
#include "ykien/study/distinctive.h"
#include "ykien/study/drift.h"
#include "ykien/study/keyness.h"
#include "ykien/study/novelty.h"
#include "ykien/study/term_corpus.h"

namespace ykien::detail {
namespace {

constexpr std::size_t kLeastTexts = 20;  // a set of fewer texts is not compared
constexpr std::size_t kMostWords = 12;   // shown of a set
constexpr std::uint32_t kPermutations = 499;
constexpr double kDriftLevel = 0.05;

class WordStudy {
 public:
  WordStudy(const StudyState& state, TrendReport& report)
      : state_(state),
        report_(report),
        corpus_(TermOptions{3}),
        of_topic_(state.topics),
        not_of_topic_(state.topics) {
    for (const StudyText& text : state.input.texts) {
      const std::uint32_t number = corpus_.add(text.text);
      for (std::uint32_t topic = 0; topic < state.topics; ++topic)
        (state.gives(text.row, topic) ? of_topic_ : not_of_topic_)[topic].push_back(number);
      period_.push_back(state.input.period[text.row]);
    }
  }

  void add_words() {
    for (std::uint32_t topic = 0; topic < state_.topics; ++topic) {
      add_against_topics(topic);
      add_against_periods(topic);
    }
  }

  void add_drift() {
    if (report_.periods.size() < 2) return;
    std::vector<double> p;
    for (std::uint32_t topic = 0; topic < state_.topics; ++topic) compare_halves(topic);
    for (const ReportDrift& drift : report_.drift) p.push_back(drift.p);
    const std::vector<double> q = adjusted(p);
    tell_drift(q);
  }

  void tell_novelty() {
    BothLanguages periods;
    const auto points = novelty_chart(unseen_words(corpus_, period_, report_.periods.size()));
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (points[i].state == NoveltyState::alarm)
        periods.english += (periods.english.empty() ? "" : ", ") + report_.periods[i].label;
    }
    if (periods.english.empty()) return;
    add_notice(report_, "new_words", false,
               {"Nhiều từ chưa từng gặp hơn thường lệ trong: " + periods.english +
                    ". Có thể có chuyện mới mà máy chưa học; hãy đọc các ý kiến ấy.",
                "More unseen words than usual in: " + periods.english +
                    ". There may be something new that the classifier has not learnt; read those rows."});
  }

 private:
  using Texts = std::vector<std::uint32_t>;

  void add_against_topics(std::uint32_t topic) {
    add({topic, true, 0, report_.periods.size() - 1, {}}, of_topic_[topic], not_of_topic_[topic]);
  }

  // Stretches between change points.
  void add_against_periods(std::uint32_t topic) {
    if (report_.changes.empty()) return;
    std::size_t first = 0;
    for (std::size_t i = 0; i <= report_.changes.size(); ++i) {
      const std::size_t end = i < report_.changes.size() ? report_.changes[i].period : report_.periods.size();
      Texts here;
      Texts elsewhere;
      for (const std::uint32_t text : of_topic_[topic])
        (period_[text] >= first && period_[text] < end ? here : elsewhere).push_back(text);
      add({topic, false, first, end - 1, {}}, here, elsewhere);
      first = end;
    }
  }

  void add(ReportWords words, const Texts& here, const Texts& elsewhere) {
    if (here.size() < kLeastTexts || elsewhere.size() < kLeastTexts) return;
    DistinctiveOptions options;
    options.most_words = kMostWords;
    const std::vector<DistinctiveWord> found = distinctive_words(corpus_, here, elsewhere, options);
    const auto text_of = [this](std::uint32_t text) {
      return std::string_view(state_.input.texts[text].text);
    };
    words.found = word_list(found, here.size(), elsewhere.size(), text_of);
    report_.words.push_back(std::move(words));
  }

  // The texts of a topic in time, the earlier half against the later one.
  void compare_halves(std::uint32_t topic) {
    Texts texts = of_topic_[topic];
    std::ranges::stable_sort(texts, {}, [this](std::uint32_t text) { return period_[text]; });
    const std::size_t half = texts.size() / 2;
    if (half < kLeastTexts || period_[texts.front()] == period_[texts.back()]) return;
    const Texts early = spread(std::span(texts).first(half));
    const Texts late = spread(std::span(texts).subspan(half));
    DriftOptions options;
    options.permutations = kPermutations;
    options.seed = state_.options.prevalence.seed;
    const Drift drift = vocabulary_drift(corpus_, early, late, options);
    if (drift.defined) report_.drift.push_back({topic, drift.divergence, drift.chance_mean, drift.p});
  }

  // At most as many as are wanted, evenly from all.
  Texts spread(std::span<const std::uint32_t> texts) const {
    const std::size_t wanted = std::min(texts.size(), state_.options.most_drift_texts);
    Texts some;
    for (std::size_t i = 0; i < wanted; ++i) some.push_back(texts[i * texts.size() / wanted]);
    std::ranges::sort(some);
    return some;
  }

  void tell_drift(const std::vector<double>& q) {
    BothLanguages names;
    for (std::size_t i = 0; i < q.size(); ++i) {
      if (q[i] >= kDriftLevel) continue;
      const Topic& topic = report_.topics[report_.drift[i].topic];
      names.vietnamese += (names.vietnamese.empty() ? "" : ", ") + topic.name;
      names.english +=
          (names.english.empty() ? "" : ", ") + (topic.english.empty() ? topic.id : topic.english);
    }
    if (names.english.empty()) return;
    add_notice(report_, "words_moved", false,
               {"Từ ngữ trong các nhóm sau đã đổi giữa nửa đầu và nửa sau: " + names.vietnamese +
                    ". Máy có thể nhầm khác trước; nên gán nhãn một mẫu của mỗi nửa.",
                "Words changed between the earlier and the later half inside: " + names.english +
                    ". The classifier may err otherwise than before; label a sample of each half."});
  }

  const StudyState& state_;
  TrendReport& report_;
  TermCorpus corpus_;
  std::vector<Texts> of_topic_;        // ascending
  std::vector<Texts> not_of_topic_;    // ascending
  std::vector<std::uint32_t> period_;  // of each text
};

}  // namespace

void add_words(const StudyState& state, TrendReport& report) {
  if (state.input.texts.empty()) return;
  WordStudy study(state, report);
  study.add_words();
  study.add_drift();
  study.tell_novelty();
}

}  // namespace ykien::detail
