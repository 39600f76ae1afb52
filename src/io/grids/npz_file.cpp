// Source of the format: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", 4.3 and 4.5.3.

#include "io/grids/npz_file.h"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "io/files/file_kind.h"
#include "io/image/byte_reader.h"
#include "layer/settings/layer_settings.h"

namespace convlens {
namespace {

constexpr std::string_view kExtension = ".npy";
constexpr uint32_t kFileHeaderMark = 0x02014B50;
constexpr uint32_t kStored = 0;
constexpr uint32_t kDeflated = 8;
constexpr uint16_t kWideSizes = 1;  // an extra field with sizes of 64 bits
/// The largest array that can be read, with room for its header.
constexpr uint64_t kMostBytes = static_cast<uint64_t>(kMaxTensorCells) * 8 + (1 << 20);

/// What the archive's directory says about one file.
struct Entry {
  std::string name;
  uint32_t method = 0;
  uint32_t checksum = 0;
  uint64_t packed = 0;
  uint64_t size = 0;
  uint64_t header = 0;  ///< where its local header begins
};

uint64_t TakeWide(ByteReader& reader) {
  const uint64_t low = reader.Take(4);
  return low | static_cast<uint64_t>(reader.Take(4)) << 32;
}

/// Sizes of 32 bits that are all ones stand in an extra field, in this order.
void ReadWideSizes(std::string_view extra, Entry& entry) {
  ByteReader reader(extra);
  while (reader.left() >= 4) {
    const uint32_t kind = reader.Take(2);
    const uint32_t length = reader.Take(2);
    const size_t start = reader.at();
    if (kind == kWideSizes) {
      for (uint64_t* size : {&entry.size, &entry.packed, &entry.header}) {
        if (*size == 0xFFFFFFFF) *size = TakeWide(reader);
      }
      return;
    }
    reader.Seek(start + length);
  }
}

std::optional<std::vector<Entry>> DirectoryOf(std::string_view bytes) {
  const size_t end = bytes.rfind(kZipEnd);
  constexpr size_t kEndLength = 22;
  if (end == std::string_view::npos || bytes.size() - end < kEndLength) return std::nullopt;
  ByteReader reader(bytes);
  reader.Seek(end + 10);
  const uint32_t count = reader.Take(2);
  reader.Skip(4);
  reader.Seek(reader.Take(4));
  std::vector<Entry> entries;
  for (uint32_t i = 0; i < count; ++i) {
    if (reader.Take(4) != kFileHeaderMark) return std::nullopt;
    Entry entry;
    reader.Skip(6);
    entry.method = reader.Take(2);
    reader.Skip(4);
    entry.checksum = reader.Take(4);
    entry.packed = reader.Take(4);
    entry.size = reader.Take(4);
    const uint32_t name = reader.Take(2);
    const uint32_t extra = reader.Take(2);
    const uint32_t comment = reader.Take(2);
    reader.Skip(8);
    entry.header = reader.Take(4);
    if (reader.ended_early() || reader.left() < size_t{name} + extra) return std::nullopt;
    entry.name = bytes.substr(reader.at(), name);
    ReadWideSizes(bytes.substr(reader.at() + name, extra), entry);
    reader.Skip(uint64_t{name} + extra + comment);
    entries.push_back(std::move(entry));
  }
  if (reader.ended_early()) return std::nullopt;
  return entries;
}

/// The packed bytes of an entry.
std::optional<std::string_view> PackedBytes(std::string_view bytes, const Entry& entry) {
  constexpr uint64_t kHeaderLength = 30;
  ByteReader reader(bytes);
  if (entry.header > bytes.size()) return std::nullopt;
  reader.Seek(entry.header + 26);
  const uint64_t name = reader.Take(2);
  const uint64_t extra = reader.Take(2);
  const uint64_t start = entry.header + kHeaderLength + name + extra;
  if (reader.ended_early() || start > bytes.size() || entry.packed > bytes.size() - start) {
    return std::nullopt;
  }
  return bytes.substr(start, entry.packed);
}

bool Inflate(std::string_view packed, std::string& to) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.next_out = reinterpret_cast<Bytef*>(to.data());
  size_t in = packed.size();
  size_t out = to.size();
  int state = Z_OK;
  while (state == Z_OK) {
    // zlib counts in 32 bits.
    constexpr size_t kPart = size_t{1} << 30;
    stream.avail_in = static_cast<uInt>(std::min(in, kPart));
    stream.avail_out = static_cast<uInt>(std::min(out, kPart));
    const size_t given_in = stream.avail_in;
    const size_t given_out = stream.avail_out;
    state = inflate(&stream, Z_NO_FLUSH);
    in -= given_in - stream.avail_in;
    out -= given_out - stream.avail_out;
    if (given_in == stream.avail_in && given_out == stream.avail_out) break;
  }
  inflateEnd(&stream);
  return state == Z_STREAM_END && out == 0;
}

uint32_t ChecksumOf(std::string_view bytes) {
  return static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

Message Damaged(const std::string& source) {
  return {"{} is damaged: the .npz archive ends early or holds wrong data.", {source}};
}

Result<std::string> Unpacked(std::string_view bytes, const Entry& entry,
                             const std::string& source) {
  // Deflate makes at most 1032 bytes from one: a larger size is a trap.
  constexpr uint64_t kMostToOne = 1032;
  const std::optional<std::string_view> packed = PackedBytes(bytes, entry);
  if (!packed || entry.size / kMostToOne > packed->size()) return Damaged(source);
  if (entry.size > kMostBytes) {
    return Message{"{} holds {} bytes, more than an array may have ({}).",
                   {source, std::to_string(entry.size), std::to_string(kMostBytes)}};
  }
  std::string unpacked;
  if (entry.method == kStored) {
    unpacked = *packed;
  } else if (entry.method == kDeflated) {
    unpacked.resize(entry.size);
    if (!Inflate(*packed, unpacked)) return Damaged(source);
  } else {
    return Message{"{} is compressed in a way that cannot be read: save it with numpy.savez.",
                   {source}};
  }
  if (unpacked.size() != entry.size || ChecksumOf(unpacked) != entry.checksum) {
    return Damaged(source);
  }
  return unpacked;
}

std::string NameOf(const Entry& entry) {
  return entry.name.substr(0, entry.name.size() - kExtension.size());
}

// All of them, or as many of a very long list as can be looked through.
std::vector<std::string> NamesOf(const std::vector<Entry>& arrays) {
  constexpr size_t kMost = 100;
  std::vector<std::string> names;
  for (const Entry& entry : arrays) {
    names.push_back(names.size() < kMost ? NameOf(entry) : "…");
    if (names.size() > kMost) break;
  }
  return names;
}

void Append(std::string& bytes, uint64_t number, int length) {
  for (int i = 0; i < length; ++i, number >>= 8) bytes += static_cast<char>(number & 0xFF);
}

}  // namespace

Result<NpzMember> NpzMemberOf(std::string_view bytes, const std::string& source,
                              const std::string& member) {
  std::optional<std::vector<Entry>> arrays = DirectoryOf(bytes);
  if (!arrays) return Damaged(source);
  std::erase_if(*arrays, [](const Entry& entry) { return !entry.name.ends_with(kExtension); });
  if (arrays->empty()) return Message{"{} holds no arrays.", {source}};
  const auto found = std::find_if(arrays->begin(), arrays->end(), [&](const Entry& entry) {
    return member.empty() || NameOf(entry) == member || entry.name == member;
  });
  if (found == arrays->end()) {
    return Message{"{} has no array {}. It has: {*}.", {source, member}, NamesOf(*arrays)};
  }
  if (member.empty() && arrays->size() > 1) {
    return Message{"{} holds several arrays ({*}): name one, such as {}:{}.",
                   {source, source, NameOf(arrays->front())},
                   NamesOf(*arrays)};
  }
  const Result<std::string> unpacked = Unpacked(bytes, *found, source);
  if (!unpacked.ok()) return unpacked.problem();
  return NpzMember{NameOf(*found), *unpacked};
}

std::string NpzToBytes(const NpzMember& member) {
  constexpr uint32_t kVersion = 20;
  constexpr uint32_t kFirstOf1980 = 1 << 5 | 1;  // the format's first day, as numpy writes
  const std::string name = member.name + std::string(kExtension);
  std::string facts;  // the same in both headers
  Append(facts, kVersion, 2);
  Append(facts, 0, 2);  // flags
  Append(facts, kStored, 2);
  Append(facts, kFirstOf1980 << 16, 4);
  Append(facts, ChecksumOf(member.bytes), 4);
  Append(facts, member.bytes.size(), 4);
  Append(facts, member.bytes.size(), 4);
  Append(facts, name.size(), 2);
  Append(facts, 0, 2);  // extra
  std::string bytes(kZipEntry);
  bytes.append(facts).append(name).append(member.bytes);
  const size_t directory = bytes.size();
  Append(bytes, kFileHeaderMark, 4);
  Append(bytes, kVersion, 2);
  bytes.append(facts);
  Append(bytes, 0, 14);  // comment, disk, attributes, and the place of the local header
  bytes.append(name);
  const size_t length = bytes.size() - directory;
  bytes.append(kZipEnd);
  Append(bytes, 0, 4);  // disks
  Append(bytes, 1, 2);
  Append(bytes, 1, 2);
  Append(bytes, length, 4);
  Append(bytes, directory, 4);
  Append(bytes, 0, 2);
  return bytes;
}

}  // namespace convlens
