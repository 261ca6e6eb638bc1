using System.Globalization;

namespace Sampan.Charts.Manifests;

/// <summary>The annotations that make a document a hook.</summary>
internal static class HookAnnotations
{
    private const string Hook = "helm.sh/hook";
    private const string HookWeight = "helm.sh/hook-weight";
    private const string HookDeletePolicy = "helm.sh/hook-delete-policy";
    private const string HookOutputLogPolicy = "helm.sh/hook-output-log-policy";

    private static readonly Dictionary<string, string> Events = new(StringComparer.Ordinal)
    {
        ["pre-install"] = "pre-install",
        ["post-install"] = "post-install",
        ["pre-delete"] = "pre-delete",
        ["post-delete"] = "post-delete",
        ["pre-upgrade"] = "pre-upgrade",
        ["post-upgrade"] = "post-upgrade",
        ["pre-rollback"] = "pre-rollback",
        ["post-rollback"] = "post-rollback",
        ["test"] = "test",
        ["test-success"] = "test",
    };

    public static bool AreOn(ManifestHead head) => head.Annotations.ContainsKey(Hook);

    /// <summary>The hook, or null with a warning when it names an event that there is not.</summary>
    public static RenderedHook? Read(ManifestHead head, string source, string content, Action<string> warn)
    {
        var hook = head.Annotations[Hook];
        List<string> events = [];
        foreach (var name in Words(hook))
        {
            if (!Events.TryGetValue(name, out var known))
            {
                warn($"info: skipping unknown hook: {Text.GoText.Quote(hook)}");
                return null;
            }

            events.Add(known);
        }

        return new RenderedHook
        {
            Name = head.Name,
            Kind = head.Kind,
            Source = source,
            Content = content,
            Events = events,
            Weight = int.TryParse(head.Annotations.GetValueOrDefault(HookWeight), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var weight) ? weight : 0,
            DeletePolicies = Policies(head, HookDeletePolicy),
            OutputLogPolicies = Policies(head, HookOutputLogPolicy),
        };
    }

    private static string[] Policies(ManifestHead head, string annotation) =>
        head.Annotations.TryGetValue(annotation, out var policies) ? Words(policies) : [];

    private static string[] Words(string text) => [.. text.Split(',').Select(word => word.Trim().ToLowerInvariant())];
}
