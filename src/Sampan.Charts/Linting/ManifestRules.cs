using Sampan.Charts.Rendering;
using Sampan.Charts.Text;
using Sampan.Charts.Values;

namespace Sampan.Charts.Linting;

/// <summary>The rules of what one template made.</summary>
internal sealed class ManifestRules(LintReport report, string template, KubeVersion kubeVersion)
{
    /// <summary>Checks every document; false when one is no YAML.</summary>
    public bool Check(string content)
    {
        report.Check(LintSeverity.Warning, template, IndentOfFirstLine(content));
        foreach (var document in LintDocuments.Split(content))
        {
            Dictionary<string, object?>? manifest;
            try
            {
                manifest = LintDocuments.Parse(document);
            }
            catch (ChartException exception)
            {
                report.Check(LintSeverity.Error, template, $"unable to parse YAML: {exception.Message}");
                return false;
            }

            if (manifest is not null)
            {
                CheckManifest(manifest, content);
            }
        }

        return true;
    }

    private void CheckManifest(Dictionary<string, object?> manifest, string content)
    {
        var apiVersion = manifest.GetValueOrDefault("apiVersion") as string ?? "";
        var kind = manifest.GetValueOrDefault("kind") as string ?? "";
        var metadata = manifest.GetValueOrDefault("metadata") as Dictionary<string, object?> ?? ValueTrees.NewMap();
        var name = metadata.GetValueOrDefault("name") is { } value ? GoText.Format(value) : "";
        report.Check(LintSeverity.Warning, template, ObjectNameRule.Check(kind, name));
        report.Check(LintSeverity.Warning, template, DeprecatedApis.Warning(apiVersion, kind, kubeVersion));
        report.Check(LintSeverity.Error, template, Selector(kind, name, content));
        report.Check(LintSeverity.Error, template, ListAnnotations(kind, manifest));
    }

    private static string? IndentOfFirstLine(string content)
    {
        var first = content.Split('\n').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line))?.TrimEnd('\r');
        return first is [' ' or '\t', ..]
            ? $"document starts with an illegal indent: {GoText.Quote(first)}, which may cause parsing problems"
            : null;
    }

    private static string? Selector(string kind, string name, string content) =>
        kind is "Deployment" or "ReplicaSet" or "DaemonSet" or "StatefulSet"
        && !content.Contains("matchLabels", StringComparison.Ordinal)
        && !content.Contains("matchExpressions", StringComparison.Ordinal)
            ? $"a {kind} must contain matchLabels or matchExpressions, and {GoText.Quote(name)} does not"
            : null;

    private static string? ListAnnotations(string kind, Dictionary<string, object?> manifest)
    {
        var items = kind == "List" ? manifest.GetValueOrDefault("items") as List<object?> ?? [] : [];
        return items.OfType<Dictionary<string, object?>>().Any(IsKept) ? "Annotation 'helm.sh/resource-policy' within List objects are ignored" : null;
    }

    private static bool IsKept(Dictionary<string, object?> item) =>
        ValueTrees.Table(item, "metadata.annotations", out _)?.ContainsKey("helm.sh/resource-policy") == true;
}
