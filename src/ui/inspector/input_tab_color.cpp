#include "ui/inspector/input_tab_color.h"

#include <array>

#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"

namespace convlens {
namespace {

constexpr int kColors = 3;

bool InColor(const Document& document) {
  return document.input_is_image && document.input.shape().channels == kColors;
}

// Whether the picture opened last is the one that stands in the input, perhaps with changes.
bool IsOpenedPicture(const Document& document, const OpenedPicture& picture) {
  return document.input_is_image && !picture.color.channels.empty() &&
         picture.name == document.input_name &&
         picture.grey->shape() == document.input.shape().grid;
}

void Show(UiContext& ui, bool in_color) {
  const Document& document = ui.bench.document();
  const OpenedPicture& picture = ui.state.opened_picture;
  ui.preferences.color_images = in_color;
  if (in_color) {
    ui.bench.Do(ShowInputInColor(picture.color));
  } else if (picture.color.SameAs(document.input)) {
    ui.bench.Do(ShowInputInGrey(picture.grey));
  } else {
    ui.bench.Do(ShowInputInGrey(LumaOf(document.input)));
  }
}

void DrawRemark(UiContext& ui, bool in_color) {
  if (in_color) {
    Remark(ui, ui.tr("The kernel has a grid of weights for each channel; at first they are the "
                     "same. An output element adds up the products of all three."));
  } else if (!ui.state.opened_picture.grey.SameAs(ui.bench.document().input[0])) {
    Remark(ui, ui.tr("Choosing Colour brings the picture back as it was opened."));
  }
}

// Which of the three the figure shows.
void DrawChannelShown(UiContext& ui) {
  Front front = ui.bench.front();
  if (front.layer != 0) return;
  FieldLabel(ui, ui.tr("Show channel"));
  const std::array<std::string, kColors> names = {ui.tr("Red"), ui.tr("Green"), ui.tr("Blue")};
  const int clicked = Segmented(ui, "choice.channel", names, front.input);
  if (clicked < 0) return;
  front.input = clicked;
  ui.bench.SetFront(front);
}

}  // namespace

void DrawInputColor(UiContext& ui) {
  const Document& document = ui.bench.document();
  const bool in_color = InColor(document);
  if (!in_color && (document.input.shape().channels != 1 ||
                    !IsOpenedPicture(document, ui.state.opened_picture))) {
    return;
  }
  FieldLabel(ui, ui.tr("Picture as"));
  const std::array<std::string, 2> ways = {ui.tr("Grey"), ui.tr("Colour")};
  const int clicked = Segmented(ui, "choice.color", ways, in_color ? 1 : 0);
  if (clicked >= 0 && (clicked == 1) != in_color) return Show(ui, clicked == 1);
  if (in_color) DrawChannelShown(ui);
  DrawRemark(ui, in_color);
}

}  // namespace convlens
