// See jobs.hpp.
#include "engine/jobs.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace engine {

void for_each_job(std::size_t count, unsigned side_by_side, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr first;
  const auto worker = [&] {
    for (std::size_t job = next++; job < count; job = next++) {
      try {
        work(job);
      } catch (...) {
        next = count;
        const std::lock_guard lock(mutex);
        if (!first) first = std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min<std::size_t>(count, std::max(side_by_side, 1U)); ++i)
      threads.emplace_back(worker);
  }
  if (first) std::rethrow_exception(first);
}

unsigned usual_jobs() { return std::max(std::thread::hardware_concurrency(), 1U); }

}  // namespace engine
