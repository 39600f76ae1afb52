#include "io/session/session_file.h"

#include "core/grid/path_text.h"
#include "io/files/file.h"
#include "io/json/json_fields.h"
#include "io/json/parse_json.h"
#include "io/session/kept_grids.h"
#include "io/session/session_json.h"
#include "io/session/session_writer.h"

namespace convlens {

std::string SessionToJson(const Session& session) { return SessionWriter().Write(session); }

Result<Session> SessionFromJson(std::string_view json, const std::string& source,
                                const std::filesystem::path& path) {
  const Result<nlohmann::json> value = ParseJson(json, source);
  if (!value.ok()) return value.problem();
  KeptGridLoader load_kept;
  if (!path.empty()) {
    load_kept = [path](const std::string& name) { return LoadKeptGrid(path, name); };
  }
  return ReadSessionJson(*value, source, Missing::kIsAnError, load_kept);
}

Result<Session> LoadSession(const std::filesystem::path& path) {
  const Result<std::string> text = ReadFile(path);
  if (!text.ok()) return text.problem();
  return SessionFromJson(*text, TextOf(path.filename()), path);
}

Result<Done> SaveSession(const std::filesystem::path& path, const Session& session) {
  return WriteFileAtomically(path, SessionToJson(session));
}

}  // namespace convlens
