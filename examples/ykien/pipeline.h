// Pipeline: one thread reads batches, several work on them, the caller writes them in the order they were
// read.
#ifndef YKIEN_PROGRAM_PIPELINE_H_
#define YKIEN_PROGRAM_PIPELINE_H_

#include <functional>

#include "batch.h"

namespace ykien::program {

struct PipelineSteps {
  // In the reader thread: fills an empty batch; false when there is no more.
  std::function<bool(RowBatch&)> read;
  // In the calling thread, when something has failed: a read that waits for bytes must end, by an error.
  std::function<void()> stop_reading;
  // In worker thread number `worker` (0, 1 ...): works on one batch.
  std::function<void(RowBatch&, unsigned worker)> work;
  // In the calling thread, batch after batch.
  std::function<void(const RowBatch&)> write;
  // In the calling thread, some ten times a second even when nothing comes. May throw to stop everything.
  std::function<void()> tick;
};

// Works with fewer threads where the system gives no more, and throws Error(limit) where it gives not two.
// Returns when everything is written. What any step throws stops all others and is thrown from here; the
// first wins. All threads have ended when it returns or throws. At most 2 * workers + 2 batches exist at a
// time.
void run_pipeline(unsigned workers, const PipelineSteps& steps);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_PIPELINE_H_
