#include <doctest/doctest.h>

#include <fstream>

#include "ui/shell/folder_listing.h"

namespace convlens {
namespace {

namespace fs = std::filesystem;

// A folder for one test, gone with it.
class Sandbox {
 public:
  Sandbox() {
    std::string name = (fs::temp_directory_path() / "convlens-dialog-XXXXXX").string();
    root_ = mkdtemp(name.data());
    for (const char* folder : {"Beta", "alpha", ".hidden", "alpha/inner"}) {
      fs::create_directory(root_ / folder);
    }
    for (const char* file : {"photo.PNG", "Apple.npy", "notes.txt", ".secret.png"}) {
      std::ofstream(root_ / file) << "1234";
    }
  }
  ~Sandbox() { fs::remove_all(root_); }
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

std::vector<std::string> NamesOf(const std::vector<FolderItem>& items) {
  std::vector<std::string> names;
  for (const FolderItem& item : items) names.push_back(item.name);
  return names;
}

using Names = std::vector<std::string>;

TEST_CASE("a folder lists folders first, by name without regard to case, hidden ones left out") {
  const Sandbox box;
  const FolderListing listing = ListFolder(box.root(), {});
  CHECK(NamesOf(listing.items) == Names{"alpha", "Beta", "Apple.npy", "notes.txt", "photo.PNG"});
  CHECK(listing.items[0].is_folder);
  CHECK_FALSE(listing.items[4].is_folder);
  CHECK(listing.items[4].size == 4);
}

TEST_CASE("a filter keeps the folders and the files of its extensions, in either case") {
  const Sandbox box;
  const std::vector<std::string> extensions{".png", ".jpg"};
  CHECK(NamesOf(ListFolder(box.root(), extensions).items) == Names{"alpha", "Beta", "photo.PNG"});
}

TEST_CASE("a folder that is not there gives a message that names it") {
  const Sandbox box;
  const FolderListing listing = ListFolder(box.root() / "nowhere", {});
  REQUIRE(listing.problem);
  CHECK(ToEnglish(*listing.problem).find("nowhere") != std::string::npos);
}

TEST_CASE("a dialog that is to start in a missing folder starts in the nearest one above") {
  const Sandbox box;
  FolderBrowser browser;
  browser.Start(FileDialogMode::kOpen, box.root() / "gone" / "too", {});
  CHECK(browser.folder() == box.root());
  CHECK_FALSE(browser.problem());
}

TEST_CASE("going up selects the folder that was left") {
  const Sandbox box;
  FolderBrowser browser;
  browser.Start(FileDialogMode::kOpen, box.root() / "Beta", {});
  browser.Up();
  CHECK(browser.folder() == box.root());
  REQUIRE(browser.selected_item() != nullptr);
  CHECK(browser.selected_item()->name == "Beta");
}

TEST_CASE("up stops at the root") {
  FolderBrowser browser;
  browser.Start(FileDialogMode::kOpen, "/", {});
  browser.Up();
  CHECK(browser.folder() == "/");
}

TEST_CASE("arrow keys move the selection and stop at both ends") {
  const Sandbox box;
  FolderBrowser browser;
  browser.Start(FileDialogMode::kOpen, box.root(), {});
  browser.MoveSelection(1);
  CHECK(browser.selected() == 0);
  browser.MoveSelection(-1);
  CHECK(browser.selected() == 0);
  browser.MoveSelection(100);
  CHECK(browser.selected_item()->name == "photo.PNG");
}

TEST_CASE("typing selects the first name that starts so") {
  const Sandbox box;
  FolderBrowser browser;
  browser.Start(FileDialogMode::kOpen, box.root(), {});
  browser.SelectByPrefix("AP");
  CHECK(browser.selected_item()->name == "Apple.npy");
  browser.SelectByPrefix("zzz");
  CHECK(browser.selected_item()->name == "Apple.npy");
}

TEST_CASE("committing a folder's name enters it, a file's name chooses it") {
  const Sandbox box;
  FolderBrowser browser;
  browser.Start(FileDialogMode::kOpen, box.root(), {});
  CHECK(browser.Commit("alpha").kind == FileChoice::Kind::kEntered);
  CHECK(browser.folder() == box.root() / "alpha");
  CHECK(NamesOf(browser.items()) == Names{"inner"});
  const FileChoice choice = browser.Commit((box.root() / "notes.txt").string());
  CHECK(choice.kind == FileChoice::Kind::kChosen);
  CHECK(choice.path == box.root() / "notes.txt");
}

TEST_CASE("without a name the selected item counts") {
  const Sandbox box;
  FolderBrowser browser;
  browser.Start(FileDialogMode::kOpen, box.root(), {});
  CHECK(browser.Commit("  ").kind == FileChoice::Kind::kNothing);
  browser.SelectByPrefix("photo");
  CHECK(browser.Commit("").path == box.root() / "photo.PNG");
}

TEST_CASE("opening a missing file gives a message and goes nowhere") {
  const Sandbox box;
  FolderBrowser browser;
  browser.Start(FileDialogMode::kOpen, box.root(), {});
  CHECK(browser.Commit("none.png").kind == FileChoice::Kind::kNothing);
  REQUIRE(browser.problem());
  CHECK(ToEnglish(*browser.problem()).find("none.png") != std::string::npos);
}

TEST_CASE("saving adds the filter's extension, and asks before it overwrites") {
  const Sandbox box;
  FolderBrowser browser;
  browser.Start(FileDialogMode::kSave, box.root(), {".npy"});
  const FileChoice fresh = browser.Commit("pear");
  CHECK(fresh.kind == FileChoice::Kind::kChosen);
  CHECK(fresh.path == box.root() / "pear.npy");
  const FileChoice taken = browser.Commit("Apple.npy");
  CHECK(taken.kind == FileChoice::Kind::kAskOverwrite);
  CHECK(browser.Commit("Apple.npy", true).kind == FileChoice::Kind::kChosen);
}

TEST_CASE("saving into a folder that is not there gives a message") {
  const Sandbox box;
  FolderBrowser browser;
  browser.Start(FileDialogMode::kSave, box.root(), {});
  CHECK(browser.Commit("nowhere/x.npy").kind == FileChoice::Kind::kNothing);
  CHECK(browser.problem());
}

TEST_CASE("saving with a folder selected and no name enters the folder") {
  const Sandbox box;
  FolderBrowser browser;
  browser.Start(FileDialogMode::kSave, box.root(), {".npy"});
  browser.SelectByPrefix("beta");
  CHECK(browser.Commit("").kind == FileChoice::Kind::kEntered);
  CHECK(browser.folder() == box.root() / "Beta");
}

TEST_CASE("a folder that cannot be read leaves the list as it is, with a message") {
  const Sandbox box;
  FolderBrowser browser;
  browser.Start(FileDialogMode::kOpen, box.root(), {});
  // Gone meanwhile: unlike a folder without permissions, this stops the superuser as well.
  fs::remove_all(box.root() / "Beta");
  CHECK_FALSE(browser.Enter(box.root() / "Beta"));
  CHECK(browser.folder() == box.root());
  CHECK(browser.problem());
}

}  // namespace
}  // namespace convlens
