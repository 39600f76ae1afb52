#include "io/grids/npy_header.h"

#include <charconv>

namespace convlens {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";

/// Walks over the Python dictionary; every function returns false at the first thing that is not
/// what it should be.
class DictionaryReader {
 public:
  explicit DictionaryReader(std::string_view text) : text_(text) {}

  bool Read(NpyHeader& header) {
    int fields = 0;
    if (!Take('{')) return false;
    while (!Take('}')) {
      std::string key;
      if (!ReadText(key) || !Take(':') || !ReadField(key, header)) return false;
      ++fields;
      if (!Take(',') && !Next('}')) return false;
    }
    SkipBlank();
    return fields == 3 && text_.empty() && !header.type.empty() && has_order_ && has_shape_;
  }

 private:
  bool ReadField(const std::string& key, NpyHeader& header) {
    if (key == "descr") return ReadType(header.type);
    if (key == "fortran_order") return has_order_ = ReadBool(header.fortran_order);
    if (key == "shape") return has_shape_ = ReadShape(header.shape);
    return false;
  }

  bool ReadText(std::string& text) {
    SkipBlank();
    // Python 2's kinds of text: u'descr', b'descr'.
    const bool prefixed = text_.starts_with("u'") || text_.starts_with("b'");
    if (prefixed) text_.remove_prefix(1);
    if (text_.empty() || (text_.front() != '\'' && text_.front() != '"')) return false;
    const size_t end = text_.find(text_.front(), 1);
    if (end == std::string_view::npos) return false;
    text = text_.substr(1, end - 1);
    text_.remove_prefix(end + 1);
    return true;
  }

  /// A list of fields (a structured type) is kept as "[…]": it is refused by name later.
  bool ReadType(std::string& type) {
    if (!Next('[')) return ReadText(type);
    int depth = 0;
    for (size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '[') ++depth;
      if (text_[i] == ']') --depth;
      if (depth > 0) continue;
      type = text_.substr(0, i + 1);
      text_.remove_prefix(i + 1);
      return true;
    }
    return false;
  }

  bool ReadBool(bool& value) {
    SkipBlank();
    for (const std::string_view word : {"True", "False"}) {
      if (!text_.starts_with(word)) continue;
      value = word == "True";
      text_.remove_prefix(word.size());
      return true;
    }
    return false;
  }

  bool ReadShape(std::vector<uint64_t>& shape) {
    if (!Take('(')) return false;
    while (!Take(')')) {
      SkipBlank();
      uint64_t side = 0;
      const std::from_chars_result end =
          std::from_chars(text_.data(), text_.data() + text_.size(), side);
      if (end.ec != std::errc()) return false;
      text_.remove_prefix(static_cast<size_t>(end.ptr - text_.data()));
      if (!text_.empty() && text_.front() == 'L') text_.remove_prefix(1);  // Python 2's long
      shape.push_back(side);
      if (!Take(',') && !Next(')')) return false;
    }
    return true;
  }

  void SkipBlank() {
    const size_t start = text_.find_first_not_of(" \t\r\n");
    text_.remove_prefix(start == std::string_view::npos ? text_.size() : start);
  }
  bool Next(char c) {
    SkipBlank();
    return !text_.empty() && text_.front() == c;
  }
  bool Take(char c) {
    if (!Next(c)) return false;
    text_.remove_prefix(1);
    return true;
  }

  std::string_view text_;
  bool has_order_ = false;
  bool has_shape_ = false;
};

/// `count` bytes at `at`, little-endian.
size_t LittleEndian(std::string_view bytes, size_t at, size_t count) {
  size_t value = 0;
  for (size_t i = count; i-- > 0;) value = value << 8 | static_cast<uint8_t>(bytes[at + i]);
  return value;
}

}  // namespace

Result<NpyHeader> ReadNpyHeader(std::string_view bytes, const std::string& source) {
  const Message cut{"{} ends too early: part of the file is missing.", {source}};
  if (!bytes.starts_with(kMagic)) return Message{"{} is not an .npy file.", {source}};
  if (bytes.size() < 10) return cut;
  const int version = static_cast<uint8_t>(bytes[6]);
  if (version < 1 || version > 3) {
    return Message{"{} is an .npy file of version {}; versions 1 to 3 can be read.",
                   {source, std::to_string(version)}};
  }
  const size_t length_size = version == 1 ? 2 : 4;
  const size_t start = kMagic.size() + 2 + length_size;
  if (bytes.size() < start) return cut;
  const size_t length = LittleEndian(bytes, kMagic.size() + 2, length_size);
  if (length > bytes.size() - start) return cut;
  NpyHeader header;
  if (!DictionaryReader(bytes.substr(start, length)).Read(header)) {
    return Message{"{} has a damaged .npy header.", {source}};
  }
  header.data_start = start + length;
  return header;
}

std::string MakeNpyHeader(const std::vector<int>& shape) {
  constexpr size_t kUnit = 64;
  std::string dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    dictionary.append(axis == 0 ? "" : ", ").append(std::to_string(shape[axis]));
  }
  dictionary.append("), }");
  const size_t start = kMagic.size() + 4;
  const size_t length = (start + dictionary.size() + 1 + kUnit - 1) / kUnit * kUnit - start;
  dictionary.resize(length - 1, ' ');
  std::string header(kMagic);
  header.append({'\x01', '\x00', static_cast<char>(length & 255U), static_cast<char>(length >> 8)});
  return header.append(dictionary).append(1, '\n');
}

}  // namespace convlens
