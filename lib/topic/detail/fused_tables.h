// What a classifier computes once from its model, for the fused path.
#ifndef YKIEN_TOPIC_DETAIL_FUSED_TABLES_H_
#define YKIEN_TOPIC_DETAIL_FUSED_TABLES_H_

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "topic/detail/accents.h"
#include "topic/detail/decider.h"
#include "topic/detail/model_data.h"
#include "topic/detail/ngram_table.h"
#include "topic/detail/surface_table.h"
#include "ykien/topic/classify.h"

namespace ykien::detail {

inline constexpr std::size_t kMostCounted = 0xFF;  // units of a text whose n-grams are counted with 16 bits

struct alignas(32) Eight {
  typedef float Floats __attribute__((vector_size(32)));
  Floats floats;
};

// What rows are multiplied by: the tf of their n-gram, but in the last eight floats of a row tf squared where
// idf squared stands.
struct Tf {
  Eight all;
  Eight last;
};

// What is known about a piece of text.
struct FoundUnits {
  std::span<const std::uint32_t> units;  // rows; unit t of stream s at [t * streams + s]
  AccentCount accents;
};

// Immutable.
struct YKIEN_API FusedTables {
  explicit FusedTables(const Model& model);

  // Folds and scans a piece without white space and looks up its units. Remembers them in `work` where there
  // is room. They hold until the next call with `work`.
  FoundUnits look_up(std::string_view piece, Workspace::Buffers& work) const;

  // `blocks`: of eight floats a row, stride / 8.
  const Eight* row(std::uint32_t number, std::size_t blocks) const noexcept {
    return rows.data() + number * blocks;
  }
  // The row of a unit of a stream; ngrams.absent() for one that the model has not.
  std::uint32_t row_of_unit(std::size_t stream, std::string_view unit) const noexcept {
    const std::uint32_t found = index.unit(stream, unit);
    return found == kNone ? ngrams.absent() : ngrams.unit_rows()[found];
  }
  // For an n-gram that stands `count` times in a text. (By reference: how eight floats are returned depends
  // on the instruction set of the caller.)
  void find_tf(std::uint32_t count, Tf& to) const noexcept;

  // From the sums of the rows of a text.
  void decide(const float* sums, Decision& to) const noexcept {
    decider.decide_sums(sums, features.l2_norm, to);
  }

  std::uint64_t id;  // of these tables in this process, so that a workspace knows whose memo it holds
  const FeatureOptions& features;
  const NgramIndex& index;
  std::size_t topics;
  std::size_t stride;  // floats a row, a multiple of eight
  NgramTable ngrams;
  // By row: idf * weight of each topic, then idf squared, zeros up to stride. All zero where no feature
  // stands.
  std::vector<Eight> rows;
  std::array<Tf, kMostCounted + 1> tfs{};   // by count
  std::array<Tf, kMostCounted> tf_steps{};  // by count: what the tf grows by with the next one
  std::vector<std::uint32_t> starts;  // by stream the row of kStartUnit; empty where starts are not marked
  // The units of the model as they stand in folded text and with a capital: what every workspace begins with.
  SurfaceTable surfaces;
  Decider decider;

 private:
  void fill_rows(const ModelData& data);
  void find_tfs();
  void find_starts();
  void remember_units(const ModelData& data);
};

struct Passage;

// The passes, in their order: pieces of the texts, their units, rows of their n-grams, and the sums of those.
enum class Pass : std::uint8_t { pieces, units, ngrams, sums };

// Adds up the rows of the n-grams of each text, each times its tf, into `sums` (tables.stride floats a text),
// with the buffers of `work`, which must have adopted the tables. The texts are in `passages`, as many as
// together() says, where their syllables are counted too. `last`: where to stop; before Pass::sums only for
// measuring, and nothing comes out.
using AddUp = void (*)(const FusedTables& tables, std::span<Passage> passages, Workspace::Buffers& work,
                       float* sums, Pass last);

// Decides texts from those sums.
using Decide = void (*)(const FusedTables& tables, const float* sums, std::span<Decision> to) noexcept;

struct FusedLoops {
  const char* name;  // of the instruction set they are compiled for
  AddUp add_up;
  Decide decide;
};

// What this processor can run, the fastest last. All give the same bits.
YKIEN_API std::span<const FusedLoops> fused_loops() noexcept;
// What every classifier uses: the fastest of them, or those that the environment variable YKIEN_LOOPS names,
// or those that choose_loops() was given last. Thread-safe.
YKIEN_API const FusedLoops& chosen_loops() noexcept;
// For tests and benchmarks; `loops`: one of fused_loops().
YKIEN_API void choose_loops(const FusedLoops& loops) noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_FUSED_TABLES_H_
