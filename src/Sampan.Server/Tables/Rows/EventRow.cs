using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>Events in both of their shapes, core/v1 and events.k8s.io/v1.</summary>
internal static class EventRow
{
    public static IReadOnlyList<JsonNode?> Of(JsonElement root, DateTimeOffset now)
    {
        var first = root.String("firstTimestamp") ?? root.String("deprecatedFirstTimestamp");
        var last = root.String("lastTimestamp") ?? root.String("deprecatedLastTimestamp");
        var eventTime = root.String("eventTime");
        var count = root.Integer("count") ?? root.Integer("deprecatedCount") ?? 0;
        var series = root.Member("series");
        if (series is { } repeated)
        {
            last = repeated.String("lastObservedTime");
            count = repeated.Integer("count") ?? 0;
        }
        else if (count == 0)
        {
            count = 1;
        }

        var target = root.Member("involvedObject") ?? root.Member("regarding") ?? default;
        return [
            HumanDuration.Since(last ?? eventTime, now),
            root.StringOrEmpty("type"),
            root.StringOrEmpty("reason"),
            Target(target),
            target.StringOrEmpty("fieldPath"),
            Source(root),
            (root.String("message") ?? root.StringOrEmpty("note")).Trim(),
            HumanDuration.Since(first ?? eventTime, now),
            count,
            root.Name(),
        ];
    }

    private static string Target(JsonElement target)
    {
        var kind = target.StringOrEmpty("kind").ToLowerInvariant();
        return target.String("name") is { Length: > 0 } name ? $"{kind}/{name}" : kind;
    }

    private static string Source(JsonElement root)
    {
        var source = root.Member("source") ?? root.Member("deprecatedSource") ?? default;
        var component = source.String("component") ?? root.String("reportingComponent") ?? root.StringOrEmpty("reportingController");
        var host = source.String("host") ?? root.StringOrEmpty("reportingInstance");
        return host.Length == 0 ? component : $"{component}, {host}";
    }
}
