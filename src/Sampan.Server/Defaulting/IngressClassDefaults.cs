using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>networking.k8s.io/v1 IngressClass.</summary>
internal static class IngressClassDefaults
{
    public static void Apply(JsonObject ingressClass) => ingressClass.At("spec", "parameters")?.Default("scope", "Cluster");
}
