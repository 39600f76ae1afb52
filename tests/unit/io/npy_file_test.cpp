#include "io/grids/npy_file.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "io/files/file.h"
#include "io/files/file_kind.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;

namespace {

/// An .npy file of `version` with this dictionary and these data.
std::string Npy(const std::string& dictionary, const std::string& data, int version = 1) {
  std::string bytes = "\x93NUMPY";
  bytes += static_cast<char>(version);
  bytes += '\0';
  const size_t length_size = version == 1 ? 2 : 4;
  for (size_t i = 0; i < length_size; ++i) {
    bytes += static_cast<char>(dictionary.size() >> (8 * i) & 255U);
  }
  return bytes + dictionary + data;
}

template <typename Number>
std::string BytesOf(const std::vector<Number>& numbers) {
  std::string bytes(numbers.size() * sizeof(Number), '\0');
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

std::string Dictionary(const std::string& type, const std::string& shape,
                       const std::string& order = "False") {
  return "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
}

template <typename Number>
void CheckType(const std::string& type) {
  const std::string data = BytesOf(std::vector<Number>{1, 2, 3, 4, 5, 6});
  const Result<Grid> read = NpyFromBytes(Npy(Dictionary(type, "(2, 3)"), data), "a.npy");
  INFO(type);
  REQUIRE(read.ok());
  CHECK(*read == Grid{{1, 2, 3}, {4, 5, 6}});
}

std::string ProblemOf(const std::string& bytes) {
  const Result<Grid> read = NpyFromBytes(bytes, "a.npy");
  REQUIRE_FALSE(read.ok());
  return ToEnglish(read.problem());
}

std::string ProblemOfDictionary(const std::string& dictionary) {
  return ProblemOf(Npy(dictionary, std::string(64, '\0')));
}

}  // namespace

TEST_CASE("every little-endian number type becomes float32") {
  CheckType<float>("<f4");
  CheckType<double>("<f8");
  CheckType<int8_t>("|i1");
  CheckType<uint8_t>("|u1");
  CheckType<int16_t>("<i2");
  CheckType<uint16_t>("<u2");
  CheckType<int32_t>("<i4");
  CheckType<uint32_t>("<u4");
  CheckType<int64_t>("<i8");
  CheckType<uint64_t>("<u8");
  CheckType<float>("=f4");
  const std::string booleans = Npy(Dictionary("|b1", "(1, 2)"), std::string("\x01\x00", 2));
  const Result<Grid> read = NpyFromBytes(booleans, "a.npy");
  REQUIRE(read.ok());
  CHECK(*read == Grid{{1, 0}});
}

TEST_CASE("Fortran order is read column by column") {
  const std::string data = BytesOf(std::vector<float>{1, 4, 2, 5, 3, 6});
  const Result<Grid> read = NpyFromBytes(Npy(Dictionary("<f4", "(2, 3)", "True"), data), "a.npy");
  REQUIRE(read.ok());
  CHECK(*read == Grid{{1, 2, 3}, {4, 5, 6}});
}

TEST_CASE("leading axes of length 1 are dropped, but two axes always stay") {
  const std::string data = BytesOf(std::vector<float>{1, 2});
  for (const std::string shape : {"(1, 2)", "(1, 1, 2)", "(1, 1, 1, 2)", "(1L, 2L)"}) {
    const Result<Grid> read = NpyFromBytes(Npy(Dictionary("<f4", shape), data), "a.npy");
    REQUIRE(read.ok());
    CHECK(*read == Grid{{1, 2}});
  }
}

TEST_CASE("versions 2 and 3 are read, with the keys in any order and either kind of quote") {
  const std::string data = BytesOf(std::vector<float>{7});
  const std::string dictionary = "{ \"shape\" :(1,1),\"fortran_order\":False , 'descr':'<f4'}";
  for (const int version : {1, 2, 3}) {
    const Result<Grid> read = NpyFromBytes(Npy(dictionary, data, version), "a.npy");
    REQUIRE(read.ok());
    CHECK(*read == Grid{{7}});
  }
}

TEST_CASE("what is written is version 1.0, float32, C order, aligned, and reads back bit by bit") {
  Grid grid(3, 5);
  grid.at(0, 0) = -0.0F;
  grid.at(1, 1) = std::nanf("");
  grid.at(2, 4) = std::numeric_limits<float>::infinity();
  const std::string bytes = NpyToBytes(grid);
  CHECK(bytes.substr(0, 8) == std::string("\x93NUMPY\x01\x00", 8));
  CHECK(bytes.find("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 5), }") == 10);
  CHECK((bytes.size() - 3 * 5 * 4) % 64 == 0);
  CHECK(bytes[bytes.size() - 3 * 5 * 4 - 1] == '\n');
  const Result<Grid> read = NpyFromBytes(bytes, "a.npy");
  REQUIRE(read.ok());
  CHECK(*read == grid);
}

TEST_CASE("a written array is a file that is found to be .npy and reads back") {
  const ScratchFolder folder;
  const Grid grid{{1.5F, -2}, {3, 4}};
  REQUIRE(WriteNpy(folder / "k.bin", grid).ok());
  CHECK(KindOfBytes(*ReadFile(folder / "k.bin")) == FileKind::kNpy);
  const Result<Grid> read = ReadNpy(folder / "k.bin");
  REQUIRE(read.ok());
  CHECK(*read == grid);
}

TEST_CASE("numbers of the other byte order, half numbers and any truth are read") {
  const auto read = [](const std::string& type, const std::string& data) {
    const Result<Grid> grid = NpyFromBytes(Npy(Dictionary(type, "(1, 2)"), data), "a.npy");
    REQUIRE(grid.ok());
    return *grid;
  };
  CHECK(read(">f4", std::string("\x3F\xC0\0\0\xC0\0\0\0", 8)) == Grid{{1.5F, -2}});
  CHECK(read(">i2", std::string("\x01\0\xFF\xFE", 4)) == Grid{{256, -2}});
  CHECK(read(">f8", std::string("\x3F\xF8\0\0\0\0\0\0\xC0\0\0\0\0\0\0\0", 16)) == Grid{{1.5F, -2}});
  CHECK(read("<f2", std::string("\x00\x3E\x00\xC0", 4)) == Grid{{1.5F, -2}});
  CHECK(read(">f2", std::string("\x7B\xFF\x00\x01", 4)) == Grid{{65504, 0x1p-24F}});
  CHECK(std::isinf(read("<f2", std::string("\x00\x7C\x00\xFC", 4)).at(0, 1)));
  CHECK(std::isnan(read("<f2", std::string("\x01\x7C\x00\x80", 4)).at(0, 0)));
  CHECK(read("|b1", std::string("\xFF\x02", 2)) == Grid{{1, 1}});
}

TEST_CASE("a double beyond float32 gives a message, infinity does not") {
  const std::string large = BytesOf(std::vector<double>{1, 1e39});
  CHECK(ProblemOf(Npy(Dictionary("<f8", "(1, 2)"), large)) ==
        "a.npy holds 1e+39, which is beyond float32: scale the numbers down first.");
  const double infinity = std::numeric_limits<double>::infinity();
  const std::string endless = BytesOf(std::vector<double>{1e-320, infinity});
  CHECK(NpyFromBytes(Npy(Dictionary("<f8", "(1, 2)"), endless), "a.npy").ok());
}

TEST_CASE("an array of one axis is a row, and one without axes a cell") {
  const std::string data = BytesOf(std::vector<float>{1, 2, 3});
  CHECK(*NpyFromBytes(Npy(Dictionary("<f4", "(3,)"), data), "a.npy") == Grid{{1, 2, 3}});
  CHECK(*NpyFromBytes(Npy(Dictionary("<f4", "()"), data), "a.npy") == Grid{{1}});
}

TEST_CASE("a million leading axes of length 1 are dropped at once") {
  constexpr int kAxes = 1'000'000;
  std::string shape = "(";
  for (int axis = 0; axis < kAxes; ++axis) shape += "1,";
  const std::string header = Dictionary("<f4", shape + "2)");
  std::string bytes("\x93NUMPY\x02\x00", 8);
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(header.size() >> shift);
  bytes += header + BytesOf(std::vector<float>{1, 2});
  CHECK(*NpyFromBytes(bytes, "a.npy") == Grid{{1, 2}});
}

TEST_CASE("a header as Python 2 writes it is read") {
  const std::string data = BytesOf(std::vector<float>{1, 2});
  const std::string header = "{u'descr': u'<f4', 'fortran_order': False, 'shape': (1L, 2L), }\n";
  CHECK(*NpyFromBytes(Npy(header, data), "a.npy") == Grid{{1, 2}});
}

TEST_CASE("for a picture with its channels last the message says how to turn it") {
  const std::string turn = ", but channels come first here: turn it with a.transpose(2, 0, 1).";
  const auto problem = [](const std::string& shape, int axes) {
    const Result<NpyGrids> read =
        NpyGridsFromBytes(Npy(Dictionary("<f4", shape), ""), "a.npy", axes);
    REQUIRE_FALSE(read.ok());
    return ToEnglish(read.problem());
  };
  CHECK(problem("(32, 48, 3)", 3) == "a.npy has the shape 32×48×3" + turn);
  CHECK(problem("(6, 8, 3)", 3) == "a.npy has the shape 6×8×3" + turn);
  CHECK(problem("(1, 32, 48, 3)", 3) == "a.npy has the shape 32×48×3" + turn);
  CHECK(problem("(32, 48, 3)", 2) ==
        "a.npy has the shape 32×48×3, but one grid is needed: pick a channel with a[:, :, 0].");
  for (const char* channels_first : {"(16, 5, 3)", "(4, 4, 3)", "(64, 7, 1)", "(3, 32, 48)"}) {
    CHECK(problem(channels_first, 3).find("ends too early") != std::string::npos);
  }
}

TEST_CASE("a type that is not a real number is refused by name") {
  for (const std::string type : {"<c8", "<f16", "<U3", "|O", "f", "", "<"}) {
    const std::string problem = ProblemOfDictionary(Dictionary(type, "(1, 1)"));
    CHECK(problem == (type.empty() ? "a.npy has a damaged .npy header."
                                   : "a.npy holds values of type " + type +
                                         ", but only real numbers can be read: convert it with "
                                         "a.astype(numpy.float32)."));
  }
  CHECK(ProblemOfDictionary("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1, 1)}")
            .find("values of type [('x', '<f4')]") != std::string::npos);
}

TEST_CASE("shapes that are not a grid within the limits are refused") {
  CHECK(ProblemOfDictionary(Dictionary("<f4", "(3, 4, 5)")) ==
        "a.npy is an array of 3 axes (3×4×5). Two are needed: height and width.");
  CHECK(ProblemOfDictionary(Dictionary("<f4", "(0, 4)")) ==
        "a.npy has no cells: its shape is 0×4.");
  CHECK(ProblemOfDictionary(Dictionary("<f4", "(1000000000, 1)")) ==
        "a.npy is 1000000000×1, larger than the allowed 8192×8192.");
  CHECK(ProblemOfDictionary(Dictionary("<f4", "(18446744073709551615, 18446744073709551615)"))
            .find("larger than the allowed") != std::string::npos);
}

TEST_CASE("too few numbers are refused with both counts, before memory is taken for the shape") {
  CHECK(ProblemOf(Npy(Dictionary("<f8", "(8192, 8192)"), "12345678")) ==
        "a.npy ends too early: it holds 8 of 536870912 bytes of numbers.");
}

TEST_CASE("a damaged header is refused, wherever the damage is") {
  const std::string good = Dictionary("<f4", "(1, 1)");
  for (size_t length = 0; length + 2 < good.size(); ++length) {
    CHECK(ProblemOfDictionary(good.substr(0, length)) == "a.npy has a damaged .npy header.");
  }
  for (const std::string dictionary :
       {"{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1, 1)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 1)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 1)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), 'more': 1}",
        "{'descr': '<f4', 'descr': '<f4', 'descr': '<f4'}",
        "{'descr': [[[, 'fortran_order': False, 'shape': (1, 1)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1)} garbage", "garbage"}) {
    CHECK(ProblemOfDictionary(dictionary) == "a.npy has a damaged .npy header.");
  }
}

TEST_CASE("a file that is cut in its header, or of an unknown version, says so") {
  const std::string whole = NpyToBytes(Grid{{1}});
  for (size_t length = 6; length < 128; ++length) {
    CHECK(ProblemOf(whole.substr(0, length)) ==
          "a.npy ends too early: part of the file is missing.");
  }
  CHECK(ProblemOf("") == "a.npy is not an .npy file.");
  CHECK(ProblemOf(Npy("{}", "", 9)) ==
        "a.npy is an .npy file of version 9; versions 1 to 3 can be read.");
  CHECK(ProblemOf(std::string("\x93NUMPY\x02\x00\xFF\xFF\xFF\xFF{}", 14)) ==
        "a.npy ends too early: part of the file is missing.");
}

TEST_CASE("three and four axes are grids in C order, whichever axis runs fastest in the file") {
  std::string c_order;
  std::string fortran_order;
  const auto append = [](std::string& to, int value) {
    const auto number = static_cast<float>(value);
    to.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  for (int i = 0; i < 2 * 3 * 4 * 5; ++i) append(c_order, i);
  for (int w = 0; w < 5; ++w) {
    for (int h = 0; h < 4; ++h) {
      for (int c = 0; c < 3; ++c) {
        for (int o = 0; o < 2; ++o) append(fortran_order, ((o * 3 + c) * 4 + h) * 5 + w);
      }
    }
  }
  for (const bool fortran : {false, true}) {
    const Result<NpyGrids> read =
        NpyGridsFromBytes(Npy(Dictionary("<f4", "(2, 3, 4, 5)", fortran ? "True" : "False"),
                              fortran ? fortran_order : c_order),
                          "a.npy", 4);
    REQUIRE(read.ok());
    CHECK(read->leading == std::vector<int>{2, 3});
    REQUIRE(read->grids.size() == 6);
    CHECK(read->grids[0].at(0, 1) == 1);
    CHECK(read->grids[5].at(3, 4) == 119);
    CHECK(read->grids[1].at(2, 3) == 33);
  }
}

TEST_CASE("what is written for many channels reads back; one axis too many is refused") {
  const Grid a{{1, 2}, {3, 4}, {5, 6}};
  const Grid b{{7, 8}, {9, 10}, {11, 12}};
  const GridView both[] = {a, b};
  const std::string bytes = NpyToBytes({2, 3, 2}, both);
  const Result<NpyGrids> read = NpyGridsFromBytes(bytes, "a.npy", 3);
  REQUIRE(read.ok());
  CHECK(read->leading == std::vector<int>{2});
  CHECK(read->grids[1] == b);
  const auto problem = [](const std::string& shape, int most_axes) {
    const Result<NpyGrids> array =
        NpyGridsFromBytes(Npy(Dictionary("<f4", shape), ""), "a.npy", most_axes);
    REQUIRE(!array.ok());
    return ToEnglish(array.problem());
  };
  CHECK(problem("(2, 3, 4, 5)", 3) ==
        "a.npy is an array of 4 axes (2×3×4×5). Two or three are needed: channels, height and "
        "width.");
  CHECK(problem("(2, 2, 3, 4, 5)", 4).find("Two to four") != std::string::npos);
  CHECK(problem("(8192, 8192, 8192)", 3) ==
        "a.npy is 8192×8192×8192, more than the allowed 256 million numbers.");
  CHECK(problem("(0, 3, 3)", 3) == "a.npy has no cells: its shape is 0×3×3.");
}
