using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>admissionregistration.k8s.io/v1 admission policies and their bindings.</summary>
internal static class AdmissionPolicyDefaults
{
    public static void ApplyToPolicy(JsonObject policy)
    {
        var spec = policy.Ensure("spec");
        spec.Default("failurePolicy", "Fail");
        ApplyToMatch(spec["matchConstraints"] as JsonObject);
    }

    public static void ApplyToBinding(JsonObject binding) => ApplyToMatch(binding.At("spec", "matchResources"));

    public static void ApplyToRules(JsonObject owner, string list)
    {
        foreach (var rule in owner.Each(list))
        {
            rule.Default("scope", "*");
        }
    }

    private static void ApplyToMatch(JsonObject? match)
    {
        if (match is null)
        {
            return;
        }

        match.Default("matchPolicy", "Equivalent");
        match.Default("namespaceSelector", new JsonObject());
        match.Default("objectSelector", new JsonObject());
        ApplyToRules(match, "resourceRules");
        ApplyToRules(match, "excludeResourceRules");
    }
}
