#include "ui/controls/inspection.h"

#include <nlohmann/json.hpp>

#include "io/files/file.h"

namespace convlens {

void Inspection::BeginFrame() {
  places_.clear();
  disabled_.clear();
  facts_.clear();
  ++frame_;
}

void Inspection::Place(const std::string& name, Rect bounds) {
  if (active()) places_[name] = bounds;
}

void Inspection::Disable(const std::string& name) {
  if (active()) disabled_.insert(name);
}

void Inspection::Fact(const std::string& name, const std::string& value) {
  if (active()) facts_[name] = value;
}

void Inspection::Fact(const std::string& name, double value) {
  if (active()) facts_[name] = nlohmann::json(value).dump();
}

void Inspection::EndFrame() {
  if (!active()) return;
  nlohmann::json json;
  json["frame"] = frame_;
  json["places"] = nlohmann::json::object();
  for (const auto& [name, r] : places_) json["places"][name] = {r.x, r.y, r.width, r.height};
  json["disabled"] = disabled_;
  json["facts"] = facts_;
  // Errors are of no use to a reader of this file: it waits for what it expects and gives up.
  (void)WriteFileAtomically(file_,
                            json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace convlens
