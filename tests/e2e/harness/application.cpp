#include "e2e/harness/application.h"

#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace convlens::e2e {
namespace {

constexpr int kDisplayWidth = 1600;
constexpr int kDisplayHeight = 1000;

// A frame in progress when an act is done may have looked at the mouse before it. When nothing is
// drawn for this long, nothing will be.
constexpr Duration kQuiet{1000};

std::filesystem::path MakeHome() {
  std::string name = (std::filesystem::temp_directory_path() / "convlens-e2e-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return name;
}

std::map<std::string, std::string> EnvironmentOf(const std::filesystem::path& home,
                                                 const std::string& display) {
  return {{"DISPLAY", display},
          {"HOME", home.string()},
          {"XDG_CONFIG_HOME", home / "config"},
          {"XDG_STATE_HOME", home / "state"},
          {"XDG_DATA_HOME", home / "data"},
          {"XDG_CACHE_HOME", home / "cache"},
          {"XDG_RUNTIME_DIR", home.string()},
          {"WAYLAND_DISPLAY", ""},
          {"XMODIFIERS", "@im=none"},
          {"LC_ALL", "C.UTF-8"},
          {"LIBGL_ALWAYS_SOFTWARE", "1"}};
}

void WritePreferences(const std::filesystem::path& home, const Setup& setup) {
  const std::filesystem::path folder = home / "config" / "convlens";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "preferences.json")
      << nlohmann::json{{"language", setup.language},
                        {"theme", setup.theme},
                        {"scale", setup.scale},
                        {"lesson_panel", true},
                        {"recent_files", nlohmann::json::array()},
                        {"window_width", setup.width},
                        {"window_height", setup.height}};
}

std::vector<std::string> PartsOf(const std::string& keys) {
  std::vector<std::string> parts;
  std::istringstream stream(keys);
  for (std::string part; std::getline(stream, part, '+');) {
    if (part == "ctrl") part = "Control_L";
    if (part == "alt") part = "Alt_L";
    if (part == "shift") part = "Shift_L";
    parts.push_back(part);
  }
  return parts;
}

}  // namespace

std::string FromEnvironment(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : otherwise;
}

std::string ProgramToDrive() { return FromEnvironment("CONVLENS_E2E_PROGRAM", CONVLENS_PROGRAM); }

bool IsWebPage() { return !FromEnvironment("CONVLENS_PAGE", "").empty(); }

nlohmann::json ReadJson(const std::filesystem::path& file) {
  std::ifstream stream(file);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  return json.is_discarded() ? nlohmann::json() : json;
}

Application::Application(Setup setup)
    : setup_(std::move(setup)),
      home_(setup_.beside != nullptr ? setup_.beside->home() : MakeHome()),
      inspection_(home_ / (setup_.beside != nullptr ? "beside.json" : "inspection.json")),
      display_(kDisplayWidth, kDisplayHeight) {
  if (setup_.beside == nullptr) WritePreferences(home_, setup_);
  for (const auto& [name, contents] : setup_.files) {
    std::filesystem::create_directories((home_ / name).parent_path());
    std::ofstream(home_ / name) << contents;
  }
  Start();
}

Application::~Application() {
  robot_.reset();
  process_.Kill();
  std::error_code ignored;
  if (setup_.beside == nullptr) std::filesystem::remove_all(home_, ignored);
}

void Application::Start() {
  std::filesystem::remove(inspection_);
  std::vector<std::string> command{setup_.program, "--inspect", inspection_};
  command.insert(command.end(), setup_.arguments.begin(), setup_.arguments.end());
  std::map<std::string, std::string> environment = EnvironmentOf(home_, display_.name());
  for (const auto& [name, value] : setup_.environment) environment[name] = value;
  const std::filesystem::path& folder = setup_.folder.empty() ? home_ : setup_.folder;
  process_ = Process(command, {.environment = environment, .folder = folder, .inherited = -1});
  robot_ = std::make_unique<Robot>(display_.name(), process_.id());
  Await("the first frame", [this] { return FrameNumber() > 0; });
  if (!setup_.arguments.empty()) {
    const std::string& file = setup_.arguments.back();
    Await("the file " + file, [&] { return Fact("session_path").ends_with(file); });
  }
  // The layout settles within the frames after the first.
  if (Fact("busy").empty()) return;
  Rest();
  NextFrames();
}

void Application::Restart(std::vector<std::string> arguments) {
  robot_.reset();
  process_.Kill();
  setup_.arguments = std::move(arguments);
  Start();
}

// An empty object before the first frame.
nlohmann::json Application::Read() const {
  nlohmann::json json = ReadJson(inspection_);
  return json.is_object() ? json : nlohmann::json::object();
}

void Application::Fail(const std::string& why) const {
  const nlohmann::json told = Read();
  std::string text = why + "\nfacts: " + told.value("facts", nlohmann::json()).dump() + "\nplaces:";
  const nlohmann::json places = told.value("places", nlohmann::json::object());
  for (const auto& [name, box] : places.items()) text += " " + name;
  if (robot_ != nullptr && process_.Running()) {
    WritePicture("e2e-failure.out.png", robot_->Look());
    text += "\nthe window: e2e-failure.out.png";
  }
  throw std::runtime_error(text);
}

uint64_t Application::FrameNumber() const { return Read().value("frame", uint64_t{0}); }

bool Application::Has(const std::string& place) const {
  const nlohmann::json json = Read();
  return json.contains("places") && json["places"].contains(place);
}

Place Application::Find(const std::string& place) const {
  Await("the place " + place, [&] { return Has(place); });
  const nlohmann::json box = Read()["places"][place];
  return {box.at(0), box.at(1), box.at(2), box.at(3)};
}

