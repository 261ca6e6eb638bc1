using System.Globalization;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>Times as Kubernetes writes them: RFC 3339 in UTC, whole seconds.</summary>
internal static class StatusTime
{
    public static string Now(TimeProvider time) => Write(time.GetUtcNow());

    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The time in a member, or null.</summary>
    public static DateTimeOffset? Read(JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var time) ? time : null;
}
