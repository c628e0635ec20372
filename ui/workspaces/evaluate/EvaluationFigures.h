#pragma once

#include "base/Error.h"

#include <QWidget>

class QTabWidget;

namespace iic::ui {

class ContentTable;
class DatasetDocument;
class EvaluationDocument;
class EvaluationPicks;
class FigurePanel;
class FigureView;
class IoPool;
class ReliabilityView;

/// The curves and tables of an evaluation beside the matrix, one a tab.
class EvaluationFigures : public QWidget {
    Q_OBJECT

  public:
    enum class Page { Roc, PrecisionRecall, Reliability, Magnitudes, Samples, Comparison };

    EvaluationFigures(EvaluationDocument& document, EvaluationPicks& picks, DatasetDocument& dataset, IoPool& io,
                      QWidget* parent = nullptr);

    void setPage(Page page);

  Q_SIGNALS:
    void saved(const QString& file);
    void failed(const iic::Error& error);

  private:
    void add(QWidget* page, FigurePanel& panel, const QString& title, const QString& about);
    void showResult();
    void showSamples();

    EvaluationDocument& document_;
    EvaluationPicks& picks_;
    DatasetDocument& dataset_;
    QTabWidget* tabs_;
    ReliabilityView* reliability_;
    FigureView* magnitudes_;
    FigurePanel* reliabilityPanel_;
    FigurePanel* magnitudesPanel_;
    ContentTable* samples_;
};

} // namespace iic::ui
