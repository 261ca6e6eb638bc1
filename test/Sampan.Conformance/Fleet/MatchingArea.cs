using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>Which policy an object goes by, what claims it afterwards, and the binding that results.</summary>
internal sealed class MatchingArea : IConformanceArea
{
    public string Name => "fleet-matching";

    public IEnumerable<ConformanceCase> Cases(string corpus) => FleetCases.Read(corpus, "matching.jsonl", Compare);

    private static string? Compare(JsonElement @case)
    {
        var got = new JsonObject();
        var template = FleetCases.Object(@case.GetProperty("object"));
        List<Policy> policies =
        [
            .. FleetCases.Objects(@case, "propagationPolicies").Select(Policy.Of),
            .. FleetCases.Objects(@case, "clusterPropagationPolicies").Select(Policy.Of),
        ];
        got["matchedPropagationPolicy"] = PolicySelection.BestInNamespace(policies, template) is { } namespaced ? $"{namespaced.Namespace}/{namespaced.Name}" : null;
        got["matchedClusterPropagationPolicy"] = PolicySelection.BestClusterScoped(policies, template)?.Name;

        var waiting = false;
        if (@case.Member("eventPolicy") is { } eventPolicy)
        {
            waiting = true;
            got["policyEvent"] = HandleEvent(eventPolicy, @case, policies, ref template, ref waiting);
        }

        got["reconcile"] = Reconcile(@case, template, policies, waiting);
        return Difference(@case.GetProperty("expect"), got);
    }

    private static JsonObject HandleEvent(JsonElement reference, JsonElement @case, List<Policy> policies, ref KubernetesObject template, ref bool waiting)
    {
        var policy = policies.First(candidate =>
            candidate.IsClusterScoped == (reference.String("kind") == "ClusterPropagationPolicy")
            && candidate.Namespace == reference.StringOrEmpty("namespace")
            && candidate.Name == reference.StringOrEmpty("name"));
        var draft = template.ToDraft();
        var requeued = 0;
        if (policy.IsDeleting)
        {
            Claim.By(policy).Remove(draft);
        }
        else
        {
            if (ResourceSelector.Best(policy.Selectors, template) > SelectorMatch.None)
            {
                if (!PropagationRules.OverridesExist(policy, OverridesOf(@case)))
                {
                    return new JsonObject { ["error"] = true, ["requeuedTemplates"] = 0, ["claimAfter"] = ClaimOn(template) };
                }

                requeued = 1;
                waiting = false;
            }

            if (@case.Member("featureGates")?.Boolean("PropagationPolicyPreemption") == true && Preemption.Takes(policy, template, policies))
            {
                Claim.By(policy).Put(draft);
            }
        }

        template = KubernetesObject.From(draft);
        return new JsonObject { ["requeuedTemplates"] = requeued, ["claimAfter"] = ClaimOn(template) };
    }

    private static JsonObject Reconcile(JsonElement @case, KubernetesObject template, List<Policy> policies, bool waiting)
    {
        var result = new JsonObject();
        switch (PropagationRules.Decide(template, policies, OverridesOf(@case)))
        {
            case PropagationDecision.Wait:
                result["error"] = waiting ? null : true;
                waiting = true;
                break;
            case PropagationDecision.Retry:
                result["error"] = true;
                break;
            case PropagationDecision.Unclaim:
                // Karmada takes claims off through another client than it puts them on with; the recording shows the latter's objects.
                break;
            case PropagationDecision.Apply apply:
                waiting = waiting && !apply.IsNew;
                template = Claimed(template, apply.Policy);
                if (!(apply.Policy.IsLazy && @case.Boolean("resourceChangeByKarmada") == true))
                {
                    Bind(template, apply.Policy, result);
                }

                break;
            case PropagationDecision.Ignore:
                break;
        }

        result["waiting"] = waiting;
        result["claimAfter"] = ClaimOn(template);
        return result;
    }

    private static void Bind(KubernetesObject template, Policy policy, JsonObject result)
    {
        try
        {
            result["bindings"] = new JsonArray(new BindingBuilding(ResourceInterpreter.BuiltIn, _ => null).Build(template, policy));
        }
        catch (PolicyException)
        {
            result["error"] = true;
        }
    }

    private static KubernetesObject Claimed(KubernetesObject template, Policy policy)
    {
        var claim = Claim.By(policy);
        if (claim.IsOn(template.Metadata))
        {
            return template;
        }

        var draft = template.ToDraft();
        claim.Put(draft);
        return KubernetesObject.From(draft);
    }

    private static Predicate<NamespacedName> OverridesOf(JsonElement @case)
    {
        var names = FleetCases.Objects(@case, "overridePolicies").Concat(FleetCases.Objects(@case, "clusterOverridePolicies"))
            .Select(policy => policy.NamespacedName)
            .ToHashSet();
        return names.Contains;
    }

    private static JsonObject ClaimOn(KubernetesObject template) => new()
    {
        ["labels"] = Marks(template.Metadata.Labels),
        ["annotations"] = Marks(template.Metadata.Annotations),
    };

    private static JsonObject Marks(IReadOnlyDictionary<string, string> map) =>
        new(map.Where(entry => entry.Key.StartsWith("propagationpolicy.karmada.io/", StringComparison.Ordinal) || entry.Key.StartsWith("clusterpropagationpolicy.karmada.io/", StringComparison.Ordinal))
            .Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));

    private static string? Difference(JsonElement expect, JsonObject got)
    {
        var expected = FleetJson.Draft(expect)!.AsObject();
        foreach (var step in new[] { "policyEvent", "reconcile" })
        {
            if (expected[step] is JsonObject { } result && result["error"] is not null)
            {
                result["error"] = true;
            }
        }

        return FleetJson.Difference(expected, got);
    }
}
