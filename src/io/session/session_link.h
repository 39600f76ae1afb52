#pragma once

#include <string>
#include <string_view>

#include "core/grid/result.h"
#include "model/document/session.h"

namespace convlens {

/// Longer addresses are cut or refused by some of what they travel through.
inline constexpr size_t kLongestLink = 8000;

/// A session as letters, digits, "-" and "_", so that it can be a part of an address: its JSON (see
/// session_file.h), deflated, in base 64 for URLs (RFC 4648, section 5) without padding. A message
/// when it would be longer than kLongestLink.
Result<std::string> LinkOfSession(const Session& session);

/// The session that `link` holds; a message when it was cut or changed on its way.
Result<Session> SessionOfLink(std::string_view link);

}  // namespace convlens
