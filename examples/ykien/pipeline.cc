#include "pipeline.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "ykien/base/error.h"

namespace ykien::program {
namespace {

using namespace std::chrono_literals;
using Batch = std::unique_ptr<RowBatch>;
using Lock = std::unique_lock<std::mutex>;

// What the threads share.
class Line {
 public:
  explicit Line(unsigned batches) {
    while (batches-- > 0) free_.push_back(std::make_unique<RowBatch>());
  }

  void read_all(const std::function<bool(RowBatch&)>& read) {
    guarded([&] {
      for (Batch batch; (batch = take_free()) != nullptr;) {
        const bool more = read(*batch);
        if (more) put_read(std::move(batch));
        if (!more) break;
      }
    });
    const Lock lock(mutex_);
    read_to_end_ = true;
    wake_all();
  }

  void work_all(const std::function<void(RowBatch&, unsigned)>& work, unsigned worker) {
    guarded([&] {
      for (std::size_t number = 0;;) {
        Batch batch = take_read(number);
        if (batch == nullptr) return;
        work(*batch, worker);
        put_done(number, std::move(batch));
      }
    });
  }

  // The next batch in order; nullptr at the end. Calls `tick` while it waits.
  Batch take_done(const std::function<void()>& tick) {
    for (;;) {
      tick();
      Lock lock(mutex_);
      to_write_.wait_for(lock, 100ms,
                         [this] { return failure_ != nullptr || at_end() || done_.contains(written_); });
      if (failure_ != nullptr) std::rethrow_exception(failure_);
      if (const auto found = done_.find(written_); found != done_.end()) {
        ++written_;
        return std::move(done_.extract(found).mapped());
      }
      if (at_end()) return nullptr;
    }
  }

  void put_free(Batch batch) {
    const Lock lock(mutex_);
    free_.push_back(std::move(batch));
    to_read_.notify_one();
  }

  void stop() {
    const Lock lock(mutex_);
    stopped_ = true;
    wake_all();
  }

  bool read_to_end() {
    const Lock lock(mutex_);
    return read_to_end_;
  }

 private:
  template <typename Work>
  void guarded(const Work& work) {
    try {
      work();
    } catch (...) {
      const Lock lock(mutex_);
      if (failure_ == nullptr) failure_ = std::current_exception();
      stopped_ = true;
      wake_all();
    }
  }

  void wake_all() {
    to_read_.notify_all();
    to_work_.notify_all();
    to_write_.notify_all();
  }

  bool at_end() const { return read_to_end_ && written_ == numbered_; }

  Batch take_free() {
    Lock lock(mutex_);
    to_read_.wait(lock, [this] { return stopped_ || !free_.empty(); });
    if (stopped_) return nullptr;
    Batch batch = std::move(free_.back());
    free_.pop_back();
    lock.unlock();
    batch->clear();
    return batch;
  }

  void put_read(Batch batch) {
    const Lock lock(mutex_);
    todo_.emplace_back(numbered_++, std::move(batch));
    to_work_.notify_one();
  }

  Batch take_read(std::size_t& number) {
    Lock lock(mutex_);
    to_work_.wait(lock, [this] { return stopped_ || read_to_end_ || !todo_.empty(); });
    if (stopped_ || todo_.empty()) return nullptr;
    auto [first, batch] = std::move(todo_.front());
    todo_.pop_front();
    number = first;
    return std::move(batch);
  }

  void put_done(std::size_t number, Batch batch) {
    const Lock lock(mutex_);
    done_.emplace(number, std::move(batch));
    if (number == written_) to_write_.notify_one();
  }

  std::mutex mutex_;
  // Who waits: the reader, the workers, the caller. Waking others as well would cost a switch of threads
  // each.
  std::condition_variable to_read_, to_work_, to_write_;
  std::vector<Batch> free_;
  std::deque<std::pair<std::size_t, Batch>> todo_;
  std::map<std::size_t, Batch> done_;
  std::size_t numbered_ = 0;  // batches read
  std::size_t written_ = 0;   // batches handed to the caller
  bool read_to_end_ = false;
  bool stopped_ = false;
  std::exception_ptr failure_;
};

// The threads of a run; leaving the scope stops and joins them.
class Crew {
 public:
  Crew(Line& line, unsigned workers, const PipelineSteps& steps) : line_(line), steps_(steps) {
    try {
      threads_.emplace_back([this] { line_.read_all(steps_.read); });
      for (unsigned worker = 0; worker < workers; ++worker) {
        threads_.emplace_back([this, worker] { line_.work_all(steps_.work, worker); });
      }
    } catch (const std::system_error& error) {  // no more threads to be had: two are enough
      if (threads_.size() >= 2) return;
      disband();
      throw Error(ErrorCode::limit, "threads", "cannot start one: " + error.code().message(),
                  "end other programs, or ask for a higher limit");
    } catch (...) {
      disband();
      throw;
    }
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() { disband(); }

 private:
  void disband() {
    line_.stop();
    if (!line_.read_to_end()) steps_.stop_reading();
    for (std::thread& thread : threads_) thread.join();
  }

  Line& line_;
  const PipelineSteps& steps_;
  std::vector<std::thread> threads_;
};

}  // namespace

void run_pipeline(unsigned workers, const PipelineSteps& steps) {
  Line line(2 * workers + 2);
  const Crew crew(line, workers, steps);
  while (Batch batch = line.take_done(steps.tick)) {
    steps.write(*batch);
    line.put_free(std::move(batch));
  }
}

}  // namespace ykien::program
