#pragma once

#include <string_view>

namespace convlens {

/// Whether no Huffman table of a JPEG file's bytes holds more than the 256 symbols that the format
/// allows. stb_image, as Debian 12 has it, trusts the counts and writes past its tables otherwise;
/// so this is asked before it decodes. True for everything that is not JPEG.
bool HasSoundHuffmanTables(std::string_view bytes);

}  // namespace convlens
