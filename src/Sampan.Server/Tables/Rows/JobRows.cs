using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>batch/v1.</summary>
internal static class JobRows
{
    public static IReadOnlyList<JsonNode?> Job(JsonElement root, DateTimeOffset now)
    {
        var (spec, status) = (root.Spec(), root.Status());
        var (names, images) = RowReading.Containers(spec.Member("template", "spec"));
        return [
            root.Name(),
            State(root, status),
            Completions(spec, status),
            Duration(status, now),
            HumanDuration.Age(root, now),
            names,
            images,
            RowReading.Selector(spec.Member("selector")),
        ];
    }

    public static IReadOnlyList<JsonNode?> CronJob(JsonElement root, DateTimeOffset now)
    {
        var (spec, status) = (root.Spec(), root.Status());
        var (names, images) = RowReading.Containers(spec.Member("jobTemplate", "spec", "template", "spec"));
        var last = status.String("lastScheduleTime");
        return [
            root.Name(),
            spec.StringOrEmpty("schedule"),
            spec.String("timeZone") ?? RowReading.None,
            spec.Boolean("suspend") switch { true => "True", false => "False", null => "<unset>" },
            status.Count("active"),
            last is null ? RowReading.None : HumanDuration.Since(last, now),
            HumanDuration.Age(root, now),
            names,
            images,
            RowReading.Selector(spec.Member("jobTemplate", "spec", "selector")),
        ];
    }

    private static string State(JsonElement root, JsonElement status)
    {
        if (status.HasCondition("Complete"))
        {
            return "Complete";
        }

        if (status.HasCondition("Failed"))
        {
            return "Failed";
        }

        if (root.IsDeleted())
        {
            return "Terminating";
        }

        foreach (var condition in (ReadOnlySpan<string>)["Suspended", "FailureTarget", "SuccessCriteriaMet"])
        {
            if (status.HasCondition(condition))
            {
                return condition;
            }
        }

        return "Running";
    }

    private static string Completions(JsonElement spec, JsonElement status)
    {
        var succeeded = WorkloadRows.Number(status, "succeeded");
        if (spec.Integer("completions") is { } completions)
        {
            return $"{succeeded}/{completions}";
        }

        return spec.Integer("parallelism") is { } parallelism and > 1 ? $"{succeeded}/1 of {parallelism}" : $"{succeeded}/1";
    }

    private static string Duration(JsonElement status, DateTimeOffset now)
    {
        if (!HumanDuration.TryParse(status.String("startTime"), out var start))
        {
            return "";
        }

        return HumanDuration.Of((HumanDuration.TryParse(status.String("completionTime"), out var end) ? end : now) - start);
    }
}