std::map<std::string, std::string> Application::Facts() const {
  const nlohmann::json told = Read();
  return told.value("facts", nlohmann::json::object()).get<std::map<std::string, std::string>>();
}

std::map<std::string, Place> Application::Places() const {
  std::map<std::string, Place> places;
  const nlohmann::json json = Read();
  for (const auto& [name, box] : json.at("places").items()) {
    places[name] = {box.at(0), box.at(1), box.at(2), box.at(3)};
  }
  return places;
}

std::set<std::string> Application::Disabled() const {
  return Read().value("disabled", std::set<std::string>());
}

std::string Application::Fact(const std::string& name) const {
  const nlohmann::json json = Read();
  return json.contains("facts") ? json["facts"].value(name, "") : "";
}

double Application::Number(const std::string& name) const {
  const std::string text = Fact(name);
  return text.empty() ? std::nan("") : std::strtod(text.c_str(), nullptr);
}

void Application::Expect(const std::string& name, const std::string& value) const {
  Await(name + " = " + value, [&] { return Fact(name) == value; });
}

void Application::Rest() const {
  Await("the end of background work", [&] { return Number("busy") == 0; });
}

void Application::ExpectGone(const std::string& place) const {
  Await(place + " to go", [&] { return !Has(place); });
}

void Application::NextFrames(int count) const {
  const uint64_t target = FrameNumber() + static_cast<uint64_t>(count);
  WaitUntil([&] { return FrameNumber() >= target; }, kQuiet);
}

bool Application::Responds() {
  const uint64_t before = FrameNumber();
  robot_->MoveMouse(5, 5);
  robot_->MoveMouse(6, 6);
  return WaitUntil([&] { return FrameNumber() > before || !process_.Running(); });
}

// A dialog takes its place in its second frame, so the pointer goes where the thing is by then.
void Application::Click(const std::string& place) {
  Spot spot = Find(place).center();
  Hover(spot);
  for (Spot now = Find(place).center(); now.x != spot.x || now.y != spot.y;
       now = Find(place).center()) {
    spot = now;
    Hover(spot);
  }
  Press(spot, 1);
}

void Application::Click(Spot spot, unsigned button) {
  Hover(spot);
  Press(spot, button);
}

void Application::Press(Spot spot, unsigned button) {
  robot_->MoveMouse(spot.x, spot.y);
  robot_->Button(button, true);
  NextFrames();
  robot_->Button(button, false);
  NextFrames();
}

void Application::DoubleClick(Spot spot) {
  Hover(spot);
  for (const bool down : {true, false, true, false}) {
    robot_->Button(1, down);
    NextFrames();
  }
}

void Application::Hover(Spot spot) {
  // From beside, so that there is a motion to be seen even where the pointer rests already.
  robot_->MoveMouse(spot.x + 1, spot.y);
  robot_->MoveMouse(spot.x, spot.y);
  NextFrames();
}

void Application::Drag(Spot from, Spot to, unsigned button) {
  Hover(from);
  robot_->Button(button, true);
  NextFrames();
  constexpr int kSteps = 8;
  for (int step = 1; step <= kSteps; ++step) {
    const double part = static_cast<double>(step) / kSteps;
    robot_->MoveMouse(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
    NextFrames(1);
  }
  NextFrames();
  robot_->Button(button, false);
  NextFrames();
}

void Application::Wheel(Spot spot, int clicks) {
  Hover(spot);
  const unsigned button = clicks > 0 ? 4 : 5;
  for (int i = 0; i < std::abs(clicks); ++i) {
    robot_->Button(button, true);
    robot_->Button(button, false);
    NextFrames();
  }
}

void Application::Press(const std::string& keys) {
  const std::vector<std::string> parts = PartsOf(keys);
  for (const std::string& part : parts) robot_->Key(part, true);
  NextFrames();
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) robot_->Key(*part, false);
  NextFrames();
}

void Application::Type(const std::string& text) {
  for (const char letter : text) {
    const std::vector<std::string> keys = robot_->KeysOf(letter);
    for (const std::string& key : keys) robot_->Key(key, true);
    NextFrames(1);
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) robot_->Key(*key, false);
    NextFrames(1);
  }
}

void Application::Fill(const std::string& place, const std::string& text) {
  Click(place);
  Press("ctrl+a");
  Type(text);
  Press("Return");
}

nlohmann::json Application::SaveAs(const std::string& name) {
  const std::filesystem::path file = home_ / name;
  if (IsWebPage()) return Download("ctrl+shift+s", file);
  std::filesystem::remove(file);
  Press("ctrl+shift+s");
  Find("dialog.name");
  Fill("dialog.name", name);
  Await("the session saved as " + name, [&] { return !ReadJson(file).is_null(); });
  Rest();
  return ReadJson(file);
}

nlohmann::json Application::Save(const std::filesystem::path& file) {
  if (IsWebPage()) return Download("ctrl+s", file);
  std::filesystem::remove(file);
  Press("ctrl+s");
  Await("the saved session", [&] { return !ReadJson(file).is_null(); });
  Rest();
  return ReadJson(file);
}

// The bridge of the page (tests/web/bridge.js) keeps what was offered last as "download".
nlohmann::json Application::Download(const std::string& keys, const std::filesystem::path& file) {
  const std::filesystem::path offered = home_ / "download";
  std::filesystem::remove(offered);
  Press(keys);
  Await("the download", [&] { return !ReadJson(offered).is_null(); });
  std::filesystem::rename(offered, file);
  Rest();
  return ReadJson(file);
}

}  // namespace convlens::e2e
