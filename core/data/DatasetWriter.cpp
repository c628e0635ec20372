#include "data/DatasetWriter.h"

#include "base/OutputFile.h"
#include "data/CutoutFile.h"

#include <stdexcept>

namespace iic {

struct DatasetWriter::Parts {
    std::filesystem::path target;
    OutputFile output;
    CutoutFile file;
    std::size_t values; ///< of a cutout
    std::size_t count = 0;
};

namespace {

/// The user knows the file by its own name, not by the temporary one.
Result<void> named(Result<void> done, const std::filesystem::path& target) {
    if (!done)
        done.error().file = target.string();
    return done;
}

} // namespace

DatasetWriter::DatasetWriter(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DatasetWriter::DatasetWriter(DatasetWriter&&) noexcept = default;
DatasetWriter& DatasetWriter::operator=(DatasetWriter&&) noexcept = default;
DatasetWriter::~DatasetWriter() = default;

Result<DatasetWriter> DatasetWriter::create(const std::filesystem::path& target, int planes, int side) {
    auto output = OutputFile::create(target);
    if (!output)
        return tl::unexpected(output.error());
    const auto values = static_cast<std::size_t>(planes) * static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    auto file = CutoutFile::open(output->path(), values * sizeof(float));
    if (!file)
        return tl::unexpected(file.error());
    return DatasetWriter(std::make_unique<Parts>(Parts{target, std::move(*output), std::move(*file), values}));
}

std::size_t DatasetWriter::count() const { return parts_->count; }

Result<void> DatasetWriter::append(std::span<const float> pixels) {
    if (pixels.size() % parts_->values != 0)
        throw std::invalid_argument("DatasetWriter: whole cutouts expected");
    auto done = parts_->file.write(parts_->count, pixels);
    parts_->count += pixels.size() / parts_->values;
    return named(std::move(done), parts_->target);
}

Result<void> DatasetWriter::finish(const DatasetCard& card, const DatasetColumns& columns, const std::vector<FluxUnits>& units) {
    if (columns.size() != parts_->count || cutoutBytes(card) != parts_->values * sizeof(float))
        throw std::invalid_argument("DatasetWriter: the columns are not those of the cutouts");
    if (auto done = named(parts_->file.finish(card, columns, units), parts_->target); !done)
        return done;
    return parts_->output.commit();
}

} // namespace iic
