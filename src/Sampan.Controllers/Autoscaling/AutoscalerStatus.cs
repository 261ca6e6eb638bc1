using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Autoscaling;

/// <summary>What an autoscaler's status will say.</summary>
internal sealed class AutoscalerStatus(KubernetesObject autoscaler, DateTimeOffset now)
{
    private readonly JsonObject _status = Drafts.Of(autoscaler.Root.Member("status"));
    private readonly List<Condition> _conditions = [.. Objects.Conditions.Of(autoscaler)];

    /// <summary>What was wanted the last time.</summary>
    public int Desired => (int)(autoscaler.Root.Member("status")?.Integer("desiredReplicas") ?? 0);

    /// <summary>Says something of the autoscaler; when it began to hold stays while it holds.</summary>
    public void Say(string type, bool holds, string reason, string message)
    {
        var value = holds ? Condition.True : Condition.False;
        var place = _conditions.FindIndex(condition => condition.Type == type);
        var since = place >= 0 && _conditions[place].Status == value ? _conditions[place].LastTransitionTime : now;
        var said = new Condition(type, value, reason, message, since);
        if (place >= 0)
        {
            _conditions[place] = said;
        }
        else
        {
            _conditions.Add(said);
        }
    }

    /// <summary>Takes down how many there are, how many there shall be, and what was measured.</summary>
    public void Count(int current, int desired, JsonArray? metrics)
    {
        _status.Remove("currentReplicas");
        if (current != 0)
        {
            _status["currentReplicas"] = current;
        }

        _status["desiredReplicas"] = desired;
        _status.Remove("currentMetrics");
        if (metrics is not null)
        {
            _status["currentMetrics"] = metrics;
        }

        if (autoscaler.Metadata.Generation > 0)
        {
            _status["observedGeneration"] = autoscaler.Metadata.Generation;
        }
    }

    public void Scaled() => _status["lastScaleTime"] = KubernetesTime.Format(now);

    public JsonObject ToJson()
    {
        _status["desiredReplicas"] ??= 0;
        _status["conditions"] = _conditions.ToJson();
        return _status;
    }
}
