using System.Net;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>networking.k8s.io/v1 NetworkPolicy: selectors, ports and peers.</summary>
internal static class NetworkPolicyValidation
{
    public static void Validate(JsonObject policy, FieldErrors errors)
    {
        var spec = policy.At("spec") ?? [];
        SelectorValidation.Validate(spec["podSelector"] as JsonObject, "spec.podSelector", errors);
        var known = Ranges(errors.Before.At("spec")).ToHashSet(StringComparer.Ordinal);
        foreach (var (list, peers) in new[] { ("ingress", "from"), ("egress", "to") })
        {
            var index = 0;
            foreach (var rule in spec.Each(list))
            {
                ValidateRule(rule, peers, $"spec.{list}[{index++}]", known, errors);
            }
        }

        var types = FieldErrors.Texts(spec, "policyTypes");
        if (types.Count > 2)
        {
            errors.Invalid("spec.policyTypes", spec["policyTypes"], "may not specify more than two policyTypes");
            return;
        }

        for (var i = 0; i < types.Count; i++)
        {
            if (types[i] is not ("Ingress" or "Egress"))
            {
                errors.NotSupported($"spec.policyTypes[{i}]", types[i], "Ingress", "Egress");
            }
        }
    }

    // Ranges that the policy had before stay valid, wherever they are now.
    private static IEnumerable<string> Ranges(JsonObject? spec) => spec.Each("ingress").SelectMany(rule => rule.Each("from"))
        .Concat(spec.Each("egress").SelectMany(rule => rule.Each("to")))
        .Select(peer => peer.At("ipBlock"))
        .SelectMany(block => FieldErrors.Texts(block, "except").Append(block.TextOf("cidr")));

    private static void ValidateRule(JsonObject rule, string peers, string path, HashSet<string> known, FieldErrors errors)
    {
        var index = 0;
        foreach (var port in rule.Each("ports"))
        {
            ValidatePort(port, $"{path}.ports[{index++}]", errors);
        }

        index = 0;
        foreach (var peer in rule.Each(peers))
        {
            ValidatePeer(peer, $"{path}.{peers}[{index++}]", known, errors);
        }
    }

    private static void ValidatePort(JsonObject port, string path, FieldErrors errors)
    {
        errors.OneOf(port, "protocol", path, "TCP", "UDP", "SCTP");
        var end = FieldErrors.Number(port, "endPort");
        if (port["port"] is not JsonValue value)
        {
            if (end is not null)
            {
                errors.Invalid($"{path}.endPort", end, "may not be specified when `port` is not specified");
            }
        }
        else if (value.TryGetValue<string>(out var name))
        {
            if (end is not null)
            {
                errors.Invalid($"{path}.endPort", end, "may not be specified when `port` is non-numeric");
            }

            errors.Invalid($"{path}.port", name, Names.Port(name));
        }
        else
        {
            ValidateNumbers(FieldErrors.Number(port, "port") ?? 0, end, path, errors);
        }
    }

    private static void ValidateNumbers(long first, long? end, string path, FieldErrors errors)
    {
        if (first is < 1 or > 65535)
        {
            errors.Invalid($"{path}.port", first, ServicePortValidation.OutOfRange);
        }

        if (end < first)
        {
            errors.Invalid($"{path}.endPort", end, "must be greater than or equal to `port`");
        }

        if (end is < 1 or > 65535)
        {
            errors.Invalid($"{path}.endPort", end, ServicePortValidation.OutOfRange);
        }
    }

    private static void ValidatePeer(JsonObject peer, string path, HashSet<string> known, FieldErrors errors)
    {
        var selectors = 0;
        foreach (var name in (ReadOnlySpan<string>)["podSelector", "namespaceSelector"])
        {
            if (peer[name] is JsonObject selector)
            {
                selectors++;
                SelectorValidation.Validate(selector, $"{path}.{name}", errors);
            }
        }

        var block = peer["ipBlock"] as JsonObject;
        if (block is not null)
        {
            ValidateBlock(block, $"{path}.ipBlock", known, errors);
        }

        if (selectors == 0 && block is null)
        {
            errors.Required(path, "must specify a peer");
        }
        else if (selectors > 0 && block is not null)
        {
            errors.Forbidden(path, "may not specify both ipBlock and another peer");
        }
    }

    private static void ValidateBlock(JsonObject block, string path, HashSet<string> known, FieldErrors errors)
    {
        var range = block.TextOf("cidr");
        if (range.Length == 0)
        {
            errors.Required($"{path}.cidr");
            return;
        }

        AddressValidation.ValidateLegacyRange(range, $"{path}.cidr", known, errors);
        if (!AddressSyntax.TryParseRange(range, out var whole, out var bits))
        {
            return;
        }

        var exceptions = FieldErrors.Texts(block, "except");
        for (var i = 0; i < exceptions.Count; i++)
        {
            AddressValidation.ValidateLegacyRange(exceptions[i], $"{path}.except[{i}]", known, errors);
            if (AddressSyntax.TryParseRange(exceptions[i], out var part, out var partBits) && !IsPart(part, partBits, whole, bits))
            {
                errors.Invalid($"{path}.except[{i}]", exceptions[i], "must be a strict subset of `cidr`");
            }
        }
    }

    private static bool IsPart(IPAddress part, int partBits, IPAddress whole, int bits) =>
        part.AddressFamily == whole.AddressFamily && bits < partBits && AddressSyntax.Mask(part, bits).Equals(AddressSyntax.Mask(whole, bits));
}
