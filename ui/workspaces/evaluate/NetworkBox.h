#pragma once

#include <QComboBox>

#include <filesystem>
#include <vector>

namespace iic::ui {

/// A trained network that can be chosen.
struct KnownNetwork {
    QString name;
    std::filesystem::path file; ///< its checkpoint
    bool operator==(const KnownNetwork&) const = default;
};

/// Chooses one of the known networks, or any other checkpoint by its file.
class NetworkBox : public QComboBox {
    Q_OBJECT

  public:
    /// `none` stands for choosing none; empty: that cannot be chosen.
    explicit NetworkBox(const QString& none = {}, QWidget* parent = nullptr);

    /// Keeps what is chosen, and checkpoints that were chosen by their file.
    void setNetworks(std::vector<KnownNetwork> networks);
    void choose(const std::filesystem::path& file);
    std::filesystem::path chosen() const; ///< empty: none
    QString chosenName() const;

  Q_SIGNALS:
    void picked(); ///< by the user

  private:
    void fill();
    void take(int index);
    void askFile();

    QString none_;
    std::vector<KnownNetwork> known_, others_;
    std::filesystem::path chosen_;
    bool isPicked_ = false; ///< by the user: until then the first is chosen
};

} // namespace iic::ui
