using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Disruption;

/// <summary>The status of a PodDisruptionBudget, which the eviction API goes by.</summary>
internal static class BudgetStatus
{
    private const string ConditionType = "DisruptionAllowed";

    /// <summary>What was counted.</summary>
    public static JsonObject Counted(KubernetesObject budget, ExpectedPods expected, int healthy, EvictedPods evicted, DateTimeOffset now)
    {
        // A budget of no pods allows nothing: else the first ones could go before they are counted.
        var allowed = expected.Expected > 0 ? Math.Max(0, healthy - expected.DesiredHealthy) : 0;
        var generation = budget.Metadata.Generation;
        var status = new JsonObject { ["observedGeneration"] = generation };
        if (evicted.Times.Count > 0)
        {
            status["disruptedPods"] = evicted.Times.DeepClone();
        }

        status["disruptionsAllowed"] = allowed;
        status["currentHealthy"] = healthy;
        status["desiredHealthy"] = expected.DesiredHealthy;
        status["expectedPods"] = expected.Expected;
        status["conditions"] = allowed > 0
            ? Conditions(budget, Condition.True, "SufficientPods", "", generation, now)
            : Conditions(budget, Condition.False, "InsufficientPods", "", generation, now);
        return status;
    }

    /// <summary>What could not be counted: whatever was allowed before, nothing is now.</summary>
    public static JsonObject Failed(KubernetesObject budget, string why, DateTimeOffset now)
    {
        var stored = budget.Root.Member("status");
        var status = Drafts.Of(stored);
        status["disruptionsAllowed"] = 0;
        foreach (var count in (ReadOnlySpan<string>)["currentHealthy", "desiredHealthy", "expectedPods"])
        {
            status[count] ??= 0;
        }

        status["conditions"] = Conditions(budget, Condition.False, "SyncFailed", why, stored?.Integer("observedGeneration") ?? 0, now);
        return status;
    }

    private static JsonArray Conditions(KubernetesObject budget, string value, string reason, string message, long generation, DateTimeOffset now)
    {
        var conditions = new JsonArray();
        var isThere = false;
        foreach (var stored in (budget.Root.Member("status") ?? default).Items("conditions"))
        {
            var isOurs = stored.StringOrEmpty("type") == ConditionType;
            isThere |= isOurs;
            conditions.Add((JsonNode)(isOurs ? Own(Since(stored, value) ?? now) : Drafts.Of(stored)));
        }

        if (!isThere)
        {
            conditions.Add((JsonNode)Own(now));
        }

        return conditions;

        JsonObject Own(DateTimeOffset since)
        {
            var condition = new JsonObject { ["type"] = ConditionType, ["status"] = value };
            if (generation > 0)
            {
                condition["observedGeneration"] = generation;
            }

            condition["lastTransitionTime"] = KubernetesTime.Format(since);
            condition["reason"] = reason;
            condition["message"] = message;
            return condition;
        }
    }

    private static DateTimeOffset? Since(JsonElement stored, string value) =>
        stored.StringOrEmpty("status") == value ? KubernetesTime.Parse(stored.String("lastTransitionTime")) : null;
}
