using System.Net.Sockets;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 Endpoints and discovery.k8s.io/v1 EndpointSlice.</summary>
internal static class EndpointsValidation
{
    private const int MaxAddresses = 100;
    private const int MaxEndpoints = 1000;

    public static void ValidateEndpoints(JsonObject endpoints, FieldErrors errors)
    {
        var index = 0;
        foreach (var subset in endpoints.Each("subsets"))
        {
            var at = $"subsets[{index++}]";
            if (!subset.Each("addresses").Any() && !subset.Each("notReadyAddresses").Any())
            {
                errors.Required(at, "must specify `addresses` or `notReadyAddresses`");
            }

            ValidateAddresses(subset, "addresses", at, errors);
            ValidateAddresses(subset, "notReadyAddresses", at, errors);
            ValidatePorts(subset, at, isSlice: false, errors);
        }
    }

    public static void ValidateSlice(JsonObject slice, FieldErrors errors)
    {
        var type = slice.TextOf("addressType");
        if (type.Length == 0)
        {
            errors.Required("addressType");
        }
        else
        {
            errors.OneOf(slice, "addressType", "", "FQDN", "IPv4", "IPv6");
        }

        var endpoints = slice.Each("endpoints").ToList();
        if (endpoints.Count > MaxEndpoints)
        {
            errors.TooMany("endpoints", endpoints.Count, MaxEndpoints);
            return;
        }

        for (var i = 0; i < endpoints.Count; i++)
        {
            ValidateEndpoint(endpoints[i], type, $"endpoints[{i}]", errors);
        }

        ValidatePorts(slice, "", isSlice: true, errors);
    }

    private static void ValidateEndpoint(JsonObject endpoint, string type, string path, FieldErrors errors)
    {
        var addresses = (endpoint["addresses"] as JsonArray ?? []).Select(address => address?.ToString() ?? "").ToList();
        if (addresses.Count == 0)
        {
            errors.Required($"{path}.addresses", "must contain at least 1 address");
        }
        else if (addresses.Count > MaxAddresses)
        {
            errors.TooMany($"{path}.addresses", addresses.Count, MaxAddresses);
        }

        for (var i = 0; i < addresses.Count; i++)
        {
            var at = $"{path}.addresses[{i}]";
            if (type == "FQDN")
            {
                errors.Invalid(at, addresses[i], Names.Subdomain(addresses[i]));
            }
            else if (!AddressSyntax.TryParse(addresses[i], out var address))
            {
                errors.Invalid(at, addresses[i], AddressSyntax.NotAnAddress);
            }
            else if (type is "IPv4" or "IPv6" && (address.AddressFamily == AddressFamily.InterNetworkV6) != (type == "IPv6"))
            {
                errors.Invalid(at, addresses[i], $"must be an {type} address");
            }
        }

        if (endpoint.TextOf("nodeName") is { Length: > 0 } node)
        {
            errors.Invalid($"{path}.nodeName", node, Names.Subdomain(node));
        }

        if (endpoint.TextOf("hostname") is { Length: > 0 } host)
        {
            errors.Invalid($"{path}.hostname", host, Names.Label(host));
        }
    }

    private static void ValidateAddresses(JsonObject subset, string list, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var entry in subset.Each(list))
        {
            var at = $"{path}.{list}[{index++}]";
            var ip = entry.TextOf("ip");
            if (AddressSyntax.TryParse(ip, out var address))
            {
                AddressValidation.ValidateOrdinary(address, ip, $"{at}.ip", errors);
            }
            else
            {
                errors.Invalid($"{at}.ip", ip, AddressSyntax.NotAnAddress);
            }

            if (entry.TextOf("nodeName") is { Length: > 0 } node)
            {
                errors.Invalid($"{at}.nodeName", node, Names.Subdomain(node));
            }

            if (entry.TextOf("hostname") is { Length: > 0 } host)
            {
                errors.Invalid($"{at}.hostname", host, Names.Label(host));
            }
        }
    }

    private static void ValidatePorts(JsonObject owner, string path, bool isSlice, FieldErrors errors)
    {
        var ports = owner.Each("ports").ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var at = $"{(path.Length == 0 ? "" : path + ".")}ports[{i}]";
            var name = ports[i].TextOf("name");
            if (name.Length > 0)
            {
                errors.Invalid($"{at}.name", name, Names.Label(name));
            }
            else if (!isSlice && ports.Count > 1)
            {
                errors.Required($"{at}.name");
            }

            if (isSlice && !names.Add(name))
            {
                errors.Duplicate($"{at}.name", name);
            }

            if (FieldErrors.Number(ports[i], "port") is var number && (number ?? (isSlice ? 1 : 0)) is < 1 or > 65535)
            {
                errors.Invalid($"{at}.port", number ?? 0, "must be between 1 and 65535, inclusive");
            }

            errors.OneOf(ports[i], "protocol", at, "SCTP", "TCP", "UDP");
        }
    }
}
