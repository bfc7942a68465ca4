// Pipeline: one thread reads batches, several work on them, the caller writes them in the order they were
// read.
#ifndef YKIEN_PROGRAM_PIPELINE_H_
#define YKIEN_PROGRAM_PIPELINE_H_

#include <functional>

#include "batch.h"

namespace ykien::program {

struct PipelineSteps {
  // In the reader thread: fills an empty batch; false when there is no more. Must own what it needs (it may
  // outlive run_pipeline() when it hangs in a read and something else has failed).
  std::function<bool(RowBatch&)> read;
  // In worker thread number `worker` (0, 1 ...): works on one batch.
  std::function<void(RowBatch&, unsigned worker)> work;
  // In the calling thread, batch after batch.
  std::function<void(const RowBatch&)> write;
  // In the calling thread, some ten times a second even when nothing comes. May throw to stop everything.
  std::function<void()> tick;
};

// Returns when everything is written. What any step throws stops all others and is thrown from here; the
// first wins. At most 2 * workers + 2 batches exist at a time.
void run_pipeline(unsigned workers, PipelineSteps steps);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_PIPELINE_H_
