using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Quotas;

/// <summary>Whether an object falls under a quota with scopes. Only pods have properties that scopes name.</summary>
public static class QuotaScopes
{
    /// <summary>Whether the quota's <c>scopes</c> and <c>scopeSelector</c> all match; a quota without any matches everything.</summary>
    /// <param name="quota">A ResourceQuota's spec.</param>
    /// <param name="type">The object's resource.</param>
    /// <param name="object">The object.</param>
    public static bool Match(JsonElement quota, ResourceType type, JsonElement @object)
    {
        var names = quota.Items("scopes").Select(scope => (Name: scope.ToString(), Operator: "Exists", Values: new List<string>()));
        var selected = (quota.Member("scopeSelector") ?? default).Items("matchExpressions")
            .Select(term => (Name: term.StringOrEmpty("scopeName"), Operator: term.StringOrEmpty("operator"), Values: term.Items("values").Select(value => value.ToString()).ToList()));
        return names.Concat(selected).All(term => type == WellKnownTypes.Pods && MatchesPod(@object.Member("spec") ?? default, term.Name, term.Operator, term.Values));
    }

    private static bool MatchesPod(JsonElement spec, string scope, string @operator, List<string> values) => scope switch
    {
        "Terminating" => spec.Integer("activeDeadlineSeconds") >= 0,
        "NotTerminating" => spec.Integer("activeDeadlineSeconds") is null or < 0,
        "BestEffort" => IsBestEffort(spec),
        "NotBestEffort" => !IsBestEffort(spec),
        "PriorityClass" => MatchesClass(spec.StringOrEmpty("priorityClassName"), @operator, values),
        "CrossNamespacePodAffinity" => UsesOtherNamespaces(spec),
        _ => false,
    };

    private static bool MatchesClass(string name, string @operator, List<string> values) => @operator switch
    {
        "In" => values.Contains(name),
        "NotIn" => !values.Contains(name),
        "DoesNotExist" => name.Length == 0,
        _ => name.Length > 0,
    };

    private static bool IsBestEffort(JsonElement spec) => ((string[])["requests", "limits"]).All(list =>
        PodResources.Of(spec, list).All(amount => amount.Key is not ("cpu" or "memory") || amount.Value.IsZero));

    private static bool UsesOtherNamespaces(JsonElement spec)
    {
        foreach (var kind in (ReadOnlySpan<string>)["podAffinity", "podAntiAffinity"])
        {
            var affinity = spec.Member("affinity", kind) ?? default;
            var terms = affinity.Items("requiredDuringSchedulingIgnoredDuringExecution")
                .Concat(affinity.Items("preferredDuringSchedulingIgnoredDuringExecution").Select(preferred => preferred.Member("podAffinityTerm") ?? default));
            if (terms.Any(term => term.Items("namespaces").Any() || term.Member("namespaceSelector") is not null))
            {
                return true;
            }
        }

        return false;
    }
}
