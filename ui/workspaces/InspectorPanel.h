#pragma once

#include <QWidget>

class QLabel;
class QSplitter;

namespace iic::ui {

class SourceInspector;
class SpectrumSection;
class SpectrumStore;
struct SpectrumSources;

/// The inspector on the right of a workspace, under a header that counts, scrolled where the window is low; below it, while they are
/// wanted, the spectra that are open.
class InspectorPanel : public QWidget {
  public:
    explicit InspectorPanel(const QString& title, QWidget* parent = nullptr);

    SourceInspector& inspector() { return *inspector_; }
    void setCount(const QString& text);
    /// A panel of spectra, in step with the list whose selected source is inspected. Once.
    SpectrumSection& addSpectra(SpectrumStore& store, SpectrumSources sources);

  private:
    SourceInspector* inspector_;
    QSplitter* parts_;
    QLabel* count_;
};

} // namespace iic::ui
