#include "paint/figure_walk.h"

namespace convlens {

Result<Done> DrawWalk(int count, const std::function<Figure(int)>& figure_at,
                      const ViewSettings& view, const PictureLook& look,
                      const std::function<Result<Done>(int, const Pixels&)>& take) {
  if (count == 0) return Done();
  const FigureCamera camera = FitPicture(figure_at(0), look);
  const auto stage = FigureStage::Create(look, FigureTextScale(camera));
  if (!stage) return stage.problem();
  for (int i = 0; i < count; ++i) {
    const Figure figure = figure_at(i);
    while ((*stage)->Draw(figure, view, camera)) {
    }
    Result<Done> taken = take(i, (*stage)->Read());
    if (!taken) return taken;
  }
  return Done();
}

}  // namespace convlens
