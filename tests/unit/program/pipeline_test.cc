// The threads of a run: order, errors, and their end.
#include "pipeline.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ykien::program {
namespace {

// A pipe whose other end stays open: a read waits until something is written.
class Pipe {
 public:
  Pipe() {
    if (::pipe(ends_) != 0) throw std::runtime_error("no pipe");
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    for (const int end : ends_) ::close(end);
  }
  void wait() {
    char byte;
    if (::read(ends_[0], &byte, 1) != 1) throw std::runtime_error("no byte");
  }
  void let_go() {
    if (::write(ends_[1], "x", 1) != 1) throw std::runtime_error("not written");
  }

 private:
  int ends_[2];
};

void fill(RowBatch& batch, const std::string& text) {
  const std::string_view fields[] = {text};
  table::Row row;
  row.fields = fields;
  batch.add(row);
}

// Reads `batches` batches "0", "1" ... and then ends.
std::function<bool(RowBatch&)> numbered(int batches) {
  return [next = 0, batches](RowBatch& batch) mutable {
    if (next == batches) return false;
    fill(batch, std::to_string(next++));
    return true;
  };
}

PipelineSteps quiet_steps() {
  PipelineSteps steps;
  steps.read = numbered(0);
  steps.stop_reading = [] {};
  steps.work = [](RowBatch&, unsigned) {};
  steps.write = [](const RowBatch&) {};
  steps.tick = [] {};
  return steps;
}

TEST(Pipeline, WritesInTheOrderOfReading) {
  for (const unsigned workers : {1U, 3U}) {
    std::vector<std::string> written;
    bool stopped = false;
    PipelineSteps steps = quiet_steps();
    steps.read = numbered(100);
    steps.stop_reading = [&stopped] { stopped = true; };
    steps.write = [&written](const RowBatch& batch) { written.emplace_back(batch.fields(0)[0]); };
    run_pipeline(workers, steps);
    ASSERT_EQ(written.size(), 100U);
    for (std::size_t i = 0; i < written.size(); ++i) EXPECT_EQ(written[i], std::to_string(i));
    EXPECT_FALSE(stopped);
  }
}

// Something fails while the reader waits for bytes that do not come: it is told to stop, and has ended when the error
// arrives, however long that takes.
TEST(Pipeline, AReaderThatWaitsHasEndedWhenAnErrorComesOut) {
  const std::vector<std::string> failing = {"work", "write", "tick"};
  for (const std::string& step : failing) {
    SCOPED_TRACE(step);
    Pipe pipe;
    std::atomic<bool> waits = false;
    std::atomic<bool> ended = false;
    const auto fail = [&](const std::string& name) {
      if (name == step && waits) throw std::runtime_error(name);
    };
    PipelineSteps steps = quiet_steps();
    steps.read = [&, first = true](RowBatch& batch) mutable {
      if (!std::exchange(first, false)) {
        waits = true;
        pipe.wait();
        ::usleep(300'000);  // longer than anybody would wait for it
        ended = true;
        throw std::runtime_error("stopped");
      }
      fill(batch, "one");
      return true;
    };
    steps.stop_reading = [&pipe] { pipe.let_go(); };
    const auto wait = [&waits] {
      while (!waits) ::usleep(1000);
    };
    steps.work = [&](RowBatch&, unsigned) { wait(), fail("work"); };
    steps.write = [&](const RowBatch&) { wait(), fail("write"); };
    steps.tick = [&] { fail("tick"); };
    try {
      run_pipeline(2, steps);
      ADD_FAILURE() << "no error";
    } catch (const std::runtime_error& error) {
      EXPECT_EQ(error.what(), step);
    }
    EXPECT_TRUE(ended);
  }
}

TEST(Pipeline, WhatReadingThrowsComesOut) {
  PipelineSteps steps = quiet_steps();
  steps.read = [](RowBatch&) -> bool { throw std::runtime_error("read"); };
  EXPECT_THROW(run_pipeline(2, steps), std::runtime_error);
}

}  // namespace
}  // namespace ykien::program
