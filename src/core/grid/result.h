#pragma once

#include <cassert>
#include <utility>
#include <variant>

#include "core/grid/message.h"

namespace convlens {

/// Either a value or the message that says why there is none. For everything that a user or a file
/// can get wrong; a programmer's mistake asserts instead.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}            // NOLINT: implicit by design
  Result(Message problem) : state_(std::move(problem)) {}  // NOLINT: implicit by design

  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  /// Requires `ok()`.
  const T& value() const {
    assert(ok());
    return std::get<T>(state_);
  }
  T& value() {
    assert(ok());
    return std::get<T>(state_);
  }
  const T& operator*() const { return value(); }
  T& operator*() { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  /// Requires `!ok()`.
  const Message& problem() const {
    assert(!ok());
    return std::get<Message>(state_);
  }

 private:
  std::variant<T, Message> state_;
};

/// The result of an action that gives nothing back.
struct Done {
  bool operator==(const Done&) const = default;
};

}  // namespace convlens
