using System.Globalization;
using System.Text.RegularExpressions;

namespace Sampan.Kubernetes.Yaml;

/// <summary>
/// What an unquoted scalar means, as go-yaml's resolve.go decides: by its first character it may be a word (null,
/// boolean), a number or a timestamp; everything else is text.
/// </summary>
internal static partial class YamlScalarResolver
{
    private static readonly YamlScalar Text = new(YamlScalarType.Text);
    private static readonly YamlScalar Null = new(YamlScalarType.Null);
    private static readonly YamlScalar True = new(YamlScalarType.Boolean, Boolean: true);
    private static readonly YamlScalar False = new(YamlScalarType.Boolean, Boolean: false);

    public static YamlScalar Resolve(ReadOnlySpan<char> text, YamlDialect dialect)
    {
        if (text.Length == 0)
        {
            return Null;
        }

        return text[0] switch
        {
            '~' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' => Word(text, dialect),
            'y' or 'Y' or 'o' or 'O' when dialect == YamlDialect.Kubernetes => Word(text, dialect),
            '<' when text is "<<" => new YamlScalar(YamlScalarType.Merge),
            '.' or '+' or '-' or (>= '0' and <= '9') => Number(text),
            _ => Text,
        };
    }

    /// <summary>Whether the text is a boolean of YAML 1.1 that YAML 1.2 reads as text.</summary>
    public static bool IsOldBoolean(string text) => text is
        "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF";

    /// <summary>Whether the text is a number in base 60, which older readers take it for: <c>12:30:45</c>.</summary>
    public static bool IsBase60(string text) =>
        text.Contains(':') && (char.IsAsciiDigit(text[0]) || text[0] is '+' or '-') && Base60().IsMatch(text);

    private static YamlScalar Word(ReadOnlySpan<char> text, YamlDialect dialect) => text switch
    {
        "~" or "null" or "Null" or "NULL" => Null,
        "true" or "True" or "TRUE" => True,
        "false" or "False" or "FALSE" => False,
        "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" when dialect == YamlDialect.Kubernetes => True,
        "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF" when dialect == YamlDialect.Kubernetes => False,
        _ => Text,
    };

    private static YamlScalar Number(ReadOnlySpan<char> text)
    {
        switch (text)
        {
            case ".nan" or ".NaN" or ".NAN":
                return new YamlScalar(YamlScalarType.Float, Float: double.NaN);
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF":
                return new YamlScalar(YamlScalarType.Float, Float: double.PositiveInfinity);
            case "-.inf" or "-.Inf" or "-.INF":
                return new YamlScalar(YamlScalarType.Float, Float: double.NegativeInfinity);
        }

        if (IsTimestamp(text))
        {
            return new YamlScalar(YamlScalarType.Timestamp);
        }

        var plain = text.Contains('_') ? text.ToString().Replace("_", "", StringComparison.Ordinal) : text;
        return YamlInteger.TryParse(plain, out var integer) ? integer
            : Float().IsMatch(plain) && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? new YamlScalar(YamlScalarType.Float, Float: value)
                : Text;
    }

    private static bool IsTimestamp(ReadOnlySpan<char> text) =>
        text.Length >= 8 && text[4] == '-' && Timestamp().Match(text.ToString()) is { Success: true } match
            && Number(match, "month") is >= 1 and <= 12 and var month
            && Number(match, "day") is >= 1 and var day
            && day <= DateTime.DaysInMonth(Math.Max(Number(match, "year"), 4), month)
            && Number(match, "hour") < 24 && Number(match, "minute") < 60 && Number(match, "second") < 60;

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Float();

    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\z")]
    private static partial Regex Base60();

    [GeneratedRegex("""
        ^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})
        ( [Tt](?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2}):(?<second>[0-9]{1,2})([.,][0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})
        | [ ](?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2}):(?<second>[0-9]{1,2})([.,][0-9]+)? )?\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Timestamp();
}
