// See memory.hpp.
#include "cli/memory.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <ctime>
#include <sstream>

#include "course/document.hpp"
#include "course/skeleton.hpp"
#include "engine/files.hpp"
#include "support/fd.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

fs::path folder(const Options& options, const Course& course) {
  return options.out.empty() ? course.toolchain.source_root / ".socklab" : fs::path(options.out);
}

// "NAME.kept-20260924-181500": a name that is free.
fs::path kept_name(const fs::path& file) {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char time[32];
  std::strftime(time, sizeof time, "%Y%m%d-%H%M%S", &local);
  const std::string name = file.string() + ".kept-" + time;
  std::string free = name;
  for (int i = 2; fs::exists(free); ++i) free = name + "-" + std::to_string(i);
  return free;
}

course::Progress read(const Options& options, const fs::path& file) {
  if (!fs::exists(file)) return {};
  try {
    return course::progress_from_json(course::read_text(file));
  } catch (const course::Invalid&) {
    const fs::path kept = kept_name(file);
    fs::rename(file, kept);
    progress(options, "The remembered progress could not be read. It is kept as " + kept.string() +
                          "; a new one begins with the next check.");
    return {};
  }
}

fs::path skeleton(const Options& options, const Course& course, const course::Lab& lab, const std::string& file) {
  return folder(options, course) / "skeletons" / lab.id / file;
}

fs::path own(const Course& course, const course::Lab& lab, const std::string& file) {
  return course.toolchain.source_root / "labs" / lab.id / file;
}

}  // namespace

course::Progress load_progress(const Options& options, const Course& course) {
  return update_progress(options, course, {});
}

course::Progress update_progress(const Options& options, const Course& course,
                                 const std::function<void(course::Progress&)>& change) {
  const fs::path file = folder(options, course) / "progress.json";
  course::Progress now;
  try {
    fs::create_directories(file.parent_path());
    const lab::Fd lock(::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    ::flock(lock.get(), LOCK_EX);  // where there are no locks, two at once may lose one's change, no more
    now = read(options, file);
    if (!change) return now;
    change(now);
    engine::remove_parts(file.parent_path());
    engine::write_whole(file, course::to_json(now));
  } catch (const std::exception& error) {
    if (change)
      progress(options, std::string("Progress could not be remembered: ") + error.what() + ". All else works.");
  }
  return now;
}

void keep_skeletons(const Options& options, const Course& course) {
  for (const course::Lab& lab : course.labs) {
    try {
      if (fs::exists(skeleton(options, course, lab, lab.files.back()))) continue;
      std::string all;
      for (const std::string& file : lab.files) all += course::read_text(own(course, lab, file));
      if (!course::is_untouched(all, lab)) continue;
      fs::create_directories(skeleton(options, course, lab, "").parent_path());
      for (const std::string& file : lab.files)
        engine::write_whole(skeleton(options, course, lab, file), course::read_text(own(course, lab, file)));
    } catch (const std::exception&) {
      // A file is missing, or nothing can be written here: reset tells, should it be asked.
    }
  }
}

std::vector<std::string> put_back(const Options& options, const Course& course, const course::Lab& lab) {
  std::vector<std::string> kept;
  if (!fs::exists(skeleton(options, course, lab, lab.files.back()))) {
    throw BadInput("there is no skeleton of lab " + lab.number + " to put back: labs/" + lab.id +
                   " was changed before the first command that could keep it. Take its files from where you got the "
                   "course, from git or the archive.");
  }
  for (const std::string& file : lab.files) {
    const fs::path mine = own(course, lab, file);
    if (fs::exists(mine)) {
      const fs::path copy = kept_name(mine);
      fs::copy_file(mine, copy);
      kept.push_back("labs/" + lab.id + "/" + copy.filename().string());
    }
    engine::write_whole(mine, course::read_text(skeleton(options, course, lab, file)));
  }
  update_progress(options, course, [&](course::Progress& progress) {
    for (const course::Exercise& exercise : lab.exercises) progress.steps.erase(exercise.id);
  });
  return kept;
}

bool is_skeleton(const Options& options, const Course& course, const course::Lab& lab,
                 const std::vector<std::string>& texts) {
  std::string all;
  bool kept = true;
  bool same = true;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const fs::path file = skeleton(options, course, lab, lab.files.at(i));
    kept = kept && fs::exists(file);
    same = same && kept && course::read_text(file) == texts[i];
    all += texts[i];
  }
  return kept ? same : course::is_untouched(all, lab);
}

std::string place_of(const Course& course, const course::Exercise& exercise) {
  const course::Lab& lab = lab_named(course, exercise.id);
  for (const std::string& file : lab.files) {
    try {
      const std::size_t line = course::line_of(course::read_text(own(course, lab, file)), exercise);
      if (line != 0) return "labs/" + lab.id + "/" + file + ":" + std::to_string(line);
    } catch (const course::Invalid&) {  // not there at the moment
    }
  }
  return "labs/" + lab.id + "/" + lab.files.front();
}

std::vector<std::string> solution_of(const Course& course, const course::Exercise& exercise) {
  const course::Lab& lab = lab_named(course, exercise.id);
  std::vector<std::string> part;
  for (const std::string& file : lab.files) {
    const fs::path path = course.toolchain.source_root / "solutions" / lab.id / file;
    if (!fs::exists(path)) continue;
    const std::string text = course::read_text(path);
    const course::Lines lines = course::lines_of(text, exercise);
    std::istringstream from(text);
    std::size_t at = 0;
    for (std::string line; std::getline(from, line);) {
      ++at;
      if (lines.first == 0 || (lines.first <= at && at <= lines.last)) part.push_back(line);
    }
  }
  return part;
}

}  // namespace cli
