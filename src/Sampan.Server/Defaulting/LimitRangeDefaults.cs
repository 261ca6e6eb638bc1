using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 LimitRange: a container's default limit is its maximum, its default request its default limit, then its minimum.</summary>
internal static class LimitRangeDefaults
{
    public static void Apply(JsonObject range)
    {
        foreach (var limit in range.At("spec").Each("limits").Where(limit => limit.TextOf("type") == "Container"))
        {
            var limits = limit["default"]?.DeepClone().AsObject() ?? [];
            limits.DefaultFrom(limit["max"] as JsonObject);
            var requests = limit["defaultRequest"]?.DeepClone().AsObject() ?? [];
            requests.DefaultFrom(limits);
            requests.DefaultFrom(limit["min"] as JsonObject);
            SetUnlessEmpty(limit, "default", limits);
            SetUnlessEmpty(limit, "defaultRequest", requests);
        }
    }

    private static void SetUnlessEmpty(JsonObject limit, string name, JsonObject resources)
    {
        if (resources.Count > 0)
        {
            limit[name] = resources;
        }
    }
}
