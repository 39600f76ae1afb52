#include "io/session/session_link.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>

#include "core/grid/random.h"
#include "io/session/lesson_file.h"
#include "io/session/session_file.h"

using namespace convlens;

TEST_CASE("a link holds every lesson's session, whole, in what addresses are written with") {
  for (const Lesson& lesson : BuiltInLessons()) {
    CAPTURE(lesson.id);
    const Result<std::string> link = LinkOfSession(lesson.session);
    REQUIRE(link.ok());
    CHECK(std::all_of(link->begin(), link->end(), [](unsigned char c) {
      return std::isalnum(c) != 0 || c == '-' || c == '_';
    }));
    const Result<Session> back = SessionOfLink(*link);
    REQUIRE(back.ok());
    CHECK(SessionToJson(*back) == SessionToJson(lesson.session));
  }
}

TEST_CASE("a session that is too large for a link is told to be saved") {
  Session session = BuiltInLessons().front().session;
  session.document.input = Tensor(NormalGrid({64, 64}, 1));
  const Result<std::string> link = LinkOfSession(session);
  REQUIRE(!link.ok());
  CHECK(ToEnglish(link.problem()).find("save it as a file") != std::string::npos);
}

TEST_CASE("a link that was cut, changed or is none is a message") {
  const std::string link = *LinkOfSession(BuiltInLessons().front().session);
  std::string changed = link;
  changed[link.size() / 2] = changed[link.size() / 2] == 'A' ? 'B' : 'A';
  for (const std::string& bad :
       {std::string(), link.substr(0, link.size() - 7), link.substr(5), changed, link + "AAAA%",
        std::string("hello"), std::string(100000, 'A')}) {
    const Result<Session> session = SessionOfLink(bad);
    REQUIRE(!session.ok());
    CHECK(ToEnglish(session.problem()).find("damaged") != std::string::npos);
  }
}
