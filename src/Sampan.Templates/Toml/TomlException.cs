using System.Globalization;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.Toml;

/// <summary>Text that is no TOML: <c>toml: line 2 (last key "a"): …</c>.</summary>
internal sealed class TomlException(string reason, int line, string lastKey) : Exception(lastKey.Length == 0
    ? string.Create(CultureInfo.InvariantCulture, $"toml: line {line}: {reason}")
    : string.Create(CultureInfo.InvariantCulture, $"toml: line {line} (last key {GoQuoting.Quote(lastKey)}): {reason}"));
