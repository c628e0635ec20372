#pragma once

#include <hdf5.h>

#include <stdexcept>
#include <string>
#include <utility>

// For the sources of data and nn only: shows HDF5.
namespace iic::hdf5 {

/// What is wrong with a file; turned into an Error where the file's name is known.
struct Refusal : std::runtime_error {
    using std::runtime_error::runtime_error;
};

inline void require(bool condition, const std::string& otherwise) {
    if (!condition)
        throw Refusal(otherwise);
}

/// Closes an HDF5 identifier, and stops with `what` when HDF5 could not make it.
class Handle {
  public:
    Handle(hid_t id, herr_t (*close)(hid_t), const std::string& what) : id_(id), close_(close) { require(id_ >= 0, what); }
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
    Handle& operator=(Handle&&) = delete;
    ~Handle() {
        if (id_ >= 0)
            close_(id_);
    }
    operator hid_t() const { return id_; }

  private:
    hid_t id_;
    herr_t (*close_)(hid_t);
};

/// HDF5 prints its errors by default; here they become Errors.
class Silence {
  public:
    Silence() {
        // After a damaged file HDF5 fails to clean up at exit and says so on the terminal; all files are closed by then.
        [[maybe_unused]] static const herr_t once = H5dont_atexit();
        H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }

  private:
    H5E_auto2_t function_ = nullptr;
    void* data_ = nullptr;
};

} // namespace iic::hdf5
