using System.Globalization;
using System.Text.RegularExpressions;

namespace Sampan.Server.Decoding;

/// <summary>Times in the form that Kubernetes reads, in UTC.</summary>
internal static partial class Rfc3339
{
    public static bool TryParse(string text, out DateTime time)
    {
        time = default;
        if (!Form().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            return false;
        }

        time = parsed.UtcDateTime;
        return true;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([.,]\d+)?(Z|[+-]\d{2}:\d{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
