using Sampan.Placement.Bindings;
using Sampan.Placement.Members;
using Sampan.Placement.Policies;
using Sampan.Placement.Triggering;

namespace Sampan.Placement;

/// <summary>
/// Answers which clusters take an object, and how many of its replicas each, as Karmada's scheduler does: a function
/// of the binding and a snapshot of the clusters, without I/O, clock or chance.
/// </summary>
public static class PlacementEngine
{
    /// <summary>Places a binding.</summary>
    /// <param name="binding">The binding.</param>
    /// <param name="clusters">All clusters of the fleet, in any order.</param>
    /// <param name="options">How to place; null for Karmada's defaults.</param>
    /// <returns>What triggered scheduling, every attempt with a verdict on each cluster, and what to write into the binding.</returns>
    public static PlacementResult Place(PlacementBinding binding, IReadOnlyList<MemberCluster> clusters, PlacementOptions? options = null)
    {
        options ??= PlacementOptions.Default;
        var placement = binding.Placement ?? new PlacementSpec();
        var trigger = TriggerRules.Evaluate(binding, placement, clusters, options.SchedulerName);
        return trigger switch
        {
            PlacementTrigger.Ignored => new PlacementResult(trigger, [], null),
            PlacementTrigger.None => new PlacementResult(trigger, [], new PlacementOutcome { ObservedGeneration = binding.Generation }),
            _ when placement.Affinity is null && placement.AffinityTerms is { Count: > 0 } terms =>
                PlaceByTerms(binding, placement, terms, clusters, trigger, options),
            _ => PlaceOnce(binding, placement, clusters, trigger, options),
        };
    }

    private static PlacementResult PlaceOnce(
        PlacementBinding binding,
        PlacementSpec placement,
        IReadOnlyList<MemberCluster> clusters,
        PlacementTrigger trigger,
        PlacementOptions options)
    {
        var attempt = PlacementAlgorithm.Run(new PlacementContext(binding, placement, null), clusters, options);
        var outcome = attempt.Failure is null ? Succeeded(binding, placement, attempt) : Failed(placement, attempt.Failure);
        return new PlacementResult(trigger, [attempt], outcome);
    }

    // From the term that holds now onwards: a binding does not return to an earlier term by itself.
    private static PlacementResult PlaceByTerms(
        PlacementBinding binding,
        PlacementSpec placement,
        IReadOnlyList<AffinityTerm> terms,
        IReadOnlyList<MemberCluster> clusters,
        PlacementTrigger trigger,
        PlacementOptions options)
    {
        List<PlacementAttempt> attempts = [];
        for (var i = FirstTerm(binding, terms); i < terms.Count; i++)
        {
            var attempt = PlacementAlgorithm.Run(new PlacementContext(binding, placement, terms[i]), clusters, options);
            attempts.Add(attempt);
            if (attempt.Failure is null)
            {
                return new PlacementResult(trigger, attempts, Succeeded(binding, placement, attempt) with { ObservedAffinity = terms[i].Name });
            }
        }

        return new PlacementResult(trigger, attempts, Failed(placement, attempts[0].Failure!));
    }

    private static int FirstTerm(PlacementBinding binding, IReadOnlyList<AffinityTerm> terms)
    {
        if (binding.RescheduleRequired || binding.ObservedAffinity.Length == 0)
        {
            return 0;
        }

        for (var i = 0; i < terms.Count; i++)
        {
            if (terms[i].Name == binding.ObservedAffinity)
            {
                return i;
            }
        }

        return 0;
    }

    private static PlacementOutcome Succeeded(PlacementBinding binding, PlacementSpec placement, PlacementAttempt attempt) => new()
    {
        Clusters = attempt.Result,
        AppliedPlacement = placement.Applied.Json,
        Condition = ScheduledCondition.Success,
        ObservedGeneration = binding.Generation,
        Scheduled = true,
    };

    // Where no cluster fits the object is taken away everywhere; any other failure leaves it where it is and is retried.
    private static PlacementOutcome Failed(PlacementSpec placement, PlacementFailure failure) =>
        failure.Kind == FailureKind.NoClusterFit
            ? new PlacementOutcome { Clusters = [], AppliedPlacement = placement.Applied.Json, Condition = ScheduledCondition.Of(failure) }
            : new PlacementOutcome { Condition = ScheduledCondition.Of(failure), Retry = true };
}
