#pragma once

namespace iic::ui {

/// Tells screen readers of galleries: a list, whose items are made when they are asked for. Called once before the first.
void installGalleryAccessibility();

} // namespace iic::ui
