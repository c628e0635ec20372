#pragma once

#include "catalog/ExpressionProgram.h"

#include <vector>

namespace iic {

/// Rows worked on at a time: few enough that what lies between the steps stays in the fastest cache.
inline constexpr std::size_t blockRows = 2048;

/// The values of one step for the rows of a block, or one value for all of them.
struct Values {
    ValueType type = ValueType::Null;
    bool isConstant = false; ///< one value
    const double* reals = nullptr; ///< NaN is null
    const std::int64_t* integers = nullptr;
    const std::string* texts = nullptr;
    const std::uint8_t* truths = nullptr;
    const std::uint8_t* known = nullptr; ///< of integers and texts: 0 where null; nullptr when none is
};

/// A place on the stack with the memory that values made there need.
class Slot {
  public:
    Values values;

    double* reals() { return sized(reals_); }
    std::uint8_t* truths() { return sized(truths_); }
    std::uint8_t* known() { return sized(known_); }

  private:
    template <typename T> static T* sized(std::vector<T>& memory) {
        memory.resize(blockRows);
        return memory.data();
    }

    std::vector<double> reals_;
    std::vector<std::uint8_t> truths_, known_;
};

/// Any number, or null, as float64 with NaN as null.
const double* asReals(Slot& slot, std::size_t count);

void load(Slot& slot, const ColumnSource& source, std::size_t first, std::size_t count);
void load(Slot& slot, const Constant& constant);
/// The operator on the value in `slot`, in its place.
void applyUnary(Operator operation, Slot& slot, std::size_t count);
/// The operator on the values in both, in the place of the left.
void applyBinary(Operator operation, Slot& left, Slot& right, std::size_t count);

} // namespace iic
