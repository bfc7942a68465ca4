// Model: everything a classifier needs, from one checked file or from the one compiled in.
#ifndef YKIEN_TOPIC_MODEL_H_
#define YKIEN_TOPIC_MODEL_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"

namespace ykien {

namespace detail {
struct ModelData;
}

// At most this many topics in one model: a Decision keeps them all without allocating.
inline constexpr std::size_t kMostTopics = 64;

struct Topic {
  std::string id;       // policy
  std::string name;     // Triển khai nghị quyết, chỉ thị, chính sách, pháp luật
  std::string english;  // Policy implementation
};

// Which of its two readings of a token a feature stream uses.
enum class StreamKind : std::uint8_t {
  accented,    // the folded token: đường
  plain,       // the token without accents, so that text typed without them is still understood: duong
  unaccented,  // the same, read by texts alone that count as typed without accents; learned from copies
};

// What the plain stream counts beside the accented one unless told otherwise: it repeats what the accents say
// better.
inline constexpr float kPlainWeight = 0.3F;

// One family of n-gram features: all runs of `min_n` to `max_n` consecutive units of its kind.
struct StreamOptions {
  StreamKind kind = StreamKind::accented;
  std::uint32_t min_n = 1;
  std::uint32_t max_n = 3;
  float weight = 1;  // times the idf of its features: what the stream counts beside the others
  friend bool operator==(const StreamOptions&, const StreamOptions&) = default;
};

// How texts become features. Stands in the model; the defaults are what training uses unless told otherwise.
struct FeatureOptions {
  std::vector<StreamOptions> streams = {{StreamKind::accented, 1, 3, 1},
                                        {StreamKind::plain, 1, 2, kPlainWeight}};
  bool sublinear_tf = true;  // 1 + ln(tf) instead of tf
  bool l2_norm = true;       // scale every vector to length 1
  // A text in which less than this share of the syllables has a letter beyond ASCII counts as typed without
  // accents: accented streams pass it over, since its "to" need not be the word "to", and streams of
  // unaccented texts read no other. 0..1; 0: no text counts so.
  float unaccented_share = 0.15F;
  // Every text begins with a unit of its own, "<đầu>", so that a run of syllables that opens a text is
  // another feature than the same run further on. By itself the unit is none.
  bool mark_start = true;
  friend bool operator==(const FeatureOptions&, const FeatureOptions&) = default;
};

// One thing to know about where a model comes from, e.g. {"review_threshold", "0.61: lowest at which ..."}.
struct Fact {
  std::string key;
  std::string value;
  friend bool operator==(const Fact&, const Fact&) = default;
};

// A text for the model to check itself with; see self_test() in classify.h.
struct Sample {
  std::string text;
  std::uint32_t topic = 0;     // the decision when the model was made
  std::uint32_t expected = 0;  // what a person says it should be
};

// Immutable and cheap to copy (copies share). All members are const and safe to call from many threads.
class YKIEN_API Model {
 public:
  // Reads and checks the whole file: lengths, checksums, every index and number.
  // Errors: not_found, io, damaged (a truncation or any changed byte), version (of an older or a newer
  // ykien).
  static Model load(const std::string& path);
  // The same for bytes in memory; `name` stands for the file in messages. The bytes are copied.
  static Model from_bytes(std::string_view bytes, const std::string& name = "model");
  // The model compiled into the library: the topic groups of a ward dialogue. Loaded at the first call; where
  // assertions are on, its self_test() must pass then.
  static const Model& civic();

  // The file's bytes; the same model always gives the same bytes.
  std::string to_bytes() const;

  std::span<const Topic> topics() const noexcept;
  // The number of the topic with this id; throws Error(not_found) naming the ids there are.
  std::uint32_t topic_index(std::string_view id) const;
  const FeatureOptions& features() const noexcept;
  std::size_t feature_count() const noexcept;
  std::span<const Fact> facts() const noexcept;
  std::span<const Sample> samples() const noexcept;
  // This share of the samples must get the topic expected of them, 0..1; 0: none need to.
  float sample_accuracy() const noexcept;
  // A text with a lower top probability needs a person's look.
  float review_threshold() const noexcept;
  // A topic beside the first one counts as secondary from this probability on.
  float secondary_threshold() const noexcept;
  // 16 hexadecimal digits over all of the file.
  std::string checksum() const;

  explicit Model(std::shared_ptr<const detail::ModelData> data) noexcept : data_(std::move(data)) {}
  const detail::ModelData& data() const noexcept { return *data_; }

 private:
  std::shared_ptr<const detail::ModelData> data_;
};

}  // namespace ykien

#endif  // YKIEN_TOPIC_MODEL_H_
