using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 Node: taints, amounts of resources, features, pod ranges.</summary>
internal static class NodeValidation
{
    public static void Validate(JsonObject node, FieldErrors errors)
    {
        NodeAnnotations.Validate(node, errors);
        TaintValidation.Validate(node.At("spec").Each("taints"), "metadata.taints", errors);
        ValidateResources(node, errors);
        if (FieldErrors.Number(node.At("status", "nodeInfo", "swap"), "capacity") is { } swap and <= 0)
        {
            errors.Invalid("metadata.nodeSwapStatus.capacity", swap, "must be greater than zero");
        }

        NodeFeatures.Validate(node, errors);
        ValidateRanges(node.At("spec"), errors);
    }

    /// <summary>What there is of each resource, and what of it pods may have.</summary>
    public static void ValidateResources(JsonObject node, FieldErrors errors)
    {
        foreach (var list in (ReadOnlySpan<string>)["capacity", "allocatable"])
        {
            foreach (var (name, amount) in node.At("status", list) ?? [])
            {
                ResourceNames.ValidateAmount(name, amount?.ToString() ?? "", $"status.{list}.{name}", errors);
            }
        }
    }

    private static void ValidateRanges(JsonObject? spec, FieldErrors errors)
    {
        const string path = "spec.podCIDRs";
        var ranges = FieldErrors.Texts(spec, "podCIDRs");
        for (var i = 0; i < ranges.Count; i++)
        {
            errors.Invalid($"{path}[{i}]", ranges[i], AddressSyntax.RangeFaults(ranges[i]));
        }

        if (ranges.Count < 2)
        {
            return;
        }

        if (ranges.Find(range => !AddressSyntax.TryParseRange(range, out _, out _)) is { } faulty)
        {
            errors.Internal(path, $"invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR address: {faulty}");
            errors.Invalid(path, spec!["podCIDRs"], "may specify no more than one CIDR for each IP family");
        }
        else if (ranges.Count > 2 || ranges[0].Contains(':', StringComparison.Ordinal) == ranges[1].Contains(':', StringComparison.Ordinal))
        {
            errors.Invalid(path, spec!["podCIDRs"], "may specify no more than one CIDR for each IP family");
        }
    }
}
