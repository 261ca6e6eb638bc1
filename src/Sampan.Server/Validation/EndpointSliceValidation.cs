using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>discovery.k8s.io/v1 EndpointSlice. Endpoints that have not changed stay valid, whatever they hold.</summary>
internal static class EndpointSliceValidation
{
    private const int MaxAddresses = 100;
    private const int MaxEndpoints = 1000;
    private const int MaxHints = 8;
    private const int MaxLabels = 16;
    private const int MaxPorts = 20000;

    public static void Validate(JsonObject slice, FieldErrors errors)
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

        ValidatePorts([.. slice.Each("ports")], errors);
        if (errors.Before is null || !JsonNode.DeepEquals(errors.Before["endpoints"], slice["endpoints"]))
        {
            ValidateEndpoints([.. slice.Each("endpoints")], type, errors);
        }
    }

    private static void ValidateEndpoints(List<JsonObject> endpoints, string type, FieldErrors errors)
    {
        if (endpoints.Count > MaxEndpoints)
        {
            errors.TooMany("endpoints", endpoints.Count, MaxEndpoints);
            return;
        }

        for (var i = 0; i < endpoints.Count; i++)
        {
            ValidateEndpoint(endpoints[i], type, $"endpoints[{i}]", errors);
        }
    }

    private static void ValidateEndpoint(JsonObject endpoint, string type, string path, FieldErrors errors)
    {
        ValidateAddresses(FieldErrors.Texts(endpoint, "addresses"), type, $"{path}.addresses", errors);
        if (endpoint["nodeName"] is not null)
        {
            errors.Invalid($"{path}.nodeName", endpoint.TextOf("nodeName"), Names.Subdomain(endpoint.TextOf("nodeName")));
        }

        if (endpoint["deprecatedTopology"] is JsonObject topology)
        {
            if (topology.Count > MaxLabels)
            {
                errors.TooMany($"{path}.deprecatedTopology", topology.Count, MaxLabels);
            }

            MetadataValidation.ValidateLabels(topology, $"{path}.deprecatedTopology", errors);
        }

        if (endpoint["hostname"] is not null)
        {
            errors.Invalid($"{path}.hostname", endpoint.TextOf("hostname"), Names.Label(endpoint.TextOf("hostname")));
        }

        if (endpoint.At("hints") is { } hints && ValidateHints(hints, "forZones", LabelSyntax.ValueErrors, $"{path}.hints", errors))
        {
            ValidateHints(hints, "forNodes", Names.Subdomain, $"{path}.hints", errors);
        }
    }

    private static void ValidateAddresses(List<string> addresses, string type, string path, FieldErrors errors)
    {
        if (addresses.Count == 0)
        {
            errors.Required(path, "must contain at least 1 address");
        }
        else if (addresses.Count > MaxAddresses)
        {
            errors.TooMany(path, addresses.Count, MaxAddresses);
        }

        for (var i = 0; i < addresses.Count; i++)
        {
            switch (type)
            {
                case "IPv4" or "IPv6":
                    ValidateAddress(addresses[i], type, $"{path}[{i}]", errors);
                    break;
                case "FQDN":
                    ValidateHost(addresses[i], $"{path}[{i}]", errors);
                    break;
            }
        }
    }

    private static void ValidateAddress(string text, string type, string path, FieldErrors errors)
    {
        if (AddressSyntax.AddressFault(text) is { } fault)
        {
            errors.Invalid(path, text, fault);
            return;
        }

        var address = IPAddress.Parse(text);
        if ((address.AddressFamily == AddressFamily.InterNetworkV6) != (type == "IPv6"))
        {
            errors.Invalid(path, text, $"must be an {type} address");
        }

        // Kubernetes refuses loopback addresses. Here they are how a webhook, or this server, is reached that runs on the same machine.
        if (!IPAddress.IsLoopback(address))
        {
            AddressValidation.ValidateOrdinary(address, text, path, errors);
        }
    }

    private static void ValidateHost(string text, string path, FieldErrors errors)
    {
        if (text.Length == 0)
        {
            errors.Required(path);
            return;
        }

        var name = text.EndsWith('.') ? text[..^1] : text;
        var labels = name.Split('.');
        if (Names.Subdomain(name) is { Count: > 0 } faults)
        {
            errors.Invalid(path, name, string.Join(',', faults));
        }
        else if (labels.Length < 2)
        {
            errors.Invalid(path, name, "should be a domain with at least two segments separated by dots");
        }
        else if (Array.Find(labels, label => Names.Label(label).Count > 0) is { } label)
        {
            errors.Invalid(path, label, string.Join(',', Names.Label(label)));
        }
    }

    private static bool ValidateHints(JsonObject hints, string list, Func<string, IReadOnlyList<string>> rule, string path, FieldErrors errors)
    {
        var names = hints.Each(list).Select(hint => hint.TextOf("name")).ToList();
        if (names.Count > MaxHints)
        {
            errors.TooMany($"{path}.{list}", names.Count, MaxHints);
            return false;
        }

        for (var i = 0; i < names.Count; i++)
        {
            if (names.IndexOf(names[i]) < i)
            {
                errors.Duplicate($"{path}.{list}[{i}].name", names[i]);
            }

            errors.Invalid($"{path}.{list}[{i}].name", names[i], rule(names[i]));
        }

        return true;
    }

    private static void ValidatePorts(List<JsonObject> ports, FieldErrors errors)
    {
        if (ports.Count > MaxPorts)
        {
            errors.TooMany("ports", ports.Count, MaxPorts);
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var (at, name) = ($"ports[{i}]", ports[i].TextOf("name"));
            if (name.Length > 0)
            {
                errors.Invalid($"{at}.name", name, Names.Label(name));
            }

            if (!names.Add(name))
            {
                errors.Duplicate($"{at}.name", name);
            }

            EndpointsValidation.ValidateProtocols(ports[i], at, errors);
        }
    }
}
