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
            errors.Invalid(path, Whole(ranges), "may only hold up to 2 values");
            return;
        }

        if (ranges.Count == 2 && IPNetwork.TryParse(ranges[0], out var first) && IPNetwork.TryParse(ranges[1], out var second) && first.BaseAddress.AddressFamily == second.BaseAddress.AddressFamily)
        {
            errors.Invalid(path, Whole(ranges), "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64");
            return;
        }

        for (var i = 0; i < ranges.Count; i++)
        {
            errors.Invalid($"{path}[{i}]", ranges[i], AddressSyntax.RangeFaults(ranges[i]));
        }
    }

    // The message shows the spec as the server holds it.
    private static JsonObject Whole(List<string> ranges) => new() { ["CIDRs"] = new JsonArray([.. ranges.Select(range => (JsonNode)range)]) };

    /// <summary>An address that traffic can be sent to from elsewhere (ValidateNonSpecialIP).</summary>
    public static void ValidateOrdinary(IPAddress address, string text, string path, FieldErrors errors)
    {
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            errors.Invalid(path, text, $"may not be unspecified ({text})");
        }

        if (IPAddress.IsLoopback(address))
        {
            errors.Invalid(path, text, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
        }

        var bytes = address.GetAddressBytes();
        if (bytes is [169, 254, ..] && bytes.Length == 4 || address.IsIPv6LinkLocal)
        {
            errors.Invalid(path, text, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        }

        if (bytes is [224, 0, 0, _] || (bytes.Length == 16 && bytes is [0xff, var scope, ..] && (scope & 0x0f) == 2))
        {
            errors.Invalid(path, text, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
        }
    }

    /// <summary>An address in a field that is older than the strict form: what the object had before stays valid.</summary>
    public static void ValidateLegacy(string text, string path, IEnumerable<string> before, FieldErrors errors)
    {
        if (AddressSyntax.AddressFault(text) is { } fault && (fault == AddressSyntax.NotAnAddress || !before.Contains(text)))
        {
            errors.Invalid(path, text, fault);
        }
    }

    /// <summary>A range in such a field.</summary>
    public static void ValidateLegacyRange(string text, string path, IEnumerable<string> before, FieldErrors errors)
    {
        if (!before.Contains(text))
        {
            errors.Invalid(path, text, AddressSyntax.RangeFaults(text));
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

        if (errors.Before is not null)
        {
            // It cannot change any more, which is told elsewhere.
            return;
        }

        if (parent.TextOf("group") is { Length: > 0 } group)
        {
            errors.Invalid($"{path}.group", group, Names.Subdomain(group));
        }

        foreach (var field in (ReadOnlySpan<string>)["resource", "name", "namespace"])
        {
            if (parent.TextOf(field).Length == 0)
            {
                if (field != "namespace")
                {
                    errors.Required($"{path}.{field}");
                }
            }
            else
            {
                errors.Invalid($"{path}.{field}", parent.TextOf(field), Names.PathSegment(parent.TextOf(field)));
            }
        }
    }
}
