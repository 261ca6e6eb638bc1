using System.Net;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 Endpoints. Subsets that have not changed stay valid, whatever they hold.</summary>
internal static class EndpointsValidation
{
    public static void Validate(JsonObject endpoints, FieldErrors errors)
    {
        if (errors.Before is { } before && JsonNode.DeepEquals(before["subsets"], endpoints["subsets"]))
        {
            return;
        }

        var index = 0;
        foreach (var subset in endpoints.Each("subsets"))
        {
            ValidateSubset(subset, $"subsets[{index++}]", errors);
        }
    }

    /// <summary>The protocol of a port, and the application's on top of it.</summary>
    public static void ValidateProtocols(JsonObject port, string path, FieldErrors errors)
    {
        if (port.TextOf("protocol").Length == 0)
        {
            errors.Required($"{path}.protocol");
        }
        else
        {
            errors.OneOf(port, "protocol", path, "SCTP", "TCP", "UDP");
        }

        if (port["appProtocol"] is not null)
        {
            errors.Invalid($"{path}.appProtocol", port.TextOf("appProtocol"), LabelSyntax.KeyErrors(port.TextOf("appProtocol")));
        }
    }

    private static void ValidateSubset(JsonObject subset, string path, FieldErrors errors)
    {
        if (!subset.Each("addresses").Any() && !subset.Each("notReadyAddresses").Any())
        {
            errors.Required(path, "must specify `addresses` or `notReadyAddresses`");
        }

        foreach (var list in (ReadOnlySpan<string>)["addresses", "notReadyAddresses"])
        {
            var index = 0;
            foreach (var address in subset.Each(list))
            {
                ValidateAddress(address, $"{path}.{list}[{index++}]", errors);
            }
        }

        var ports = subset.Each("ports").ToList();
        for (var i = 0; i < ports.Count; i++)
        {
            ValidatePort(ports[i], needsName: ports.Count > 1, $"{path}.ports[{i}]", errors);
        }
    }

    private static void ValidateAddress(JsonObject entry, string path, FieldErrors errors)
    {
        var ip = entry.TextOf("ip");
        AddressValidation.ValidateLegacy(ip, $"{path}.ip", [], errors);
        if (entry.TextOf("hostname") is { Length: > 0 } host)
        {
            errors.Invalid($"{path}.hostname", host, Names.Label(host));
        }

        if (entry["nodeName"] is not null)
        {
            errors.Invalid($"{path}.nodeName", entry.TextOf("nodeName"), Names.Subdomain(entry.TextOf("nodeName")));
        }

        if (AddressSyntax.TryParse(ip, out var address))
        {
            AddressValidation.ValidateOrdinary(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, ip, $"{path}.ip", errors);
        }
        else
        {
            errors.Invalid($"{path}.ip", ip, "must be a valid IP address");
        }
    }

    private static void ValidatePort(JsonObject port, bool needsName, string path, FieldErrors errors)
    {
        var name = port.TextOf("name");
        if (name.Length > 0)
        {
            errors.Invalid($"{path}.name", name, Names.Label(name));
        }
        else if (needsName)
        {
            errors.Required($"{path}.name");
        }

        if ((FieldErrors.Number(port, "port") ?? 0) is var number && number is <= IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            errors.Invalid($"{path}.port", number, "must be between 1 and 65535, inclusive");
        }

        ValidateProtocols(port, path, errors);
    }
}
