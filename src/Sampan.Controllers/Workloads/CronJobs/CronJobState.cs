using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.CronJobs;

/// <summary>The fields of a CronJob that its controller reads.</summary>
internal sealed class CronJobState(KubernetesObject @object)
{
    private readonly JsonElement _spec = @object.Root.Member("spec") ?? default;
    private readonly JsonElement _status = @object.Root.Member("status") ?? default;

    public KubernetesObject Object => @object;

    public string Schedule => _spec.StringOrEmpty("schedule");

    public string TimeZone => _spec.StringOrEmpty("timeZone");

    public bool IsSuspended => _spec.Boolean("suspend") ?? false;

    public string Concurrency => _spec.StringOrEmpty("concurrencyPolicy");

    public TimeSpan? StartingDeadline => _spec.Integer("startingDeadlineSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>How many ended Jobs are kept.</summary>
    public int HistoryLimit(string end) => (int)(end == "Failed" ? _spec.Integer("failedJobsHistoryLimit") ?? 1 : _spec.Integer("successfulJobsHistoryLimit") ?? 3);

    public DateTimeOffset? LastSchedule => KubernetesTime.Parse(_status.String("lastScheduleTime"));

    public DateTimeOffset? LastSuccess => KubernetesTime.Parse(_status.String("lastSuccessfulTime"));

    /// <summary>References to the Jobs that run, as stored.</summary>
    public IEnumerable<JsonObject> Active => _status.Items("active").Select(reference => Drafts.Of(reference));

    /// <summary>The Job of a time that is due; its name makes it one only, whoever creates it.</summary>
    public KubernetesObject JobAt(DateTimeOffset time, TimeZoneInfo zone)
    {
        var template = Drafts.Of(_spec.Member("jobTemplate"));
        var metadata = template["metadata"] as JsonObject ?? [];
        var annotations = metadata["annotations"]?.DeepClone() as JsonObject ?? [];
        annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"] = Timestamp(TimeZoneInfo.ConvertTime(time, zone));
        return KubernetesObject.From(new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{@object.Metadata.Name}-{time.ToUnixTimeSeconds() / 60}",
                ["namespace"] = @object.Metadata.Namespace,
                ["labels"] = metadata["labels"]?.DeepClone(),
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray((JsonNode)OwnerReferences.ControlledBy(@object, WellKnownTypes.CronJobs)),
            },
            ["spec"] = template["spec"]?.DeepClone(),
        });
    }

    private static string Timestamp(DateTimeOffset time) => time.Offset == TimeSpan.Zero ? KubernetesTime.Format(time) : time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
}
