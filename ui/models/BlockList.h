#pragma once

#include <QList>

#include <algorithm>

namespace iic::ui {

/// A long list whose copies share what is in it. To change one of a million entries while another thread holds a copy costs that
/// entry's block, not the whole list.
template <typename T> class BlockList {
  public:
    qsizetype size() const { return blocks_.isEmpty() ? 0 : (blocks_.size() - 1) * blockSize + blocks_.last().size(); }
    const T& at(qsizetype i) const { return blocks_.at(i / blockSize).at(i % blockSize); }
    void set(qsizetype i, const T& value) { blocks_[i / blockSize][i % blockSize] = value; }

    /// As many entries, all alike.
    void fill(const T& value, qsizetype count) {
        blocks_.clear();
        const QList<T> whole(std::min(count, blockSize), value);
        for (; count >= blockSize; count -= blockSize)
            blocks_.append(whole);
        if (count > 0)
            blocks_.append(whole.first(count));
    }
    void append(const T& value) {
        if (blocks_.isEmpty() || blocks_.last().size() == blockSize)
            blocks_.append(QList<T>());
        blocks_.last().append(value);
    }
    /// Those after it move up.
    void removeAt(qsizetype i) {
        for (const qsizetype last = size() - 1; i < last; ++i)
            set(i, at(i + 1));
        blocks_.last().removeLast();
        if (blocks_.last().isEmpty())
            blocks_.removeLast();
    }

  private:
    static constexpr qsizetype blockSize = 4096;
    QList<QList<T>> blocks_; ///< all but the last are full
};

} // namespace iic::ui
