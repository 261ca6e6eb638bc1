using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Updates;

/// <summary>core/v1 Service: addresses, families and the class of a balancer stay (ValidateServiceUpdate).</summary>
internal static class ServiceUpdate
{
    private const string Kept = "may not change once set";

    public static void Check(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        var (now, then) = (draft.At("spec") ?? [], before.At("spec") ?? []);
        if (now.TextOf("type") != "ExternalName" && then.TextOf("type") != "ExternalName")
        {
            CheckAddresses(now, then, errors);
            CheckFamilies(now, then, errors);
        }

        if (ServiceValidation.IsBalancer(now) && ServiceValidation.IsBalancer(then) && !JsonNode.DeepEquals(now["loadBalancerClass"], then["loadBalancerClass"]))
        {
            errors.Invalid("spec.loadBalancerClass", now["loadBalancerClass"], Kept);
        }

        ServiceValidation.ValidateClass(now, errors);
        if (ServiceValidation.NeedsHealthCheck(now) && ServiceValidation.NeedsHealthCheck(then) && FieldErrors.Number(now, "healthCheckNodePort") != FieldErrors.Number(then, "healthCheckNodePort"))
        {
            errors.Forbidden("spec.healthCheckNodePort", "field is immutable");
        }
    }

    private static void CheckAddresses(JsonObject now, JsonObject then, FieldErrors errors)
    {
        if (ServiceValidation.IsHeadless(now) && ServiceValidation.IsHeadless(then))
        {
            return;
        }

        var (addresses, old) = (FieldErrors.Texts(now, "clusterIPs"), FieldErrors.Texts(then, "clusterIPs"));
        if (addresses.Count == 0 && old.Count > 0)
        {
            errors.Invalid("spec.clusterIPs[0]", now["clusterIPs"], "primary clusterIP can not be unset");
        }

        // Where the number changes, only the first must stay.
        var compared = addresses.Count == old.Count ? old.Count : Math.Min(1, Math.Min(addresses.Count, old.Count));
        for (var i = 0; i < compared; i++)
        {
            if (addresses[i] != old[i])
            {
                errors.Invalid($"spec.clusterIPs[{i}]", now["clusterIPs"], Kept);
            }
        }

        RequireSingle(now, addresses.Count, old.Count, "clusterIP", errors);
    }

    private static void CheckFamilies(JsonObject now, JsonObject then, FieldErrors errors)
    {
        if (ServiceValidation.IsHeadless(now) || ServiceValidation.IsHeadless(then))
        {
            return;
        }

        var (families, old) = (FieldErrors.Texts(now, "ipFamilies"), FieldErrors.Texts(then, "ipFamilies"));
        var compared = families.Count == old.Count ? old.Count : Math.Min(1, Math.Min(families.Count, old.Count));
        for (var i = 0; i < compared; i++)
        {
            if (families[i] != old[i])
            {
                errors.Invalid("spec.ipFamilies[0]", families.Count == old.Count ? now["ipFamilies"] : now["clusterIPs"], Kept);
            }
        }

        RequireSingle(now, families.Count, old.Count, "ipFamily", errors);
    }

    private static void RequireSingle(JsonObject now, int count, int old, string what, FieldErrors errors)
    {
        if (count == 1 && old > 1 && now.TextOf("ipFamilyPolicy") != "SingleStack")
        {
            errors.Invalid("spec.ipFamilyPolicy", now["ipFamilyPolicy"], $"must be set to 'SingleStack' when releasing the secondary {what}");
        }
    }
}
