#pragma once

#include <hdf5.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace iic::test {

/// Opens a file of HDF5 for `change`, which gets the file's identifier.
inline void alter(const std::filesystem::path& path, const std::function<void(hid_t)>& change) {
    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    change(file);
    H5Fclose(file);
}

inline void remove(hid_t file, const char* name) { H5Ldelete(file, name, H5P_DEFAULT); }

/// Puts a dataset in the place of `name`; without values its storage stays unwritten.
inline void put(hid_t file, const char* name, hid_t type, const std::vector<hsize_t>& shape, const void* values = nullptr,
                hid_t list = H5P_DEFAULT) {
    if (H5Lexists(file, name, H5P_DEFAULT) > 0)
        remove(file, name);
    const hid_t space =
        shape.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    const hid_t data = H5Dcreate2(file, name, type, space, H5P_DEFAULT, list, H5P_DEFAULT);
    if (values)
        H5Dwrite(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
    H5Dclose(data);
    H5Sclose(space);
}

inline void putText(hid_t file, const char* name, std::string_view text) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, text.size());
    put(file, name, type, {}, text.data());
    H5Tclose(type);
}

} // namespace iic::test
