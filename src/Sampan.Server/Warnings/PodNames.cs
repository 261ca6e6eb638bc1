using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>Names that become host names, or parts of them.</summary>
internal static class PodNames
{
    /// <summary>Warns of the name of an object after which pods are called.</summary>
    public static void Warn(JsonObject owner, List<string> warnings) => Warn(owner, "Pod names and hostnames", warnings);

    /// <summary>Warns of the name of a pod.</summary>
    public static void WarnPod(JsonObject pod, List<string> warnings) => Warn(pod, "the Pod's hostname", warnings);

    private static void Warn(JsonObject named, string use, List<string> warnings)
    {
        if (Names.Label(named.At("metadata").TextOf("name")) is { Count: > 0 } faults)
        {
            warnings.Add($"metadata.name: this is used in {use}, which can result in surprising behavior; a DNS label is recommended: [{string.Join(' ', faults)}]");
        }
    }
}
