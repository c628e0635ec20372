#pragma once

#include <QAbstractButton>
#include <QImage>
#include <QStringList>

#include <optional>
#include <vector>

namespace iic::ui {

/// A group of mistakes: what it is called and how many, its class pairs, its mean picture and some of its members. Checked while
/// the lists show it.
class MistakeCard : public QAbstractButton {
    Q_OBJECT

  public:
    static constexpr int memberPictures = 5;

    explicit MistakeCard(QWidget* parent = nullptr);

    struct Content {
        QString title, pairs;
        QStringList words; ///< a line each, cut where they do not fit
        std::optional<int> count; ///< nullopt: nobody knows yet
        QImage mean; ///< null: none
        bool isOffWhenEmpty = true;
    };
    void setContent(const Content& content);
    /// Null ones are on their way.
    void setMembers(std::vector<QImage> pictures);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    Content content_;
    std::vector<QImage> members_;
};

} // namespace iic::ui
