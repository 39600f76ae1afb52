#include "io/json/json_fields.h"

#include <cmath>

#include "io/json/grid_json.h"
#include "model/document/session_budget.h"

namespace convlens {

void JsonReading::Fail(const std::string& pattern, std::vector<std::string> arguments) {
  if (problem) return;
  arguments.insert(arguments.begin(), source);
  problem = Message{pattern, std::move(arguments)};
}

JsonFields::JsonFields(JsonReading& reading, const nlohmann::json* object, std::string path)
    : reading_(reading), object_(object), path_(std::move(path)) {
  if (object_ == nullptr || object_->is_object()) return;
  if (path_.empty()) {
    reading_.Fail("{}: its text is not a JSON object.", {});
  } else {
    reading_.Fail("{}: {} is not an object.", {path_});
  }
  object_ = nullptr;
}

std::string JsonFields::PathOf(const char* name) const {
  return path_.empty() ? name : path_ + "." + name;
}

const nlohmann::json* JsonFields::Find(const char* name) {
  if (object_ == nullptr || reading_.problem) return nullptr;
  const auto found = object_->find(name);
  if (found != object_->end()) return &*found;
  if (reading_.missing == Missing::kIsAnError) {
    reading_.Fail("{}: the field {} is missing.", {PathOf(name)});
  }
  return nullptr;
}

JsonFields JsonFields::Object(const char* name) {
  return JsonFields(reading_, Find(name), PathOf(name));
}

std::vector<JsonFields> JsonFields::Objects(const char* name) {
  std::vector<JsonFields> objects;
  const nlohmann::json* list = Find(name);
  if (list == nullptr) return objects;
  if (!list->is_array()) {
    reading_.Fail("{}: {} is not a list.", {PathOf(name)});
    return objects;
  }
  if (list->size() > kMaxSessionItems) {
    reading_.Fail("{}: {} has {} items, more than the allowed {}.",
                  {PathOf(name), std::to_string(list->size()), std::to_string(kMaxSessionItems)});
    return objects;
  }
  for (size_t i = 0; i < list->size(); ++i) {
    objects.push_back(
        JsonFields(reading_, &(*list)[i], FillIn("{}[{}]", {PathOf(name), std::to_string(i)})));
  }
  return objects;
}

std::optional<Shape> JsonFields::PackedShape(const char* name) const {
  return Has(name) ? convlens::PackedShape(object_->at(name)) : std::nullopt;
}

void JsonFields::ReadGrids(const char* name, std::vector<SharedGrid>& values, GridLimits limits) {
  const nlohmann::json* list = Find(name);
  if (list == nullptr) return;
  if (!list->is_array() || list->empty()) {
    return reading_.Fail("{}: {} is not a list of grids.", {PathOf(name)});
  }
  values.clear();
  for (size_t i = 0; i < list->size(); ++i) {
    const std::string path = FillIn("{}[{}]", {PathOf(name), std::to_string(i)});
    std::optional<Grid> grid = GridFromJson(reading_, (*list)[i], path, limits);
    if (!grid) return;
    if (i > 0 && grid->shape() != values[0]->shape()) {
      return reading_.Fail("{}: {} differs in shape from the first channel.", {path});
    }
    values.emplace_back(std::move(*grid));
  }
}

void JsonFields::ReadIntegers(const char* name, std::initializer_list<int*> values, int low) {
  const nlohmann::json* list = Find(name);
  if (list == nullptr) return;
  const bool fits = list->is_array() && list->size() == values.size();
  size_t i = 0;
  for (int* value : values) {
    const nlohmann::json* item = fits ? &(*list)[i++] : nullptr;
    if (item == nullptr || !item->is_number_integer() || *item < low || *item > kMaxInputSide) {
      return reading_.Fail("{}: {} is not a list of {} whole numbers from {} to {}.",
                           {PathOf(name), std::to_string(values.size()), std::to_string(low),
                            std::to_string(kMaxInputSide)});
    }
    *value = item->get<int>();
  }
}

void JsonFields::ReadFloats(const char* name, std::vector<float>& values) {
  const nlohmann::json* field = Find(name);
  if (field == nullptr) return;
  values.clear();
  const auto add = [&](const nlohmann::json& item) {
    const std::optional<float> number = FloatFromJson(item);
    if (!number) return reading_.Fail("{}: {} is not a number.", {PathOf(name)});
    values.push_back(*number);
  };
  if (!field->is_array()) return add(*field);
  for (const nlohmann::json& item : *field) add(item);
}

void JsonFields::Read(const char* name, bool& value) {
  const nlohmann::json* field = Find(name);
  if (field == nullptr) return;
  if (!field->is_boolean()) return reading_.Fail("{}: {} is not true or false.", {PathOf(name)});
  value = field->get<bool>();
}

void JsonFields::Read(const char* name, std::string& value) {
  const nlohmann::json* field = Find(name);
  if (field == nullptr) return;
  if (!field->is_string()) return reading_.Fail("{}: {} is not a string.", {PathOf(name)});
  value = field->get<std::string>();
}

template <typename Integer>
void JsonFields::ReadInteger(const char* name, Integer& value, Integer low) {
  const nlohmann::json* field = Find(name);
  if (field == nullptr) return;
  if (!field->is_number_integer()) {
    return reading_.Fail("{}: {} is not a whole number.", {PathOf(name)});
  }
  const bool fits = field->is_number_unsigned() ? std::in_range<Integer>(field->get<uint64_t>())
                                                : std::in_range<Integer>(field->get<int64_t>());
  const Integer number = fits ? field->get<Integer>() : Integer{};
  if (!fits || number < low) {
    return reading_.Fail("{}: {} is {}, which is out of range.", {PathOf(name), field->dump()});
  }
  value = number;
}

void JsonFields::Read(const char* name, int64_t& value, int64_t low) {
  ReadInteger(name, value, low);
}

void JsonFields::Read(const char* name, int& value, int low) { ReadInteger(name, value, low); }

void JsonFields::Read(const char* name, uint64_t& value) { ReadInteger(name, value, uint64_t{0}); }

void JsonFields::ReadFinite(const char* name, double& value, double low) {
  const nlohmann::json* field = Find(name);
  if (field == nullptr) return;
  if (!field->is_number()) return reading_.Fail("{}: {} is not a number.", {PathOf(name)});
  const double number = field->get<double>();
  if (!std::isfinite(number) || number < low) {
    return reading_.Fail("{}: {} is {}, which is out of range.", {PathOf(name), field->dump()});
  }
  value = number;
}

void JsonFields::ReadFinite(const char* name, float& value, double low) {
  double number = value;
  ReadFinite(name, number, low);
  if (!RoundsToFiniteFloat(number)) {
    return reading_.Fail("{}: {} is {}, which is out of range.",
                         {PathOf(name), DoubleToJson(number)});
  }
  value = static_cast<float>(number);
}

void JsonFields::ReadFloat(const char* name, float& value) {
  const nlohmann::json* field = Find(name);
  if (field == nullptr) return;
  const std::optional<float> number = FloatFromJson(*field);
  if (!number) return reading_.Fail("{}: {} is not a number.", {PathOf(name)});
  value = *number;
}

void JsonFields::ReadGrid(const char* name, SharedGrid& value, GridLimits limits) {
  const nlohmann::json* field = Find(name);
  if (field == nullptr) return;
  std::optional<Grid> grid = GridFromJson(reading_, *field, PathOf(name), limits);
  if (grid) value = std::move(*grid);
}

template <typename Number, typename Convert>
void JsonFields::ReadNumbers(const char* name, std::vector<Number>& values, Convert convert) {
  const nlohmann::json* list = Find(name);
  if (list == nullptr) return;
  values.clear();
  if (!list->is_array()) return reading_.Fail("{}: {} is not a list.", {PathOf(name)});
  values.reserve(list->size());
  for (const nlohmann::json& item : *list) {
    const std::optional<Number> number = convert(item);
    if (!number) {
      return reading_.Fail("{}: {} is not a list of numbers: {} is in it.",
                           {PathOf(name), item.dump()});
    }
    values.push_back(*number);
  }
}

void JsonFields::ReadList(const char* name, std::vector<int64_t>& values) {
  ReadNumbers(name, values, [](const nlohmann::json& item) -> std::optional<int64_t> {
    const bool fits = item.is_number_unsigned() ? std::in_range<int64_t>(item.get<uint64_t>())
                                                : item.is_number_integer();
    return fits ? std::optional(item.get<int64_t>()) : std::nullopt;
  });
}

void JsonFields::ReadList(const char* name, std::vector<double>& values) {
  ReadNumbers(name, values, [](const nlohmann::json& item) -> std::optional<double> {
    if (item.is_number()) return item.get<double>();
    const std::optional<float> word = FloatFromJson(item);
    return word ? std::optional(double{*word}) : std::nullopt;
  });
}

void JsonFields::ReadOptional(const char* name, std::optional<int>& value, int low) {
  const nlohmann::json* field = Find(name);
  if (field == nullptr) return;
  if (field->is_null()) {
    value.reset();
    return;
  }
  int number = low;
  ReadInteger(name, number, low);
  value = number;
}

}  // namespace convlens
