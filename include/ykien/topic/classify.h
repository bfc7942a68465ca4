// classify: one text -> ranked topics with calibrated probabilities.
#ifndef YKIEN_TOPIC_CLASSIFY_H_
#define YKIEN_TOPIC_CLASSIFY_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/text/restore.h"
#include "ykien/topic/model.h"
#include "ykien/topic/vectorize.h"

namespace ykien {

namespace detail {
class Decider;
struct FusedTables;
struct Passage;
}  // namespace detail

// What is decided about one text. Plain data of fixed size, no allocation. Its lists are views of it: ask
// them of a Decision with a name, not of one that ends with the expression.
class Decision {
 public:
  // No topics, all zeros.
  YKIEN_API Decision() noexcept;

  // The most probable topic; ties go to the topic that stands first in the model.
  std::uint32_t topic() const noexcept { return ranked_[0]; }
  // Its calibrated probability, 0..1.
  float probability() const noexcept { return probabilities_[ranked_[0]]; }
  // All topics, most probable first.
  std::span<const std::uint8_t> ranked() const& noexcept { return {ranked_.data(), count_}; }
  std::span<const std::uint8_t> ranked() const&& = delete;
  // By topic number; they add up to 1.
  std::span<const float> probabilities() const& noexcept { return {probabilities_.data(), count_}; }
  std::span<const float> probabilities() const&& = delete;
  // The topics after the first whose probability reaches the model's secondary threshold.
  std::span<const std::uint8_t> secondary() const& noexcept { return {ranked_.data() + 1, secondary_}; }
  std::span<const std::uint8_t> secondary() const&& = delete;
  // True when a person should look: the probability is under the model's threshold, or no feature was known.
  bool needs_review() const noexcept { return needs_review_; }

 private:
  friend detail::Decider;

  std::array<float, kMostTopics> probabilities_;
  std::array<std::uint8_t, kMostTopics> ranked_;
  std::uint8_t count_ = 0;
  std::uint8_t secondary_ = 0;
  bool needs_review_ = true;
};

// The readable stages after vectorize(). score: one logit a topic, not calibrated. decide: `logits` as
// score() gives them, `known` whether the vector had any feature. Thread-safe.
YKIEN_API std::vector<float> score(const Model& model, const SparseVector& vector);
YKIEN_API Decision decide(const Model& model, std::span<const float> logits, bool known) noexcept;

// All stages one after the other: decode's policy for bad bytes, normalize, tokenize, vectorize, score,
// decide. What Classifier does fast; meant for reading, tests and explanations. Thread-safe.
YKIEN_API Decision classify_by_stages(const Model& model, std::string_view utf8,
                                      const AccentModel* accents = nullptr);

// The buffers of one thread. Any classifier may use it; changing classifiers empties its memo. Not
// thread-safe.
//
// The first text that a classifier is given with a workspace, an empty one will do, makes the room that its
// model needs for texts of up to 4 KiB. From then on classifying such texts, any bytes at all, allocates
// nothing. A longer text makes more room where it needs it, or reserve() does beforehand.
class YKIEN_API Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;

  // Lets the room that is made be enough for texts of `bytes` bytes, whatever they are (some 140 bytes of
  // memory for each with the civic model). Comes before the first text, or else empties the memo.
  void reserve(std::size_t bytes);

  struct Buffers;
  Buffers& buffers() noexcept { return *buffers_; }

 private:
  std::unique_ptr<Buffers> buffers_;
};

// The fused path: the same topics as classify_by_stages(), probabilities within 1e-5. Immutable: one may
// serve many threads, each with a Workspace of its own. Once a workspace is ready (see there), classifying
// allocates nothing. Running out of memory while it grows ends the program.
class YKIEN_API Classifier {
 public:
  // With `accents` a text that counts as typed without accents (FeatureOptions::unaccented_share) gets them
  // before it is read: more of such texts come out right. It takes longer then, some microseconds a word, and
  // allocates.
  explicit Classifier(Model model, std::optional<AccentModel> accents = {});

  // `utf8`: any bytes; ill-formed ones count as U+FFFD. O(bytes). Of more than 4 GiB - 1 bytes only those are
  // read, before and after folding; a text that folds to more gets no accents.
  Decision classify(std::string_view utf8, Workspace& workspace) const noexcept;
  // decisions[i] for texts[i]; the spans have the same length (the shorter one counts).
  void classify_batch(std::span<const std::string_view> texts, std::span<Decision> decisions,
                      Workspace& workspace) const noexcept;

  const Model& model() const noexcept { return model_; }

 private:
  void decide_restored(std::span<const detail::Passage> passages, std::span<Decision> decisions,
                       Workspace::Buffers& work) const;

  Model model_;
  std::optional<AccentModel> accents_;
  std::shared_ptr<const detail::FusedTables> tables_;
};

// What became of a model's own samples.
struct SelfTest {
  std::size_t samples = 0;
  std::size_t changed = 0;   // get another topic than when the model was made
  std::size_t right = 0;     // get the topic expected of them
  std::size_t required = 0;  // so many must be right: Model::sample_accuracy() of them, rounded up

  bool passed() const noexcept { return changed == 0 && right >= required; }
};

// Classifies the samples of the model.
YKIEN_API SelfTest self_test(const Model& model);

}  // namespace ykien

#endif  // YKIEN_TOPIC_CLASSIFY_H_
