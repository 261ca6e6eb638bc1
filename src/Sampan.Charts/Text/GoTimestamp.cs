using System.Globalization;

namespace Sampan.Charts.Text;

/// <summary>Times as Go's encoding/json writes them (RFC 3339): fractions without trailing zeros, <c>Z</c> for UTC.</summary>
internal static class GoTimestamp
{
    public static string Of(DateTimeOffset time) =>
        time.ToString(time.Offset == TimeSpan.Zero ? "yyyy-MM-ddTHH:mm:ss.FFFFFFF\\Z" : "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
