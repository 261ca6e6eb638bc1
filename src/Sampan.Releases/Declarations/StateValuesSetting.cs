using System.Globalization;
using Sampan.Releases.Declarations.Merging;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>The grammar of <c>--state-values-set</c>: <c>a.b[0].c=value,d=value</c>, with <c>\</c> escaping a comma or dot.</summary>
internal static class StateValuesSetting
{
    private const int MaximumIndex = 65536;

    /// <summary>The map that the settings make, later ones on earlier ones.</summary>
    /// <exception cref="DeclarationException">A setting has no <c>=</c> or a malformed path.</exception>
    public static Map Parse(IEnumerable<string> settings)
    {
        var values = new Map(StringComparer.Ordinal);
        foreach (var setting in settings.SelectMany(text => Split(text, ',')))
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new DeclarationException($"malformed --state-values-set {setting}: expected path=value");
            }

            object? value = Typed(Unescape(setting[(equals + 1)..]));
            foreach (var step in Steps(setting[..equals], setting).Reverse())
            {
                value = step switch
                {
                    int index => (List<object?>)[.. Enumerable.Repeat<object?>(null, index), value],
                    _ => new Map(StringComparer.Ordinal) { [(string)step] = value },
                };
            }

            values = ValuesMerge.Merge(values, (Map)value!, ListMerge.ByIndex);
        }

        return values;
    }

    private static IEnumerable<object> Steps(string path, string setting)
    {
        foreach (var part in Split(path, '.'))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            yield return Unescape(bracket < 0 ? part : part[..bracket]);
            while (bracket >= 0)
            {
                var end = part.IndexOf(']', bracket);
                if (end < 0 || !int.TryParse(part[(bracket + 1)..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index > MaximumIndex)
                {
                    throw new DeclarationException($"malformed --state-values-set {setting}: {part} has no valid index (0 to {MaximumIndex})");
                }

                yield return index;
                bracket = part.IndexOf('[', end);
            }
        }
    }

    /// <summary>true, false, null and whole numbers without leading zeros are typed; the rest is text.</summary>
    private static object? Typed(string text) => text switch
    {
        "true" => true,
        "false" => false,
        "null" => null,
        "0" => 0L,
        ['0', ..] => text,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };

    private static List<string> Split(string text, char separator)
    {
        List<string> parts = [];
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == separator)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static string Unescape(string text) =>
        text.Contains('\\') ? System.Text.RegularExpressions.Regex.Replace(text, @"\\(.)", "$1") : text;
}
