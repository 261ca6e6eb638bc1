namespace Sampan.Conformance.Fleet;

/// <summary>A clock that stands still, so that a case's <c>{{NOW}}</c> is a text known beforehand.</summary>
internal sealed class FixedTime : TimeProvider
{
    public const string Text = "2026-03-01T12:00:00Z";

    public static readonly FixedTime Instance = new();

    public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
}
