using System.Globalization;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Quotas;

namespace Sampan.Server.Admission.Limits;

/// <summary>Holds pods and claims against the limits of a LimitRange.</summary>
/// <remarks>Rules and texts of <c>plugin/pkg/admission/limitranger</c>.</remarks>
internal static class LimitChecks
{
    /// <summary>What a claim violates.</summary>
    public static IEnumerable<string> OfClaim(JsonElement claim, IReadOnlyList<JsonElement> limits)
    {
        var requests = Amounts(claim.Member("spec", "resources"), "requests");
        foreach (var limit in Of(limits, "PersistentVolumeClaim"))
        {
            foreach (var fault in Bounds(limit, "min").Select(bound => Minimum(limit, bound, requests, [])).Concat(Bounds(limit, "max").Select(bound => MaximumRequest(limit, bound, requests))))
            {
                if (fault is not null)
                {
                    yield return fault;
                }
            }
        }
    }

    /// <summary>What a pod violates: its containers one by one, then the pod as a whole.</summary>
    public static IEnumerable<string> OfPod(JsonElement pod, IReadOnlyList<JsonElement> limits)
    {
        var spec = pod.Member("spec") ?? default;
        var containers = spec.Items("containers").Concat(spec.Items("initContainers")).Select(container => container.Member("resources"))
            .Select(resources => (Requests: Amounts(resources, "requests"), Limits: Amounts(resources, "limits"))).ToList();
        foreach (var limit in Of(limits, "Container"))
        {
            foreach (var (requests, maxima) in containers)
            {
                foreach (var fault in Faults(limit, requests, maxima))
                {
                    yield return fault;
                }
            }
        }

        foreach (var limit in Of(limits, "Pod"))
        {
            foreach (var fault in Faults(limit, PodResources.Of(spec, "requests"), PodResources.Of(spec, "limits")))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Faults(JsonElement limit, Dictionary<string, Quantity> requests, Dictionary<string, Quantity> limits) =>
        Bounds(limit, "min").Select(bound => Minimum(limit, bound, requests, limits))
            .Concat(Bounds(limit, "max").Select(bound => Maximum(limit, bound, requests, limits)))
            .Concat(Bounds(limit, "maxLimitRequestRatio").Select(bound => Ratio(limit, bound, requests, limits)))
            .OfType<string>();

    private static string? Minimum(JsonElement limit, (string Name, Quantity Amount) bound, Dictionary<string, Quantity> requests, Dictionary<string, Quantity> limits)
    {
        var text = $"minimum {bound.Name} usage per {limit.String("type")} is {bound.Amount}";
        return !requests.TryGetValue(bound.Name, out var request) ? $"{text}.  No request is specified"
            : request.CompareTo(bound.Amount) < 0 ? $"{text}, but request is {request}"
            : limits.TryGetValue(bound.Name, out var maximum) && maximum.CompareTo(bound.Amount) < 0 ? $"{text}, but limit is {maximum}"
            : null;
    }

    private static string? MaximumRequest(JsonElement limit, (string Name, Quantity Amount) bound, Dictionary<string, Quantity> requests)
    {
        var text = $"maximum {bound.Name} usage per {limit.String("type")} is {bound.Amount}";
        return !requests.TryGetValue(bound.Name, out var request) ? $"{text}.  No request is specified"
            : request.CompareTo(bound.Amount) > 0 ? $"{text}, but request is {request}"
            : null;
    }

    private static string? Maximum(JsonElement limit, (string Name, Quantity Amount) bound, Dictionary<string, Quantity> requests, Dictionary<string, Quantity> limits)
    {
        var text = $"maximum {bound.Name} usage per {limit.String("type")} is {bound.Amount}";
        return !limits.TryGetValue(bound.Name, out var maximum) ? $"{text}.  No limit is specified"
            : maximum.CompareTo(bound.Amount) > 0 ? $"{text}, but limit is {maximum}"
            : requests.TryGetValue(bound.Name, out var request) && request.CompareTo(bound.Amount) > 0 ? $"{text}, but request is {request}"
            : null;
    }

    private static string? Ratio(JsonElement limit, (string Name, Quantity Amount) bound, Dictionary<string, Quantity> requests, Dictionary<string, Quantity> limits)
    {
        var text = $"{bound.Name} max limit to request ratio per {limit.String("type")} is {bound.Amount}";
        if (!requests.TryGetValue(bound.Name, out var request) || request.IsZero)
        {
            return $"{text}, but no request is specified or request is 0";
        }

        if (!limits.TryGetValue(bound.Name, out var maximum) || maximum.IsZero)
        {
            return $"{text}, but no limit is specified or limit is 0";
        }

        var ratio = maximum.ToDouble() / request.ToDouble();
        return ratio > bound.Amount.ToDouble() ? string.Create(CultureInfo.InvariantCulture, $"{text}, but provided ratio is {ratio:F6}") : null;
    }

    private static IEnumerable<JsonElement> Of(IReadOnlyList<JsonElement> limits, string type) => limits.Where(limit => limit.String("type") == type);

    private static IEnumerable<(string Name, Quantity Amount)> Bounds(JsonElement limit, string list) =>
        Amounts(limit, list).OrderBy(bound => bound.Key, StringComparer.Ordinal).Select(bound => (bound.Key, bound.Value));

    private static Dictionary<string, Quantity> Amounts(JsonElement? owner, string list)
    {
        Dictionary<string, Quantity> amounts = [];
        foreach (var amount in owner?.Member(list)?.EnumerateObject() ?? default)
        {
            amounts[amount.Name] = Quantity.Parse(amount.Value);
        }

        return amounts;
    }
}
