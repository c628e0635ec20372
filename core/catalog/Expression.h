#pragma once

#include "base/Error.h"
#include "catalog/Table.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

namespace iic {

/// What is wrong with an expression, and where. Places count the characters (code points) of the text from 0.
struct ExpressionError {
    std::size_t position = 0; ///< of the first character to blame; the length of the text when it ends too early
    std::size_t length = 0; ///< characters to blame; 0 at the end of the text
    std::string reason; ///< one plain sentence fragment, e.g. "no column has this name"
    std::string expected, found; ///< may be empty
    std::string suggestion; ///< what was probably meant, as it would stand in the text; may be empty

    /// "<reason> (character N, <expected> expected, <found> found; did you mean <suggestion>?)", one line; N counts from 1.
    std::string oneLine() const;
    /// The same as a BadOption, blamed on `file`.
    Error toError(std::string file) const;
};

template <typename T> using ExpressionResult = tl::expected<T, ExpressionError>;

/// Values of a column that is not in the table: numbers with NaN as null, or texts with empty ones as null.
using VirtualValues = std::variant<std::span<const double>, std::span<const std::string>>;

/// Columns beside those of a table, such as the predicted class. One hides the table's column of the same name.
class ColumnProvider {
  public:
    virtual ~ColumnProvider() = default;
    virtual std::vector<std::string> names() const = 0;
    /// One value a row of the table; nullopt when there is no such column (ignoring case or not is the provider's choice).
    virtual std::optional<VirtualValues> find(std::string_view name) const = 0;
};

struct FilterResult {
    std::vector<std::uint8_t> passes; ///< one a row: 1 where the condition is true, else 0
    std::size_t trueRows = 0, falseRows = 0, unknownRows = 0; ///< their sum is the number of rows
};

/// A condition bound to the columns of a table. Copies share what they hold; the table and the provider's values must
/// outlive them and stay as they are.
class RowFilter {
  public:
    /// The condition for every row, on all cores. OutOfMemory, or cancelled.
    JobResult<FilterResult> evaluate(std::stop_token stop = {}) const;
    struct Program;

  private:
    friend class Expression;
    explicit RowFilter(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
    std::shared_ptr<const Program> program_;
};

inline constexpr std::size_t longestExpression = 10'000; ///< bytes
inline constexpr int deepestExpression = 100; ///< parentheses, functions and signs within each other

/// A condition on the rows of a table, such as `w1mpro < 15 && cc_flags == "0000"`.
///
/// From loose to tight: `||`, `&&`, one of `== != < <= > >=`, `+ -`, `* /`, and before a value `!` and `-`; parentheses;
/// functions (expressionFunctions()). Numbers as 15, 1.5, 2e-3; texts in "…" or '…' with \ before a quote or \ in them;
/// `true`, `false`, `null`. Columns by name as Table::find does; names that are not letters, digits and underscores stand
/// in `…`. Names of functions and constants ignore case, texts do not.
///
/// Logic has three values, as in SQL. A cell without a value (null, NaN) makes a comparison unknown, and so do numbers
/// without a finite result (1/0, sqrt(-1)). !unknown is unknown, false && unknown is false, true || unknown is true. A row
/// passes only where the whole is true: both `x < 15` and `!(x < 15)` pass over a row without x, isnull(x) finds it.
/// Numbers and texts are never compared with each other. Integer columns are compared exactly with integers; arithmetic is
/// float64. Texts are ordered by their code points.
///
/// inside(x, y, …) and onsky(ra, dec, …) tell whether a point lies in the polygon of at least 3 corners behind it (even–odd
/// rule), in the plane or with great circles as edges, in degrees and no corner more than 60° from the mean of all;
/// cone(ra, dec, ra0, dec0, arcsec) whether a position lies within a distance. Corners and radius are numbers as they are
/// written. Unknown where a coordinate is null, on the sky also where it is no position.
class Expression {
  public:
    /// Checks all that can be told without a table. Throws nothing, whatever the text is.
    static ExpressionResult<Expression> parse(std::string_view text);

    /// Looks up the columns and checks the types.
    ExpressionResult<RowFilter> bind(const Table& table, const ColumnProvider* provider = nullptr) const;

    const std::string& text() const;
    struct Tree;

  private:
    explicit Expression(std::shared_ptr<const Tree> tree) : tree_(std::move(tree)) {}
    std::shared_ptr<const Tree> tree_;
};

/// A column's name as it stands in an expression: in backticks where it must.
std::string columnReference(std::string_view name);

struct FunctionHelp {
    std::string_view name;
    std::string_view signature; ///< e.g. "contains(text, part)"
    std::string_view help; ///< one English sentence fragment
};
std::span<const FunctionHelp> expressionFunctions();

struct Completion {
    enum class Kind { Column, Function, Constant };
    std::string text; ///< as it would stand in the expression; a function ends with "("
    Kind kind = Kind::Column;
};

/// What could stand at a place of a text, which need not be whole.
struct Completions {
    std::size_t position = 0, length = 0; ///< the characters (code points) that a completion replaces
    std::vector<Completion> words; ///< columns in the order of the table, functions, constants; empty where an operator belongs
};
Completions completionsAt(std::string_view text, std::size_t position, const Table& table,
                          const ColumnProvider* provider = nullptr);

} // namespace iic
