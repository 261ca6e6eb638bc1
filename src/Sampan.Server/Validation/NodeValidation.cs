using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 Node: taints and pod ranges.</summary>
internal static class NodeValidation
{
    public static void Validate(JsonObject node, FieldErrors errors)
    {
        ValidateTaints(node.At("spec"), errors);
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var address in node.At("status").Each("addresses"))
        {
            if (!addresses.Add($"{address.TextOf("type")}/{address.TextOf("address")}"))
            {
                errors.Duplicate($"status.addresses[{index}]", address);
            }

            index++;
        }

        ValidateRanges(node.At("spec"), errors);
    }

    private static void ValidateTaints(JsonObject? spec, FieldErrors errors)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var taint in spec.Each("taints"))
        {
            var at = $"metadata.taints[{index++}]";
            var (key, value, effect) = (taint.TextOf("key"), taint.TextOf("value"), taint.TextOf("effect"));
            errors.Invalid($"{at}.key", key, LabelSyntax.KeyErrors(key));
            errors.Invalid($"{at}.value", value, LabelSyntax.ValueErrors(value));
            if (effect.Length == 0)
            {
                errors.Required($"{at}.effect");
            }
            else
            {
                errors.OneOf(taint, "effect", at, "NoSchedule", "PreferNoSchedule", "NoExecute");
            }

            if (!known.Add($"{key}:{effect}"))
            {
                errors.Duplicate($"{at}", taint);
            }
        }
    }

    private static void ValidateRanges(JsonObject? spec, FieldErrors errors)
    {
        var ranges = (spec?["podCIDRs"] as JsonArray ?? []).Select(range => range?.ToString() ?? "").ToList();
        for (var i = 0; i < ranges.Count; i++)
        {
            AddressValidation.ValidateLegacyRange(ranges[i], $"spec.podCIDRs[{i}]", FieldErrors.Texts(errors.Before.At("spec"), "podCIDRs"), errors);
        }

        if (ranges.Count > 2 || (ranges.Count == 2 && ranges[0].Contains(':', StringComparison.Ordinal) == ranges[1].Contains(':', StringComparison.Ordinal)))
        {
            errors.Invalid("spec.podCIDRs", spec!["podCIDRs"], "may specify no more than one CIDR for each IP family");
        }
    }
}
