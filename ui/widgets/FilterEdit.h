#pragma once

#include "models/ShownSources.h"

#include <QLineEdit>

class QCompleter;
class QStringListModel;

namespace iic::ui {

/// Where a condition on sources is written: it completes names, Return makes a chip of it, and what is wrong is underlined.
class FilterEdit : public QLineEdit {
    Q_OBJECT

  public:
    /// Conditions are checked against, and completed from, the columns of `shown`.
    FilterEdit(SourceFilter& filter, const ShownSources& shown, QWidget* parent = nullptr);

  Q_SIGNALS:
    /// What is wrong with the text, in a sentence; empty once it is mended.
    void faultFound(const QString& sentence);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void chooseHint();
    void apply();
    void showFault(const ExpressionError& error);
    void clearFault();
    void underline(int from, int length);
    void offerCompletions();
    void complete(const QString& word);

    SourceFilter& filter_;
    const ShownSources& shown_;
    QCompleter* completer_;
    QStringListModel* words_;
    Completions completions_;
};

} // namespace iic::ui
