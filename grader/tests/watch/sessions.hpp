// A small course and what checks of it print.
#pragma once

#include <string>
#include <utility>

#include "watch/session.hpp"

inline watch::Session small_session() {
  watch::Session session;
  for (const std::string number : {"01", "02"}) {
    course::Lab lab;
    lab.id = number + "-topic";
    lab.number = number;
    lab.topic = "topic";
    lab.title = "Lab " + number;
    lab.files = {"topic.cpp"};
    for (const std::string k : {"1", "2"}) {
      const std::string id = number + "." + k;
      lab.exercises.push_back({id, "f" + k, "Exercise " + id, 1, "notes/x.md#y", {"one", "two", "three"}, {"F" + k}});
    }
    session.labs.push_back(lab);
  }
  session.exercise = "01.1";
  return session;
}

/// What `check ID --json` prints.
inline std::string checked(const std::string& id, course::ExerciseStatus status) {
  course::Test test;
  test.name = "F.Works";
  test.question = "Does it work?";
  test.status = status == course::ExerciseStatus::passed        ? course::TestStatus::passed
                : status == course::ExerciseStatus::not_started ? course::TestStatus::not_started
                                                                : course::TestStatus::failed;
  test.message = "it did not";
  test.timeline = {"send(3, \x1b[2J) = 1 | gets 1 byte"};
  course::ExerciseResult exercise{id, "f", "Exercise", "", status, 0, 1, {}, {test}};
  course::LabResult lab;
  lab.id = id.substr(0, 2) + "-topic";
  lab.title = "Lab";
  lab.status = course::LabStatus::graded;
  lab.exercises = {exercise};
  return course::to_json(course::make_result("", 1, "none", {lab}));
}
