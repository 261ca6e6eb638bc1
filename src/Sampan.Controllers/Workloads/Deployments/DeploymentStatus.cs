using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;

namespace Sampan.Controllers.Workloads.Deployments;

/// <summary>Computes a Deployment's status and its conditions, with Kubernetes' reasons and messages.</summary>
/// <remarks><c>pkg/controller/deployment/{sync,progress}.go</c> and <c>util/deployment_util.go</c>.</remarks>
internal static class DeploymentStatus
{
    public const string Progressing = "Progressing";

    public const string TimedOut = "ProgressDeadlineExceeded";

    private const string Available = "Available";
    private const string ReplicaFailure = "ReplicaFailure";
    private const string Complete = "NewReplicaSetAvailable";
    private const string Paused = "DeploymentPaused";

    /// <summary>The status without news about the rollout: for a Deployment that is paused, scaled or deleted.</summary>
    public static JsonObject Compute(DeploymentState deployment, DeploymentSets sets, DateTimeOffset now) =>
        ToJson(deployment, DeploymentCounts.Of(sets), WithAvailability(deployment, sets, deployment.Conditions, now));

    /// <summary>The status during and after a rollout.</summary>
    public static JsonObject ComputeRollout(DeploymentState deployment, DeploymentSets sets, DateTimeOffset now)
    {
        var counts = DeploymentCounts.Of(sets);
        var conditions = WithAvailability(deployment, sets, deployment.Conditions, now);
        conditions = WithProgress(deployment, sets, counts, conditions, now);
        conditions = conditions.Without(ReplicaFailure);
        if (Failure(sets) is { } failure)
        {
            conditions = conditions.With(failure);
        }

        return ToJson(deployment, counts, conditions);
    }

    /// <summary>The conditions after the Deployment was paused or resumed; the same list where neither happened.</summary>
    public static IReadOnlyList<Condition> WithPause(DeploymentState deployment, DateTimeOffset now)
    {
        var current = deployment.Conditions.Find(Progressing);
        if (deployment.ProgressDeadline is null || current?.Reason == TimedOut)
        {
            return deployment.Conditions;
        }

        var isNoted = current?.Reason == Paused;
        return (deployment.IsPaused, isNoted) switch
        {
            (true, false) => deployment.Conditions.With(Written(Progressing, Condition.Unknown, Paused, "Deployment is paused", now)),
            (false, true) => deployment.Conditions.With(Written(Progressing, Condition.Unknown, "DeploymentResumed", "Deployment is resumed", now)),
            _ => deployment.Conditions,
        };
    }

    /// <summary>A condition that is written now.</summary>
    public static Condition Written(string type, string status, string reason, string message, DateTimeOffset now) =>
        new(type, status, reason, message, now, now);

    /// <summary>When the rollout must be looked at again because its deadline may have passed; null for never.</summary>
    public static TimeSpan? UntilDeadline(DeploymentState deployment, DeploymentSets sets, DateTimeOffset now)
    {
        if (deployment.ProgressDeadline is not { } deadline
            || deployment.Conditions.Find(Progressing) is not { Reason: not TimedOut, LastUpdateTime: { } since }
            || DeploymentCounts.Of(sets).IsComplete(deployment))
        {
            return null;
        }

        var left = since + deadline - now;
        return (left > TimeSpan.Zero ? left : TimeSpan.Zero) + TimeSpan.FromSeconds(1);
    }

    private static IReadOnlyList<Condition> WithAvailability(
        DeploymentState deployment, DeploymentSets sets, IReadOnlyList<Condition> conditions, DateTimeOffset now) =>
        conditions.With(sets.AvailableReplicas >= deployment.Replicas - deployment.MaxUnavailable
            ? Written(Available, Condition.True, "MinimumReplicasAvailable", "Deployment has minimum availability.", now)
            : Written(Available, Condition.False, "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", now));

    private static IReadOnlyList<Condition> WithProgress(
        DeploymentState deployment, DeploymentSets sets, DeploymentCounts counts, IReadOnlyList<Condition> conditions, DateTimeOffset now)
    {
        if (deployment.ProgressDeadline is null)
        {
            return conditions.Without(Progressing);
        }

        var current = deployment.Conditions.Find(Progressing);
        if (counts.Replicas == counts.Updated && current?.Reason == Complete)
        {
            // Finished earlier: pods that come and go since then are no rollout.
            return conditions;
        }

        var subject = sets.New is { } set ? $"ReplicaSet \"{set.Name}\"" : $"Deployment \"{deployment.Name}\"";
        if (counts.IsComplete(deployment))
        {
            return conditions.With(Written(Progressing, Condition.True, Complete, $"{subject} has successfully progressed.", now));
        }

        if (counts.IsProgress(deployment))
        {
            var progress = Written(Progressing, Condition.True, "ReplicaSetUpdated", $"{subject} is progressing.", now);
            if (current?.Status == Condition.True)
            {
                progress = progress with { LastTransitionTime = current.LastTransitionTime };
            }

            // Replaced even if it says the same: the time of the last progress counts towards the deadline.
            return [.. conditions.Without(Progressing), progress];
        }

        return HasTimedOut(deployment, current, now)
            ? conditions.With(Written(Progressing, Condition.False, TimedOut, $"{subject} has timed out progressing.", now))
            : conditions;
    }

    private static bool HasTimedOut(DeploymentState deployment, Condition? current, DateTimeOffset now) => current switch
    {
        null or { Reason: Complete } => false,
        { Reason: TimedOut } => true,
        _ => current.LastUpdateTime is { } since && since + deployment.ProgressDeadline < now,
    };

    private static Condition? Failure(DeploymentSets sets)
    {
        var newFirst = sets.New is { } set ? sets.Old.Prepend(set) : sets.Old;
        return newFirst.Select(candidate => Conditions.Of(candidate.Object).Find(ReplicaFailure)).FirstOrDefault(failure => failure is not null) is { } found
            ? found with { LastUpdateTime = found.LastTransitionTime }
            : null;
    }

    private static JsonObject ToJson(DeploymentState deployment, DeploymentCounts counts, IReadOnlyList<Condition> conditions)
    {
        var status = new JsonObject();
        AddUnlessZero(status, "observedGeneration", deployment.Object.Metadata.Generation);
        AddUnlessZero(status, "replicas", counts.Replicas);
        AddUnlessZero(status, "updatedReplicas", counts.Updated);
        AddUnlessZero(status, "readyReplicas", counts.Ready);
        AddUnlessZero(status, "availableReplicas", counts.Available);
        AddUnlessZero(status, "unavailableReplicas", counts.Unavailable);
        status["terminatingReplicas"] = counts.Terminating;
        if (deployment.CollisionCount is { } collisions)
        {
            status["collisionCount"] = collisions;
        }

        status["conditions"] = conditions.ToJson();
        return status;
    }

    private static void AddUnlessZero(JsonObject status, string name, long value)
    {
        if (value != 0)
        {
            status[name] = value;
        }
    }
}
