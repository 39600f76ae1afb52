#pragma once

#include <string>
#include <vector>

#include "io/session/kept_grids.h"
#include "model/document/session.h"

namespace convlens {

/// Writes sessions as JSON (see session_file.h) and remembers the text of large grids and of runs,
/// so that saving again and again, as autosave does, does not pack an unchanged photo each time.
class SessionWriter {
 public:
  /// With `kept`, the large grids stand in files beside the session; runs hold theirs.
  explicit SessionWriter(KeptGrids* kept = nullptr) : kept_(kept) {}

  std::string Write(const Session& session);

 private:
  struct Packed {
    SharedGrid grid;
    std::string text;
  };
  struct KnownRun {
    RunRecord run;
    std::string text;
    int64_t cells_as_rows = 0;  ///< in `text`
  };
  std::string GridText(const SharedGrid& grid);
  std::string LayerText(const Layer& layer);
  std::string DocumentText(const Document& document);
  std::string TrainingText(const TrainingSetup& training);
  std::string MethodText(const TrainingSetup& training);
  std::string PairText(const TrainingPair& pair);
  std::string RunText(const RunRecord& run);
  std::string RunsText(const std::vector<RunRecord>& runs);
  std::string ChannelsText(const Tensor& tensor);
  std::string TensorText(const Tensor& tensor);
  std::string LayersText(const std::vector<Layer>& layers);

  KeptGrids* kept_;
  bool in_run_ = false;               ///< whose text is not made again, and cannot follow a file
  int64_t cells_as_rows_ = 0;         ///< in the session being written
  std::vector<Packed> known_;         ///< the large grids of the last session written
  std::vector<Packed> used_;          ///< of the one being written
  std::vector<KnownRun> known_runs_;  ///< of the last session written
};

}  // namespace convlens
