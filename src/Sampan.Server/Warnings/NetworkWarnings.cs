using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>Endpoints, EndpointSlices and NetworkPolicies.</summary>
internal static class NetworkWarnings
{
    public static void OfEndpoints(JsonObject endpoints, JsonObject? before, List<string> warnings)
    {
        // The controller's own objects are in order, and many.
        if (endpoints.At("metadata", "labels").TextOf("endpoints.kubernetes.io/managed-by") == "endpoint-controller")
        {
            return;
        }

        var subset = 0;
        foreach (var entry in endpoints.Each("subsets"))
        {
            foreach (var list in (ReadOnlySpan<string>)["addresses", "notReadyAddresses"])
            {
                var index = 0;
                foreach (var address in entry.Each(list))
                {
                    AddressWarnings.OfAddress(address.TextOf("ip"), $"subsets[{subset}].{list}[{index++}].ip", warnings);
                }
            }

            subset++;
        }
    }

    public static void OfSlice(JsonObject slice, JsonObject? before, List<string> warnings)
    {
        if (slice.TextOf("addressType") == "FQDN")
        {
            warnings.Add("spec.addressType: FQDN endpoints are deprecated");
        }

        if (slice.At("metadata", "labels").TextOf("endpointslice.kubernetes.io/managed-by") is "endpointslice-controller.k8s.io" or "endpointslicemirroring-controller.k8s.io")
        {
            return;
        }

        var endpoint = 0;
        foreach (var entry in slice.Each("endpoints"))
        {
            var addresses = FieldErrors.Texts(entry, "addresses");
            for (var i = 0; i < addresses.Count; i++)
            {
                AddressWarnings.OfAddress(addresses[i], $"endpoints[{endpoint}].addresses[{i}]", warnings);
            }

            endpoint++;
        }
    }

    public static void OfPolicy(JsonObject policy, JsonObject? before, List<string> warnings)
    {
        foreach (var (direction, peers) in (ReadOnlySpan<(string, string)>)[("ingress", "from"), ("egress", "to")])
        {
            var rule = 0;
            foreach (var entry in policy.At("spec").Each(direction))
            {
                var peer = 0;
                foreach (var other in entry.Each(peers))
                {
                    OfBlock(other.At("ipBlock"), $"spec.{direction}[{rule}].{peers}[{peer++}].ipBlock", warnings);
                }

                rule++;
            }
        }
    }

    private static void OfBlock(JsonObject? block, string path, List<string> warnings)
    {
        if (block is null)
        {
            return;
        }

        AddressWarnings.OfRange(block.TextOf("cidr"), $"{path}.cidr", warnings);
        var exceptions = FieldErrors.Texts(block, "except");
        for (var i = 0; i < exceptions.Count; i++)
        {
            AddressWarnings.OfRange(exceptions[i], $"{path}.except[{i}]", warnings);
        }
    }
}
