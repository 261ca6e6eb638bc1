using System.Net;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>networking.k8s.io/v1 ServiceCIDR and IPAddress.</summary>
internal static class AddressValidation
{
    public static void ValidateRange(JsonObject range, FieldErrors errors)
    {
        const string path = "spec.cidrs";
        var ranges = (range.At("spec")?["cidrs"] as JsonArray ?? []).Select(entry => entry?.ToString() ?? "").ToList();
        if (ranges.Count == 0)
        {
            errors.Required(path, "at least one CIDR required");
            return;
        }

        if (ranges.Count > 2)
        {
            errors.Invalid(path, range.At("spec")!["cidrs"], "may only hold up to 2 values");
            return;
        }

        if (ranges.Count == 2 && IPNetwork.TryParse(ranges[0], out var first) && IPNetwork.TryParse(ranges[1], out var second) && first.BaseAddress.AddressFamily == second.BaseAddress.AddressFamily)
        {
            errors.Invalid(path, range.At("spec")!["cidrs"], "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64");
            return;
        }

        for (var i = 0; i < ranges.Count; i++)
        {
            if (AddressSyntax.RangeFault(ranges[i]) is { } fault)
            {
                errors.Invalid($"{path}[{i}]", ranges[i], fault);
            }
        }
    }

    public static void ValidateAddress(JsonObject address, FieldErrors errors)
    {
        var name = address.At("metadata").TextOf("name");
        if (!AddressSyntax.TryParse(name, out var parsed))
        {
            errors.Invalid("metadata.name", name, AddressSyntax.NotAnAddress);
        }
        else if (parsed.ToString() != name)
        {
            errors.Invalid("metadata.name", name, $"must be in canonical form (\"{parsed}\")");
        }

        const string path = "spec.parentRef";
        if (address.At("spec", "parentRef") is not { } parent)
        {
            errors.Required(path);
            return;
        }

        foreach (var field in (ReadOnlySpan<string>)["resource", "name"])
        {
            if (parent.TextOf(field).Length == 0)
            {
                errors.Required($"{path}.{field}");
            }
            else
            {
                errors.Invalid($"{path}.{field}", parent.TextOf(field), Names.PathSegment(parent.TextOf(field)));
            }
        }
    }
}
