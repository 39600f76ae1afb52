#include "io/session/session_link.h"

#include <zlib.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "core/grid/base64.h"
#include "io/session/session_file.h"

namespace convlens {
namespace {

using Bytes = std::vector<uint8_t>;

// What a link of an address's largest length unpacks to; one that says more is no link of ours.
constexpr size_t kLargestJson = size_t{16} << 20;
constexpr size_t kLongestRead = size_t{64} << 10;

Message Damaged() {
  return {
      "This link is damaged: a part of it was lost or changed on its way. Copy it again, whole.",
      {}};
}

/// Both alphabets differ in two digits only.
std::string Exchanged(std::string text, char plus, char slash, char new_plus, char new_slash) {
  std::replace(text.begin(), text.end(), plus, new_plus);
  std::replace(text.begin(), text.end(), slash, new_slash);
  return text;
}

Result<Bytes> BytesOf(std::string_view link) {
  std::string text = Exchanged(std::string(link), '-', '_', '+', '/');
  text.resize((text.size() + 3) / 4 * 4, '=');
  const auto reader = std::make_unique<Base64Reader>(text);
  Bytes bytes;
  while (!reader->done()) {
    const auto piece = reader->Next();
    if (!piece) return Damaged();
    bytes.insert(bytes.end(), piece->begin(), piece->end());
  }
  return bytes;
}

Result<std::string> Inflated(const Bytes& bytes) {
  std::string json;
  for (size_t room = size_t{1} << 16; room <= kLargestJson; room *= 4) {
    json.resize(room);
    auto size = static_cast<uLongf>(room);
    const int status = uncompress(reinterpret_cast<Bytef*>(json.data()), &size, bytes.data(),
                                  static_cast<uLong>(bytes.size()));
    if (status == Z_OK) {
      json.resize(size);
      return json;
    }
    if (status != Z_BUF_ERROR) break;
  }
  return Damaged();
}

}  // namespace

Result<std::string> LinkOfSession(const Session& session) {
  const std::string json = SessionToJson(session);
  auto size = compressBound(static_cast<uLong>(json.size()));
  Bytes packed(size);
  compress2(packed.data(), &size, reinterpret_cast<const Bytef*>(json.data()),
            static_cast<uLong>(json.size()), Z_BEST_COMPRESSION);
  packed.resize(size);
  std::string link = Exchanged(ToBase64(packed), '+', '/', '-', '_');
  link.erase(std::find(link.begin(), link.end(), '='), link.end());
  if (link.size() > kLongestLink) {
    return Message{
        "A link to this session would have {} characters, and some programs cut links longer than "
        "{}: save it as a file instead.",
        {std::to_string(link.size()), std::to_string(kLongestLink)}};
  }
  return link;
}

Result<Session> SessionOfLink(std::string_view link) {
  if (link.empty() || link.size() > kLongestRead) return Damaged();
  const Result<Bytes> bytes = BytesOf(link);
  if (!bytes.ok()) return bytes.problem();
  const Result<std::string> json = Inflated(*bytes);
  if (!json.ok()) return json.problem();
  Result<Session> session = SessionFromJson(*json, "link");
  return session;
}

}  // namespace convlens
