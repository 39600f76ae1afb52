#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/grid/result.h"
#include "model/document/session.h"

namespace convlens {

/// Version 1 had one layer and one channel; it is still read.
inline constexpr int kSessionSchema = 2;
inline constexpr int kOldestSessionSchema = 1;
inline constexpr std::string_view kSessionExtension = ".convlens";

/// A session as JSON with `"convlens": kSessionSchema`. Grids of at most 4096 cells are rows of
/// shortest round-trip decimals (NaN and infinities as strings); larger ones are their float32
/// bytes, byte-shuffled, deflated, in Base64.
std::string SessionToJson(const Session& session);

/// The session, or a message that names what is wrong and where ("document.layer.bias is not a
/// number"): no JSON, an unknown schema version, a missing field, a wrong type, a bad value.
/// `source` names the text in errors (a file name). Where the text is that of the file `path`,
/// large grids may stand in files beside it, as in a copy that autosave keeps (see kept_grids.h).
Result<Session> SessionFromJson(std::string_view json, const std::string& source,
                                const std::filesystem::path& path = {});

Result<Session> LoadSession(const std::filesystem::path& path);
Result<Done> SaveSession(const std::filesystem::path& path, const Session& session);

}  // namespace convlens
