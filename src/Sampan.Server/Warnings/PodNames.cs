using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>Names that become part of pods' names, and so of host names.</summary>
internal static class PodNames
{
    public static void Warn(JsonObject owner, List<string> warnings)
    {
        var name = owner.At("metadata").TextOf("name");
        if (Names.Label(name) is { Count: > 0 } faults)
        {
            warnings.Add($"metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [{string.Join(", ", faults.Select(Short))}]");
        }
    }

    private static string Short(string fault) => fault.Replace(" bytes", " characters", StringComparison.Ordinal);
}
