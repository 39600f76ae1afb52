#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/correlate/correlate.h"
#include "core/grid/result.h"
#include "core/grid/words.h"

namespace convlens {

/// What a command does once its options are read; gives the exit code. Each command has a file of
/// its own with `void AddXCommand(CLI::App& app, CommandAction& action)`, which adds the subcommand
/// and sets `action` when it was parsed.
using CommandAction = std::function<int()>;

inline constexpr int kExitBadInput = 2;

/// Writes `problem` as one line on standard error; gives the exit code for bad input.
int FailWith(const Message& problem);

/// Runs `action` and gives its exit code. Whatever it throws becomes a message and the exit code
/// for bad input, and so does output that did not arrive.
int RunGuarded(const CommandAction& action);

/// An option whose argument is one of the words of a table, which lives as long as the program.
/// `value` is an Enum or an optional one, and lives until the command has run.
template <typename Value, typename Enum>
void AddWordOption(CLI::App& command, const std::string& name, Value& value,
                   std::span<const Word<Enum>> words, const std::string& help) {
  std::vector<std::string> known;
  for (const Word<Enum>& word : words) known.emplace_back(word.command);
  const auto take = [&value, words](const std::string& text) {
    value = *MeaningOfCommand(words, text);
  };
  command.add_option_function<std::string>(name, take, help)
      ->check(CLI::IsMember(known).description(""))
      ->type_name(CLI::detail::join(known, "|"));
}

template <typename Value, typename Enum, size_t N>
void AddWordOption(CLI::App& command, const std::string& name, Value& value,
                   const Word<Enum> (&words)[N], const std::string& help) {
  AddWordOption(command, name, value, std::span<const Word<Enum>>(words), help);
}

/// A validator: a number that float32 holds, not NaN and not infinite.
CLI::Validator FiniteFloat();

/// "HxW" as a shape; a message that names `option` otherwise.
Result<Shape> ParseShape(const std::string& text, const std::string& option);

}  // namespace convlens
