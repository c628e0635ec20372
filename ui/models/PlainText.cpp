#include "models/PlainText.h"

#include <QTextDocument>

namespace iic::ui {

QString plainToolTip(const QString& text) { return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text) : text; }

} // namespace iic::ui
