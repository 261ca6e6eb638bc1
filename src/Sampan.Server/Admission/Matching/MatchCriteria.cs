using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Matching;

/// <summary>Which writes a policy, a binding or a webhook is about: rules, exceptions, and selectors of namespaces and objects.</summary>
internal sealed class MatchCriteria
{
    // What configures admission is never subject to it: a mistake could not be mended.
    private static readonly string[] Exempt =
    [
        "validatingwebhookconfigurations", "mutatingwebhookconfigurations", "validatingadmissionpolicies", "validatingadmissionpolicybindings",
        "mutatingadmissionpolicies", "mutatingadmissionpolicybindings",
    ];

    private readonly IReadOnlyList<ResourceRule> _rules;
    private readonly IReadOnlyList<ResourceRule> _exceptions;
    private readonly LabelSelector _namespaces;
    private readonly LabelSelector _objects;
    private readonly bool _isExact;
    private readonly bool _needsRule;

    private MatchCriteria(JsonElement match, string rules, bool needsRule)
    {
        _needsRule = needsRule;
        _rules = ResourceRule.All(match, rules);
        _exceptions = ResourceRule.All(match, "excludeResourceRules");
        _namespaces = Selector(match, "namespaceSelector");
        _objects = Selector(match, "objectSelector");
        _isExact = match.StringOrEmpty("matchPolicy") == "Exact";
    }

    /// <summary>The criteria of a MatchResources.</summary>
    /// <exception cref="FormatException">A selector is none.</exception>
    public static MatchCriteria OfPolicy(JsonElement match) => new(match, "resourceRules", needsRule: false);

    /// <summary>The criteria of a webhook, which has its rules under another name.</summary>
    /// <exception cref="FormatException">A selector is none.</exception>
    public static MatchCriteria OfWebhook(JsonElement webhook) => new(webhook, "rules", needsRule: true);

    /// <summary>The resource as which the rules know a write, or null if they are not about it. A policy without any rule is about everything, a webhook about nothing.</summary>
    public ServedResource? Match(ServedCluster cluster, AdmissionAttributes attributes)
    {
        var type = attributes.Resource.Type;
        if (type.Group == "admissionregistration.k8s.io" && Exempt.Contains(type.Plural))
        {
            return null;
        }

        return MatchesNamespace(cluster, attributes) && MatchesLabels(_objects, attributes) && Find(cluster, attributes, _exceptions) is null
            ? _rules.Count == 0 && !_needsRule ? attributes.Resource : Find(cluster, attributes, _rules)
            : null;
    }

    private ServedResource? Find(ServedCluster cluster, AdmissionAttributes attributes, IReadOnlyList<ResourceRule> rules)
    {
        var own = attributes.Resource;
        if (rules.Any(rule => rule.Matches(attributes, own)))
        {
            return own;
        }

        // The same objects are served under other versions or groups as well: a rule may name one of those.
        return _isExact || rules.Count == 0 || (!own.IsCustom && !own.IsConverted && own.Type.Group is not ("" or "autoscaling"))
            ? null
            : cluster.Resources.Resources.FirstOrDefault(other => other.Collection == own.Collection && other.Type != own.Type && rules.Any(rule => rule.Matches(attributes, other)));
    }

    private bool MatchesNamespace(ServedCluster cluster, AdmissionAttributes attributes)
    {
        if (_namespaces.IsEverything)
        {
            return true;
        }

        if (attributes.Resource.Type == WellKnownTypes.Namespaces)
        {
            return _namespaces.Matches(Labels(attributes.Object ?? attributes.OldObject));
        }

        if (!attributes.Resource.Type.Namespaced)
        {
            return true;
        }

        var key = cluster.Resource(WellKnownTypes.Namespaces).Key(NamespacedName.ClusterScoped(attributes.Name.Namespace));
        return cluster.Store.Current.Get(key) is { } found && _namespaces.Matches(found.Object.Metadata.Labels);
    }

    private static bool MatchesLabels(LabelSelector selector, AdmissionAttributes attributes) =>
        selector.IsEverything
        || (attributes.Object is not null && selector.Matches(Labels(attributes.Object)))
        || (attributes.OldObject is not null && selector.Matches(Labels(attributes.OldObject)));

    private static Dictionary<string, string> Labels(JsonObject? draft)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in draft.Object("metadata").Object("labels") ?? [])
        {
            labels[key] = value?.ToString() ?? "";
        }

        return labels;
    }

    private static LabelSelector Selector(JsonElement match, string name) => match.Member(name) is { ValueKind: JsonValueKind.Object } selector ? LabelSelector.Of(selector) : LabelSelector.Everything;
}
