#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/correlate/correlate.h"
#include "core/grid/result.h"

namespace convlens {

/// What a command does once its options are read; gives the exit code. Each command has a file of
/// its own with `void AddXCommand(CLI::App& app, CommandAction& action)`, which adds the subcommand
/// and sets `action` when it was parsed.
using CommandAction = std::function<int()>;

inline constexpr int kExitBadInput = 2;

/// Writes `problem` as one line on standard error; gives the exit code for bad input.
int Fail(const Message& problem);

/// Runs `action` and gives its exit code. Whatever it throws becomes a message and the exit code
/// for bad input, and so does output that did not arrive.
int Guarded(const CommandAction& action);

/// An option whose argument is one of the words of a table.
template <typename Enum>
void AddWordOption(CLI::App& command, const std::string& name, std::function<void(Enum)> take,
                   const std::map<std::string, Enum>& words, const std::string& help) {
  std::vector<std::string> known;
  for (const auto& [word, meaning] : words) known.push_back(word);
  const auto take_word = [take, words](const std::string& word) { take(words.at(word)); };
  command.add_option_function<std::string>(name, take_word, help)
      ->check(CLI::IsMember(known).description(""))
      ->type_name(CLI::detail::join(known, "|"));
}
template <typename Enum>
void AddWordOption(CLI::App& command, const std::string& name, Enum& value,
                   const std::map<std::string, Enum>& words, const std::string& help) {
  AddWordOption<Enum>(
      command, name, [&value](Enum meaning) { value = meaning; }, words, help);
}

/// "--op corr|conv"
void AddOperationOption(CLI::App& command, std::function<void(Operation)> take);

/// A validator: a number that float32 holds, not NaN and not infinite.
CLI::Validator FiniteFloat();

/// "HxW" as a shape; a message that names `option` otherwise.
Result<Shape> ParseShape(const std::string& text, const std::string& option);

/// The shortest decimal that reads back as `value`; "nan", "inf", "-inf".
std::string NumberText(float value);
std::string NumberText(double value);

}  // namespace convlens
