#pragma once

#include "plots/SampleHistograms.h"
#include "workspaces/dataset/FigurePage.h"
#include "workspaces/dataset/FigureWork.h"

#include "imaging/NetworkInput.h"

class QComboBox;

namespace iic::ui {

class ThumbnailLoader;
class WaterfallView;

/// Red, green and blue of the chosen rows as the network sees them, flat (paper, Fig. 5, left) or as a waterfall (right). Where none
/// is chosen, of examples of each class.
class SamplePage : public FigurePage {
    Q_OBJECT

  public:
    enum class Form { Histograms, Waterfall };

    SamplePage(Form form, DatasetDocument& document, ThumbnailLoader& pictures, IoPool& io);

    void setScale(CountScale scale);

  Q_SIGNALS:
    void scaleChosen(iic::ui::CountScale scale);

  protected:
    void make() override;

  private:
    /// What the disk gave.
    struct Read {
        std::vector<int> rows;
        std::optional<Samples> samples; ///< nullopt: those that are shown already
    };
    void take(const SharedDataset& dataset, Read read);
    void showNothing(const QString& reason);
    void showSamples();
    QString title() const;

    Form form_;
    ThumbnailLoader& pictures_;
    FigureView* view_;
    WaterfallView* waterfall_; ///< null: of the other form
    QComboBox* scaleChoice_;
    SampleHistograms samples_;
    SharedDataset dataset_; ///< that of the samples
    std::vector<int> rows_; ///< those of the samples
    int unread_ = 0; ///< of the rows
    bool areChosen_ = false; ///< by the user
};

} // namespace iic::ui
