using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration.</summary>
internal static class PriorityLevelDefaults
{
    public static void Apply(JsonObject level)
    {
        var spec = level.Ensure("spec");
        if (spec["exempt"] is JsonObject exempt)
        {
            exempt.Default("nominalConcurrencyShares", 0);
            exempt.Default("lendablePercent", 0);
        }

        if (spec["limited"] is JsonObject limited)
        {
            limited.Default("nominalConcurrencyShares", 30);
            limited.Default("lendablePercent", 0);
            if (limited.At("limitResponse", "queuing") is { } queuing)
            {
                queuing.DefaultNumber("queues", 64);
                queuing.DefaultNumber("handSize", 8);
                queuing.DefaultNumber("queueLengthLimit", 50);
            }
        }
    }
}
