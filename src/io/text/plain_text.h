#pragma once

#include <string>
#include <string_view>

namespace convlens {

/// Makes plain what other programs write: UTF-16 (by its byte order mark, or by its zero bytes) and
/// UTF-8 become UTF-8 without a mark; lines end in "\n"; full-width forms, typographic minus signs,
/// quotes and blanks become ASCII. A thin blank between groups of three digits is dropped, since
/// nothing but thousands is written so.
std::string PlainText(std::string_view bytes);

/// `text` without comments: from "#" behind a blank or at a line's start to the line's end, the
/// same from "//" and "%" (behind a blank only where brackets show that it is code), and between
/// "/*" and
/// "*/". What a spreadsheet writes for an error ("#N/A") stays.
std::string WithoutComments(std::string_view text);

/// `text` without blanks and line ends around it.
std::string_view TrimmedText(std::string_view text);

}  // namespace convlens
