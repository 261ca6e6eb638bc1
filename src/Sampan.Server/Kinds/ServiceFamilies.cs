using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Registry;
using Sampan.Server.Validation;

namespace Sampan.Server.Kinds;

/// <summary>
/// Which families of addresses a core/v1 Service has. The clusters have IPv4 alone; only a service without addresses and without
/// a selector may say of its endpoints that they are of both (initIPFamilyFields in pkg/registry/core/service/storage/alloc.go).
/// </summary>
internal static class ServiceFamilies
{
    private const string Policy = "spec.ipFamilyPolicy";
    private const string Single = "SingleStack";

    /// <summary>Sets the policy and the families of a spec; what is wrong with what its writer asks for.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="before">What it was, or null for a new service.</param>
    public static IReadOnlyList<StatusCause> Complete(JsonObject spec, JsonObject? before)
    {
        var errors = new FieldErrors { Before = before is null ? null : new JsonObject { ["spec"] = before.DeepClone() } };
        var isForeign = spec.Text("clusterIP") == "None" && spec.Object("selector") is null or { Count: 0 };
        if (!spec.ContainsKey("ipFamilyPolicy"))
        {
            spec["ipFamilyPolicy"] = before.Text("ipFamilyPolicy") is { Length: > 0 } old ? old : isForeign ? "RequireDualStack" : Single;
        }

        ServiceAddressValidation.Validate(spec, errors);
        if (errors.Causes.Count > 0)
        {
            return errors.Causes;
        }

        Release(spec, before, errors);
        RefuseTwo(spec, errors);
        Infer(spec, errors);
        if (errors.Causes.Count > 0)
        {
            return errors.Causes;
        }

        if (isForeign)
        {
            CompleteForeign(spec);
        }
        else
        {
            RefuseUnknown(spec, errors);
        }

        return errors.Causes;
    }

    // Whoever wants one family less must say so.
    private static void Release(JsonObject spec, JsonObject? before, FieldErrors errors)
    {
        foreach (var (list, what) in new[] { ("clusterIPs", "cluster IP"), ("ipFamilies", "IP family") })
        {
            var (now, then) = (FieldErrors.Texts(spec, list), FieldErrors.Texts(before, list));
            if (spec.Text("ipFamilyPolicy") == Single)
            {
                if (now.Count > 1 && now.SequenceEqual(then, StringComparer.Ordinal))
                {
                    spec.SetTexts(list, [now[0]]);
                }
            }
            else if (now.Count > 0 && now.Count < then.Count && now.SequenceEqual(then.Take(now.Count), StringComparer.Ordinal))
            {
                errors.Invalid(Policy, spec["ipFamilyPolicy"], $"must be 'SingleStack' to release the secondary {what}");
            }
        }
    }

    private static void RefuseTwo(JsonObject spec, FieldErrors errors)
    {
        foreach (var (list, what) in new[] { ("clusterIPs", "cluster IPs"), ("ipFamilies", "IP families") })
        {
            if (spec.Text("ipFamilyPolicy") == Single && FieldErrors.Texts(spec, list).Count == 2)
            {
                errors.Invalid(Policy, Single, $"must be 'RequireDualStack' or 'PreferDualStack' when multiple {what} are specified");
            }
        }
    }

    private static void Infer(JsonObject spec, FieldErrors errors)
    {
        var (addresses, families) = (FieldErrors.Texts(spec, "clusterIPs"), FieldErrors.Texts(spec, "ipFamilies"));
        for (var i = families.Count; i < addresses.Count && addresses[i] != "None"; i++)
        {
            var family = ServiceAddressValidation.Family(addresses[i]);
            if (family == "IPv6")
            {
                errors.Invalid($"spec.clusterIPs[{i}]", spec["clusterIPs"], "IPv6 is not configured on this cluster");
            }
            else
            {
                families.Add(family);
                spec.SetTexts("ipFamilies", [.. families]);
            }
        }
    }

    private static void CompleteForeign(JsonObject spec)
    {
        var families = FieldErrors.Texts(spec, "ipFamilies");
        var first = families.Count == 0 ? "IPv4" : families[0];
        spec.SetTexts("ipFamilies", families.Count > 1 ? [.. families] : spec.Text("ipFamilyPolicy") == Single ? [first] : [first, first == "IPv4" ? "IPv6" : "IPv4"]);
    }

    private static void RefuseUnknown(JsonObject spec, FieldErrors errors)
    {
        if (spec.Text("ipFamilyPolicy") == "RequireDualStack")
        {
            errors.Invalid(Policy, "RequireDualStack", "this cluster is not configured for dual-stack services");
        }

        var families = FieldErrors.Texts(spec, "ipFamilies");
        for (var i = 0; i < families.Count; i++)
        {
            if (families[i] != "IPv4")
            {
                errors.Invalid($"spec.ipFamilies[{i}]", families[i], "not configured on this cluster");
            }
        }

        spec.TryAdd("ipFamilies", new JsonArray("IPv4"));
    }
}
