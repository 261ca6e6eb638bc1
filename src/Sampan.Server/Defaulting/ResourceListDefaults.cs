using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 ResourceList: amounts finer than a thousandth are rounded up.</summary>
internal static class ResourceListDefaults
{
    public static void Apply(JsonObject resources)
    {
        foreach (var name in resources.Select(resource => resource.Key).ToList())
        {
            var text = resources.TextOf(name);
            if (IsFine(text) && Quantity.TryParse(text, out var quantity))
            {
                var rounded = Quantity.OfMilli(quantity.MilliValue, quantity.Format);
                if (rounded != quantity)
                {
                    resources[name] = rounded.ToString();
                }
            }
        }
    }

    // A canonical amount shows by its suffix or exponent that it may be finer.
    private static bool IsFine(string text) => text is [.., 'n' or 'u'] || text.Contains("e-", StringComparison.Ordinal);
}
