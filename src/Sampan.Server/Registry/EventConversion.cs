using System.Text.Json.Nodes;

namespace Sampan.Server.Registry;

/// <summary>The core/v1 and events.k8s.io/v1 shapes of one Event (kubernetes/pkg/apis/events/v1/conversion.go).</summary>
internal static class EventConversion
{
    private static readonly (string Core, string Events)[] Renamed =
    [
        ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"), ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
    ];

    /// <summary>Renames the fields for the group.</summary>
    public static void Convert(JsonObject draft, string group)
    {
        foreach (var (core, events) in Renamed)
        {
            var (from, to) = group.Length == 0 ? (events, core) : (core, events);
            if (draft.TryGetPropertyValue(from, out var value))
            {
                draft.Remove(from);
                draft[to] = value;
            }
        }
    }
}
