using Sampan.Templates.Serialization;

namespace Sampan.Templates.Values;

/// <summary>Go's <c>time.Time</c>: an instant with nanoseconds, in a zone.</summary>
public sealed class GoTime : ITemplateObject, IJsonText
{
    /// <inheritdoc/>
    public string GoType => "time.Time";

    /// <inheritdoc/>
    string IJsonText.JsonText => "";

    internal string JsonText => "";
}
