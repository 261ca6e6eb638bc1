using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 ResourceList: amounts finer than a thousandth are rounded up.</summary>
internal static class ResourceListDefaults
{
    public static void Apply(JsonObject? resources)
    {
        if (resources is null)
        {
            return;
        }

        foreach (var name in resources.Select(resource => resource.Key).ToList())
        {
            if (resources.TextOf(name) is [.., 'n' or 'u'] text && Quantity.TryParse(text, out var quantity))
            {
                resources[name] = Quantity.OfMilli(quantity.MilliValue, quantity.Format).ToString();
            }
        }
    }
}
