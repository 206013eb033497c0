#pragma once

#include <concepts>
#include <variant>

namespace overread {

namespace detail {
template <class T, class Variant>
inline constexpr bool kIsAlternative = false;
template <class T, class... Alternatives>
inline constexpr bool kIsAlternative<T, std::variant<Alternatives...>> =
    (std::same_as<T, Alternatives> || ...);
}  // namespace detail

/// T is one of the types that the variant can hold.
template <class T, class Variant>
concept AlternativeOf = detail::kIsAlternative<T, Variant>;

}  // namespace overread
