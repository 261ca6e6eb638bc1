using System.Globalization;

namespace Sampan.Kubernetes.Objects;

/// <summary>Times as the API writes them: RFC 3339, UTC.</summary>
public static class KubernetesTime
{
    /// <summary>meta/v1 Time, whole seconds: <c>2026-08-01T12:00:00Z</c>.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>meta/v1 MicroTime: <c>2026-08-01T12:00:00.000000Z</c>.</summary>
    public static string FormatMicro(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads either form; null where the text is absent or no time.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
