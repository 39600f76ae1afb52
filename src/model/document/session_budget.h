#pragma once

#include <optional>
#include <vector>

#include "model/document/session.h"

namespace convlens {

// What a session may hold. One budget for editing and for reading, so that whatever can be made can
// be saved and opened again, and no small file can exhaust the memory. Grids that share their
// memory count each, as they stand in the file.

/// Numbers in all inputs, targets and kernels together: a tensor of the largest size and as much
/// beside it, 2 GiB.
inline constexpr int64_t kMaxSessionCells = 2 * kMaxTensorCells;
/// Layers, layers to start from, and pairs: of each list.
inline constexpr size_t kMaxSessionItems = 4096;
/// Channels of all inputs and targets and of what the layers give, together.
inline constexpr int64_t kMaxSessionChannels = 1 << 16;
/// Runs, with and without a name.
inline constexpr size_t kMaxSessionRuns = 256;
/// Layers that may be kept of a run (see `kMostKeptWeights` for their numbers).
inline constexpr size_t kMaxRunLayers = 64;

/// Nothing where `document` is within the budget, else the message that says what there is too much
/// of. Costs a look at each layer and channel.
std::optional<Message> BudgetProblem(const Document& document);
/// The same for runs, and for all that a session file holds.
std::optional<Message> BudgetProblem(const std::vector<RunRecord>& runs);
std::optional<Message> BudgetProblem(const Session& session);
/// What is said of too many numbers.
Message TooManyCells();

}  // namespace convlens
