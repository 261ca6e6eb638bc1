using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>core/v1 Pod.</summary>
internal static class PodRow
{
    public static TableRow Of(JsonElement root, DateTimeOffset now)
    {
        var (spec, status) = (root.Spec(), root.Status());
        var summary = PodSummary.Of(root);
        var restarts = summary.Restarts.ToString(CultureInfo.InvariantCulture);
        if (summary.Restarts != 0 && summary.LastRestart is { } last)
        {
            restarts += $" ({HumanDuration.Of(now - last)} ago)";
        }

        var phase = status.StringOrEmpty("phase");
        return new TableRow([
            root.Name(),
            $"{summary.Ready}/{summary.Total}",
            summary.Reason,
            restarts,
            HumanDuration.Age(root, now),
            Address(status),
            RowReading.OrNone(spec.String("nodeName")),
            RowReading.OrNone(status.String("nominatedNodeName")),
            Gates(spec, status),
        ])
        {
            Conditions = phase switch
            {
                "Succeeded" => Completed(phase, "The pod has completed successfully."),
                "Failed" => Completed(phase, "The pod failed."),
                _ => null,
            },
        };
    }

    private static string Address(JsonElement status)
    {
        foreach (var address in status.Items("podIPs"))
        {
            return RowReading.OrNone(address.String("ip"));
        }

        return RowReading.OrNone(status.String("podIP"));
    }

    private static string Gates(JsonElement spec, JsonElement status)
    {
        var (open, total) = (0, 0);
        foreach (var gate in spec.Items("readinessGates"))
        {
            total++;
            open += status.HasCondition(gate.StringOrEmpty("conditionType")) ? 1 : 0;
        }

        return total == 0 ? RowReading.None : $"{open}/{total}";
    }

    private static JsonArray Completed(string reason, string message) =>
        new(new JsonObject { ["type"] = "Completed", ["status"] = "True", ["reason"] = reason, ["message"] = message });
}
