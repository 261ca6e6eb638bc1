using System.Text.Json.Nodes;

namespace Sampan.Server.Kinds;

/// <summary>The PriorityClasses that every cluster has from the start, and that alone may have a name in <c>system-</c> (kubernetes/pkg/apis/scheduling/v1/helpers.go).</summary>
internal static class SystemPriorityClasses
{
    private static readonly (string Name, int Value, string Description)[] All =
    [
        ("system-node-critical", 2000001000, "Used for system critical pods that must not be moved from their current node."),
        ("system-cluster-critical", 2000000000, "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."),
    ];

    /// <summary>The value of a class, or null if there is none of that name.</summary>
    public static int? Value(string name) => All.Where(known => known.Name == name).Select(known => (int?)known.Value).SingleOrDefault();

    /// <summary>Every class, as fresh drafts.</summary>
    public static IEnumerable<JsonObject> Drafts() => All.Select(known => new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = known.Name },
        ["value"] = known.Value,
        ["description"] = known.Description,
    });
}
