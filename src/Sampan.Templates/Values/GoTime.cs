using Sampan.Templates.Serialization;

namespace Sampan.Templates.Values;

/// <summary>Go's <c>time.Time</c>: an instant with nanoseconds, in a zone.</summary>
/// <param name="Seconds">Seconds since 1970 UTC.</param>
/// <param name="Nanoseconds">Nanoseconds within the second.</param>
/// <param name="Zone">The zone that it is shown in.</param>
public sealed record GoTime(long Seconds, int Nanoseconds, string Zone) : ITemplateObject, IJsonText
{
    /// <inheritdoc/>
    public string GoType => "time.Time";

    /// <inheritdoc/>
    string IJsonText.JsonText => Zone;

    internal string JsonText => Zone;
}
