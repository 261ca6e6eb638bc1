
namespace Sampan.Server.Requests;

/// <summary>Which form of discovery a client wants: the aggregated one has its own media type.</summary>
internal static class AcceptDiscovery
{
    /// <summary>Whether the aggregated form is what the client wants most; 406 if it accepts neither.</summary>
    public static bool WantsAggregated(string accept)
    {
        if (accept.Length == 0)
        {
            return false;
        }

        foreach (var type in MediaType.ParseAccept(accept))
        {
            if (type.Name is not (MediaTypes.Json or "*/*" or MediaTypes.Yaml))
            {
                continue;
            }

            if (type.Parameter("as").Length == 0)
            {
                return false;
            }

            if (type.Parameter("as") == "APIGroupDiscoveryList" && type.Parameter("g") == "apidiscovery.k8s.io" && type.Parameter("v") == "v2")
            {
                return true;
            }
        }

        throw Representation.NotAcceptable();
    }
}
