#pragma once

#include "catalog/VoTableColumns.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct z_stream_s;

namespace iic {

/// Base64 that comes in pieces. White space is passed over.
class Base64 {
  public:
    /// Appends what `text` decodes to; false at a character that is none of the alphabet or follows the padding.
    bool decode(std::string_view text, std::string& bytes);
    /// Whether the text ended where whole bytes end.
    bool isWhole() const { return bits_ < 6 && (count_ + padding_) % 4 == 0; }

  private:
    unsigned value_ = 0;
    int bits_ = 0;
    std::size_t count_ = 0;
    int padding_ = 0;
};

/// Gzip that comes in pieces.
class Gunzip {
  public:
    Gunzip();
    ~Gunzip();
    Gunzip(const Gunzip&) = delete;
    Gunzip& operator=(const Gunzip&) = delete;
    /// Appends what `packed` unpacks to; false when it is damaged or packed too tightly to be a table.
    bool unpack(std::string_view packed, std::string& bytes);
    bool isWhole() const { return ended_; }

  private:
    std::unique_ptr<z_stream_s> stream_;
    bool ended_ = false;
};

/// The rows of a BINARY or BINARY2 stream, whose text comes in pieces.
class VoTableStream {
  public:
    VoTableStream(VoTableColumns& columns, bool hasNullMask, bool isPacked);

    /// What is wrong with the stream; nullopt when nothing is.
    std::optional<std::string> add(std::string_view base64);
    std::optional<std::string> end() const;

  private:
    bool takeRow();
    std::size_t rowEnd(std::size_t at) const;

    VoTableColumns& columns_;
    bool hasNullMask_;
    Base64 base64_;
    std::unique_ptr<Gunzip> gunzip_;
    std::string packed_;
    std::string bytes_;
    std::size_t at_ = 0; ///< of the next row in `bytes_`
    std::size_t taken_ = 0; ///< bytes of the rows before them
};

} // namespace iic
