using System.Text.Json.Nodes;
using Sampan.Charts.Values.Origins;

namespace Sampan.Releases.Declarations;

/// <summary>One helmfile, loaded for one environment.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Environment">The environment's name.</param>
/// <param name="Values">The state values, all layers merged.</param>
/// <param name="Releases">The releases that the selectors chose, in declared order; those whose condition is false are left out.</param>
/// <param name="Placements">The named placements (<c>placements:</c>).</param>
public sealed record Declaration(
    string File,
    string Environment,
    IReadOnlyDictionary<string, object?> Values,
    IReadOnlyList<ReleaseDeclaration> Releases,
    IReadOnlyDictionary<string, JsonObject> Placements)
{
    /// <summary>The layers of the state values, later ones over earlier ones.</summary>
    public required IReadOnlyList<ValueLayer> StateLayers { get; init; }
}
