#pragma once

#include "catalog/ByteSource.h"

#include <cstddef>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace iic {

using XmlAttributes = std::map<std::string, std::string, std::less<>>;

/// Told of the elements of a document as they come, by their names without namespace prefix.
class XmlHandler {
  public:
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view element, const XmlAttributes& attributes) = 0;
    virtual void text(std::string_view piece) = 0;
    virtual void end(std::string_view element) = 0;
    /// What is wrong with the content; the reading stops at once.
    virtual std::optional<std::string> fault() const = 0;
};

/// Reads a document in pieces. Entities of its own, elements nested over 64 deep and single tags of over a mebibyte are refused;
/// nothing outside the document is opened. BadTable with the line and column; the errors of ByteSource::read.
JobResult<void> readXml(ByteSource& source, XmlHandler& handler, std::stop_token stop);

} // namespace iic
