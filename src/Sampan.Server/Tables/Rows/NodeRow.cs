using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>core/v1 Node.</summary>
internal static class NodeRow
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static IReadOnlyList<JsonNode?> Of(JsonElement root, DateTimeOffset now)
    {
        var status = root.Status();
        var state = status.Condition("Ready") switch
        {
            null => "Unknown",
            { } ready => ready.StringOrEmpty("status") == "True" ? "Ready" : "NotReady",
        };
        if (root.Spec().Boolean("unschedulable") == true)
        {
            state += ",SchedulingDisabled";
        }

        var info = status.Member("nodeInfo") ?? default;
        return [
            root.Name(),
            state,
            RowReading.OrNone(string.Join(',', Roles(root))),
            HumanDuration.Age(root, now),
            info.StringOrEmpty("kubeletVersion"),
            Address(status, "InternalIP"),
            Address(status, "ExternalIP"),
            OrUnknown(info.String("osImage")),
            OrUnknown(info.String("kernelVersion")),
            OrUnknown(info.String("containerRuntimeVersion")),
        ];
    }

    private static SortedSet<string> Roles(JsonElement root)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in (root.Member("metadata") ?? default).StringMap("labels"))
        {
            if (key.StartsWith(RolePrefix, StringComparison.Ordinal) && key.Length > RolePrefix.Length)
            {
                roles.Add(key[RolePrefix.Length..]);
            }
            else if (key == "kubernetes.io/role" && value.Length > 0)
            {
                roles.Add(value);
            }
        }

        return roles;
    }

    private static string Address(JsonElement status, string type)
    {
        foreach (var address in status.Items("addresses"))
        {
            if (address.StringOrEmpty("type") == type)
            {
                return address.StringOrEmpty("address");
            }
        }

        return RowReading.None;
    }

    private static string OrUnknown(string? text) => string.IsNullOrEmpty(text) ? HumanDuration.Unknown : text;
}
