#pragma once

#include "base/Error.h"
#include "bridge/IoPool.h"
#include "workspaces/dataset/ColourPage.h"

#include <QWidget>

class QTabWidget;

namespace iic::ui {

class EvaluationDocument;
class FeatureFinder;
class IsolationFinder;
class FeaturePage;
class LastStepPage;
class ModelStore;

/// The sources in their colours, in what the network makes of them, and an SVM on that, one a tab. Each is made while it is seen.
class ReviewFigures : public QWidget {
    Q_OBJECT

  public:
    enum class Page { Colours, Features, LastStep };

    ReviewFigures(EvaluationDocument& evaluation, DatasetDocument& document, SourceFilter& filter, FeatureFinder& finder,
                  IsolationFinder& isolation, const ModelStore& models, IoPool& io, QWidget* parent = nullptr);

    void setPage(Page page);
    LastStepPage& lastStep() { return *lastStep_; }
    bool isBusy() const;
    void setMarked(const ColourPage::Marked& isMarked);

  Q_SIGNALS:
    void pointPicked(int row);
    void saved(const QString& file);
    void failed(const iic::Error& error);
    void jobStarted(iic::ui::Job* job, const QString& title);

  private:
    void addPage(FigurePage* page, const QString& title, const QString& about);

    QTabWidget* tabs_; ///< in the order of Page
    ColourPage* colours_;
    FeaturePage* features_;
    LastStepPage* lastStep_;
};

} // namespace iic::ui
