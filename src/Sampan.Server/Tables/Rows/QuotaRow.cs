using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>core/v1 ResourceQuota: used and hard of each resource, limits in a column of their own.</summary>
internal static class QuotaRow
{
    public static IReadOnlyList<JsonNode?> Of(JsonElement root, DateTimeOffset now)
    {
        var hard = root.Status().Member("hard") ?? default;
        var used = root.Status().Member("used") ?? default;
        List<string> requests = [];
        List<string> limits = [];
        foreach (var name in Names(hard).Order(StringComparer.Ordinal))
        {
            var text = $"{name}: {(used.Text(name) is { Length: > 0 } amount ? amount : "0")}/{hard.Text(name)}";
            (name.StartsWith("limits", StringComparison.Ordinal) ? limits : requests).Add(text);
        }

        return [root.Name(), string.Join(", ", requests), string.Join(", ", limits), HumanDuration.Age(root, now)];
    }

    private static IEnumerable<string> Names(JsonElement map)
    {
        if (map.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var member in map.EnumerateObject())
        {
            yield return member.Name;
        }
    }
}
