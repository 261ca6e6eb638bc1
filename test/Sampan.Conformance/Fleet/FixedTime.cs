using System.Globalization;

namespace Sampan.Conformance.Fleet;

/// <summary>A clock that stands still, so that a case's <c>{{NOW}}</c> is a text known beforehand.</summary>
internal sealed class FixedTime : TimeProvider
{
    public const string Text = "2026-03-01T12:00:00Z";

    public static readonly FixedTime Instance = new();

    /// <summary>The time as Kubernetes writes it, some seconds before the clock's.</summary>
    public static string Ago(long seconds) =>
        Instance.GetUtcNow().AddSeconds(-seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
}
