#include "catalog/ColumnBuilder.h"
#include "catalog/TableReaders.h"
#include "catalog/VoTableStream.h"
#include "catalog/XmlReader.h"

#include <algorithm>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr std::size_t longestNote = 64 * 1024; ///< of a DESCRIPTION or INFO

std::string attribute(const XmlAttributes& attributes, std::string_view name) {
    const auto found = attributes.find(name);
    return found == attributes.end() ? std::string{} : found->second;
}

/// Keeps the first TABLE with rows, else the first.
class VoTableHandler : public XmlHandler {
  public:
    void start(std::string_view element, const XmlAttributes& attributes) override;
    void text(std::string_view piece) override;
    void end(std::string_view element) override;
    std::optional<std::string> fault() const override { return fault_; }

    Result<Table> take(const std::string& file) &&;

  private:
    bool isIn(std::string_view element) const { return !path_.empty() && path_.back() == element; }
    /// In a FIELD of the table itself, which is then the last one.
    bool isInField() const { return isIn("FIELD") && path_.size() > 1 && path_[path_.size() - 2] == "TABLE"; }
    bool isGathering() const { return inTable_ && !hasRows_; }
    void startInTable(std::string_view element, const XmlAttributes& attributes);
    void startField(const XmlAttributes& attributes);
    void startStream(const XmlAttributes& attributes);
    void startRows();
    void endCell();
    void endRow();
    void endTable();
    void endInfo();
    void fail(std::string why) { fault_ = std::move(why); }

    std::vector<std::string> path_;
    bool inTable_ = false, hasRows_ = false, isBinary2_ = false;
    std::size_t further_ = 0; ///< tables after the one that is kept
    std::uint64_t bytes_ = 0; ///< of the cells so far, and their tags at their shortest
    std::string declaredRows_;
    std::vector<VoTableField> fields_;
    std::unique_ptr<VoTableColumns> columns_;
    std::unique_ptr<VoTableStream> stream_;
    std::string cell_, note_;
    XmlAttributes info_;
    std::optional<Table> table_;
    std::vector<std::string> comments_, warnings_;
    std::string serviceError_;
    std::optional<std::string> fault_;
};

void VoTableHandler::start(std::string_view element, const XmlAttributes& attributes) {
    if (path_.empty() && element != "VOTABLE")
        return fail(fmt::format("is not a VOTable but a document of <{}>", element.substr(0, 40)));
    if (element == "TABLE") {
        if (inTable_)
            return fail("a TABLE stands inside another");
        inTable_ = true;
        further_ += hasRows_;
        if (isGathering()) {
            fields_.clear();
            declaredRows_ = attribute(attributes, "nrows");
        }
    } else if (isGathering()) {
        startInTable(element, attributes);
    }
    if (element == "INFO" || element == "DESCRIPTION") {
        note_.clear();
        info_ = attributes;
    }
    path_.emplace_back(element);
}

void VoTableHandler::startInTable(std::string_view element, const XmlAttributes& attributes) {
    if (element == "FIELD" && isIn("TABLE"))
        startField(attributes);
    else if (element == "VALUES" && isInField() && attributes.contains("null"))
        fields_.back().nullText = attribute(attributes, "null");
    else if (element == "TABLEDATA" && isIn("DATA"))
        startRows();
    else if (element == "TD" && isIn("TR"))
        cell_.clear();
    else if (element == "BINARY" || element == "BINARY2")
        isBinary2_ = element == "BINARY2";
    else if (element == "STREAM" && (isIn("BINARY") || isIn("BINARY2")))
        startStream(attributes);
    else if (element == "FITS" && isIn("DATA"))
        fail("its data are a FITS stream; TABLEDATA, BINARY or BINARY2 expected");
}

void VoTableHandler::startField(const XmlAttributes& attributes) {
    if (columns_)
        return fail("a FIELD stands behind the data");
    auto field = voTableField(attributes);
    if (!field)
        return fail(fmt::format("FIELD \"{}\" has no known type: datatype \"{}\", arraysize \"{}\"",
                                attribute(attributes, "name"), attribute(attributes, "datatype"),
                                attribute(attributes, "arraysize")));
    if (fields_.size() == mostColumns)
        return fail("has too many columns");
    fields_.push_back(std::move(*field));
}

void VoTableHandler::startRows() {
    if (columns_)
        return fail("a TABLE has data twice");
    columns_ = std::make_unique<VoTableColumns>(fields_);
    if (columns_->columnCount() == 0)
        fail("its table holds no column of single values");
    else if (columns_->columnCount() > mostColumns)
        fail("has too many columns");
}

