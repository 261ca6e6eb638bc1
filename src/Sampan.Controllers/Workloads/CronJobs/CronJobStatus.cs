using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.CronJobs;

/// <summary>What a CronJob's status will say: which Jobs run, and when the last one was due and the last one succeeded.</summary>
internal sealed class CronJobStatus(CronJobState before)
{
    private readonly List<JsonObject> _active = [.. before.Active];
    private DateTimeOffset? _lastSuccess = before.LastSuccess;

    public IEnumerable<JsonObject> Active => _active;

    public DateTimeOffset? LastSchedule { get; set; } = before.LastSchedule;

    public bool IsActive(string uid) => _active.Exists(reference => reference["uid"]?.GetValue<string>() == uid);

    public void Remove(string uid) => _active.RemoveAll(reference => reference["uid"]?.GetValue<string>() == uid);

    public void Add(KubernetesObject job) => _active.Add(new JsonObject
    {
        ["kind"] = "Job",
        ["namespace"] = job.Metadata.Namespace,
        ["name"] = job.Metadata.Name,
        ["uid"] = job.Metadata.Uid,
        ["apiVersion"] = "batch/v1",
        ["resourceVersion"] = job.Metadata.ResourceVersion,
    });

    public void Succeeded(DateTimeOffset? time) => _lastSuccess = time > _lastSuccess || _lastSuccess is null ? time ?? _lastSuccess : _lastSuccess;

    public JsonObject ToJson()
    {
        var status = new JsonObject();
        if (_active.Count > 0)
        {
            status["active"] = new JsonArray([.. _active.Select(reference => reference.DeepClone())]);
        }

        if (LastSchedule is { } schedule)
        {
            status["lastScheduleTime"] = KubernetesTime.Format(schedule);
        }

        if (_lastSuccess is { } success)
        {
            status["lastSuccessfulTime"] = KubernetesTime.Format(success);
        }

        return status;
    }
}
