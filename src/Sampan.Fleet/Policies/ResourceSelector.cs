using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Fleet.Policies;

/// <summary>Which objects a policy is about (policy.karmada.io ResourceSelector). Empty fields do not restrict.</summary>
/// <param name="ApiVersion">The API version; always compared.</param>
/// <param name="Kind">The kind; always compared.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name.</param>
/// <param name="Labels">The label selector, which counts only where <paramref name="Name"/> is empty; null for none.</param>
public sealed record ResourceSelector(string ApiVersion, string Kind, string Namespace, string Name, LabelSelector? Labels)
{
    /// <summary>Reads one entry of <c>resourceSelectors</c>. An invalid label selector selects nothing.</summary>
    public static ResourceSelector Of(JsonElement entry) => new(
        entry.StringOrEmpty("apiVersion"),
        entry.StringOrEmpty("kind"),
        entry.StringOrEmpty("namespace"),
        entry.StringOrEmpty("name"),
        entry.Member("labelSelector") is { } selector ? ReadLabels(selector) : null);

    /// <summary>Reads the <c>resourceSelectors</c> of a policy's spec.</summary>
    public static IReadOnlyList<ResourceSelector> AllOf(JsonElement spec) => [.. spec.Items("resourceSelectors").Select(Of)];

    /// <summary>How exactly the selector fits the object.</summary>
    public SelectorMatch Match(KubernetesObject @object)
    {
        if (@object.ApiVersion != ApiVersion || @object.Kind != Kind || (Namespace.Length > 0 && @object.Metadata.Namespace != Namespace))
        {
            return SelectorMatch.None;
        }

        if (Name.Length > 0)
        {
            return @object.Metadata.Name == Name ? SelectorMatch.Name : SelectorMatch.None;
        }

        if (Labels is null)
        {
            return SelectorMatch.Kind;
        }

        return Labels.Matches(@object.Metadata.Labels) ? SelectorMatch.Labels : SelectorMatch.None;
    }

    /// <summary>How exactly the best of the selectors fits the object.</summary>
    public static SelectorMatch Best(IReadOnlyList<ResourceSelector> selectors, KubernetesObject @object)
    {
        var best = SelectorMatch.None;
        foreach (var selector in selectors)
        {
            var match = selector.Match(@object);
            best = match > best ? match : best;
        }

        return best;
    }

    private static LabelSelector ReadLabels(JsonElement selector)
    {
        try
        {
            return LabelSelector.Of(selector);
        }
        catch (FormatException)
        {
            return LabelSelector.Nothing;
        }
    }
}
