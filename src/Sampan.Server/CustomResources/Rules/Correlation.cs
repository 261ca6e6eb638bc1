using System.Text.Json.Nodes;

namespace Sampan.Server.CustomResources.Rules;

/// <summary>A value beside the one that it replaces: what has not changed may go on breaking rules that came later.</summary>
/// <param name="Value">The value now.</param>
/// <param name="Old">The value before; null where there was none, or where nothing tells which it was.</param>
/// <param name="Parent">The correlation of the value that it is part of.</param>
internal sealed record Correlation(JsonNode? Value, JsonNode? Old, Correlation? Parent)
{
    /// <summary>Whether the value, or what it is part of, is as it was.</summary>
    public bool IsUnchanged => Old is not null ? JsonNode.DeepEquals(Value, Old) : Parent?.IsUnchanged == true;

    /// <summary>The correlation of a part.</summary>
    public Correlation Of(JsonNode? value, JsonNode? old) => new(value, old, this);
}
