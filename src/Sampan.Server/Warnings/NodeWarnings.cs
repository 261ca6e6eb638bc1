using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Warnings;

/// <summary>Nodes: fields that nothing reads any more.</summary>
internal static class NodeWarnings
{
    public static void Of(JsonObject node, JsonObject? before, List<string> warnings)
    {
        if (node.At("spec")?["configSource"] is not null)
        {
            warnings.Add("spec.configSource: the feature is removed");
        }

        if (node.At("spec").TextOf("externalID").Length > 0)
        {
            warnings.Add("spec.externalID: this field is deprecated, and is unused by Kubernetes");
        }
    }
}
