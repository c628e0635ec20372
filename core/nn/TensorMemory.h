#pragma once

namespace iic {

/// From now on the memory of tensors on the CPU that are done with is kept for the next ones of about their size: the steps of a
/// network ask for the same again and again, and to get pages from the system takes a sixth of a step.
void keepTensorMemory();

/// Gives back to the system what is kept and not in use.
void releaseTensorMemory();

} // namespace iic
