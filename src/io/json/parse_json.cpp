#include "io/json/parse_json.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "io/json/json_bounds.h"

namespace convlens {

Result<nlohmann::json> ParseJson(std::string_view text, const std::string& source) {
  if (std::optional<Message> problem = JsonBoundsProblem(text, source)) return *problem;
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    const size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return Message{"{} is empty.", {source}};
    if (error.byte > text.size()) {
      return Message{"{} ends too early: part of the file is missing.", {source}};
    }
    return Message{"{} is not valid JSON: the error is at character {}.",
                   {source, std::to_string(error.byte)}};
  } catch (const nlohmann::json::exception&) {
    return Message{"{} holds a number that is too large.", {source}};
  }
}

}  // namespace convlens
