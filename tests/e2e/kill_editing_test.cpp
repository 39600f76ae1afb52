#include <doctest/doctest.h>

#include <algorithm>

#include "e2e/kill.h"

// kill -9 at seeded moments: all that is older than two seconds comes back.
namespace convlens::e2e {
namespace {

TEST_CASE("edits older than two seconds come back after kill -9 at any moment") {
  Application app(OnWork());
  int value = 0;
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    Edits edits;
    ActUntilMoment(seed, Duration(3600), [&] {
      ChangeKernel(app, std::to_string(++value));
      edits.Note(value);
    });
    const std::optional<double> promised = edits.Promised();
    app.Restart({kWork});
    const bool offered = RestoreNewest(app);
    CHECK((offered || !promised));
    if (!offered) continue;
    const double kept = KernelOf(app.SaveAs("kept.convlens"))[0][0];
    CHECK(kept >= promised.value_or(1));
    CHECK(kept <= value);
  }
}

TEST_CASE("two windows are killed together, and the work of both comes back") {
  Application first(OnWork());
  Setup beside = OnWork();
  beside.beside = &first;
  Application second(beside);
  int value = 0;
  for (uint32_t seed = 1; seed <= 3; ++seed) {
    CAPTURE(seed);
    Edits even;
    Edits odd;
    ActUntilMoment(seed, Duration(6000), [&] {
      value += 2;
      ChangeKernel(first, std::to_string(value));
      even.Note(value);
      ChangeKernel(second, std::to_string(value + 1));
      odd.Note(value + 1);
    });
    std::vector<double> promised;
    for (const Edits* edits : {&even, &odd}) {
      if (edits->Promised()) promised.push_back(*edits->Promised());
    }
    first.process().Kill();
    second.process().Kill();

    std::vector<double> kept;
    first.Restart({kWork});
    while (RestoreNewest(first)) {
      kept.push_back(KernelOf(first.SaveAs("kept.convlens"))[0][0]);
      first.Restart({kWork});
    }
    CHECK(kept.size() <= 2);
    for (const double due : promised) {
      CAPTURE(due);
      CHECK(std::count_if(kept.begin(), kept.end(), [&](double value_kept) {
              return value_kept >= due && std::fmod(value_kept - due, 2) == 0;
            }) == 1);
    }
    second.Restart({kWork});
  }
}

}  // namespace
}  // namespace convlens::e2e