void VoTableHandler::startStream(const XmlAttributes& attributes) {
    if (attributes.contains("href"))
        return fail(
            fmt::format("its data lie in another file, which is not read: {}", attribute(attributes, "href").substr(0, 200)));
    const auto encoding = attribute(attributes, "encoding");
    if (encoding == "dynamic")
        return fail("the encoding of its STREAM is dynamic; base64 or gzip expected");
    startRows();
    if (!fault_)
        stream_ = std::make_unique<VoTableStream>(*columns_, isBinary2_, encoding == "gzip");
}

void VoTableHandler::text(std::string_view piece) {
    if (isGathering() && isIn("TD") && columns_) {
        cell_ += piece;
    } else if (stream_ && isIn("STREAM")) {
        if (const auto why = stream_->add(piece))
            fail(fmt::format("its STREAM cannot be read: {}", *why));
    } else if ((isIn("INFO") || isIn("DESCRIPTION")) && note_.size() < longestNote) {
        note_ += piece;
    }
}

void VoTableHandler::end(std::string_view element) {
    path_.pop_back();
    if (isGathering() && columns_) {
        if (element == "TD" && isIn("TR"))
            endCell();
        else if (element == "TR" && isIn("TABLEDATA"))
            endRow();
        else if (element == "STREAM" && stream_) {
            if (const auto why = stream_->end())
                fail(fmt::format("its STREAM cannot be read: {}", *why));
            stream_.reset();
        }
    }
    if (element == "TABLE")
        endTable();
    else if (element == "INFO")
        endInfo();
    else if (element == "DESCRIPTION" && !isIn("FIELD") && !isIn("PARAM") && !isIn("GROUP"))
        for (std::string_view rest = note_; !rest.empty();) {
            const auto end = std::min(rest.find('\n'), rest.size());
            if (const auto line = trimmedCell(rest.substr(0, end)); !line.empty())
                comments_.emplace_back(line);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
}

void VoTableHandler::endCell() {
    if (columns_->nextField() == columns_->fields().size())
        return fail(fmt::format("a row has more cells than there are fields: row {}, {} fields", columns_->rowCount() + 1,
                                columns_->fields().size()));
    bytes_ += cell_.size() + std::string_view("<TD/>").size();
    columns_->addText(cell_);
}

void VoTableHandler::endRow() {
    columns_->endRow();
    bytes_ += std::string_view("<TR/>").size();
    if (isBlownUp(columns_->rowCount(), columns_->columnCount(), bytes_))
        fail("nearly all of its rows are short");
}

void VoTableHandler::endInfo() {
    const auto name = attribute(info_, "name"), value = attribute(info_, "value");
    if (name == "QUERY_STATUS" && value == "ERROR")
        serviceError_ = std::string(trimmedCell(note_));
    else if (name == "QUERY_STATUS" && value == "OVERFLOW")
        warnings_.emplace_back("the service that made the table cut it short (QUERY_STATUS is OVERFLOW)");
    else if (!name.empty() && name != "QUERY_STATUS")
        comments_.push_back(name + " = " + value);
}

void VoTableHandler::endTable() {
    const bool gathered = isGathering();
    inTable_ = false;
    if (!gathered)
        return;
    if (!columns_ && !fields_.empty() && !table_)
        startRows();
    const auto rows = columns_ ? columns_->rowCount() : 0;
    hasRows_ = rows > 0;
    if (columns_ && !fault_ && (hasRows_ || !table_)) {
        table_ = std::move(*columns_).take();
        if (!declaredRows_.empty() && declaredRows_ != std::to_string(rows))
            table_->warnings.push_back(fmt::format("{} rows are announced, {} are there", declaredRows_.substr(0, 20), rows));
    }
    columns_.reset();
}

Result<Table> VoTableHandler::take(const std::string& file) && {
    if (!serviceError_.empty() && (!table_ || table_->rowCount() == 0))
        return iic::fail(ErrorCode::BadTable, file, "is the answer of a service that failed", serviceError_);
    if (!table_)
        return iic::fail(ErrorCode::BadTable, file, "holds no table", "a TABLE with FIELDs expected");
    table_->comments = std::move(comments_);
    table_->warnings.insert(table_->warnings.begin(), warnings_.begin(), warnings_.end());
    if (further_ > 0)
        table_->warnings.push_back(fmt::format("the first table with rows is read; {} more passed over", further_));
    return std::move(*table_);
}

} // namespace

JobResult<Table> readVoTable(ByteSource& source, std::stop_token stop) {
    VoTableHandler handler;
    if (auto read = readXml(source, handler, std::move(stop)); !read)
        return tl::unexpected(read.error());
    return std::move(handler).take(source.name());
}

} // namespace iic
