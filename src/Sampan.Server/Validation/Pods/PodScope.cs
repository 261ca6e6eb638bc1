using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>What the rules of a pod's parts need to know of the whole.</summary>
/// <param name="Spec">The pod's spec.</param>
/// <param name="Volumes">The volumes without faults, by name.</param>
/// <param name="Errors">Collects what is wrong.</param>
internal sealed record PodScope(JsonObject Spec, IReadOnlyDictionary<string, JsonObject> Volumes, FieldErrors Errors)
{
    /// <summary>The lists of a spec that have containers: those that prepare, the regular ones, the ephemeral ones.</summary>
    public static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    /// <summary>The names of the claims to resources that the pod has.</summary>
    public IReadOnlyList<string> ClaimNames { get; } =
        [.. Spec.Each("resourceClaims").Select(claim => claim.TextOf("name")).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>How many seconds the pod has to end.</summary>
    public long? GracePeriod { get; } = FieldErrors.Number(Spec, "terminationGracePeriodSeconds");

    /// <summary>Whether the pod's users are the node's, which is so unless it says otherwise.</summary>
    public bool UsesHostUsers { get; } = Spec["hostUsers"]?.ToString() != "false";

    /// <summary>All containers with their paths.</summary>
    public IEnumerable<(JsonObject Container, string Path)> Containers(string path) =>
        ContainerLists.SelectMany(list => Spec.Each(list).Select((container, i) => (container, $"{path}.{list}[{i}]")));
}
