using System.Text;
using System.Text.RegularExpressions;
using Sampan.Charts.Manifests;
using Sampan.Charts.Paths;

namespace Sampan.Charts.Rendering;

/// <summary>What <c>helm template</c> prints of a rendered chart.</summary>
public sealed partial record ManifestOutput
{
    /// <summary>Whether the CRDs come first.</summary>
    public bool IncludeDefinitions { get; init; }

    /// <summary>Whether hooks are left out.</summary>
    public bool NoHooks { get; init; }

    /// <summary>Whether test hooks are left out.</summary>
    public bool SkipTests { get; init; }

    /// <summary>Patterns of the templates to print (<c>templates/*.yaml</c>), in this order; none: all of them.</summary>
    public IReadOnlyList<string> ShowOnly { get; init; } = [];

    /// <summary>The text: manifests in install order, then hooks. Throws <see cref="ChartException"/> when a pattern matches no template.</summary>
    public StringBuilder Text(RenderedChart rendered)
    {
        ArgumentNullException.ThrowIfNull(rendered);
        var text = new StringBuilder();
        rendered.AppendManifests(text, IncludeDefinitions);
        return Complete(text, rendered);
    }

    /// <summary>As <see cref="Text(RenderedChart)"/>, with another text in the manifests' place: what a post-renderer made of them.</summary>
    public StringBuilder Text(string manifests, RenderedChart rendered)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(rendered);
        return Complete(new StringBuilder(manifests.TrimStart()), rendered);
    }

    /// <summary>The manifests without blanks at their end, and the hooks.</summary>
    private StringBuilder Complete(StringBuilder text, RenderedChart rendered)
    {
        while (text.Length > 0 && char.IsWhiteSpace(text[^1]))
        {
            text.Length--;
        }

        text.Append('\n');
        foreach (var hook in Hooks(rendered))
        {
            RenderedChart.Append(text, hook.Source, hook.Content);
        }

        return ShowOnly.Count == 0 ? text : Select(text.ToString());
    }

    /// <summary>The hooks that are printed.</summary>
    public IEnumerable<RenderedHook> Hooks(RenderedChart rendered)
    {
        ArgumentNullException.ThrowIfNull(rendered);
        return NoHooks ? [] : rendered.Hooks.Where(hook => !SkipTests || !hook.Events.Contains("test"));
    }

    private StringBuilder Select(string text)
    {
        var manifests = ManifestSplitting.Split(text).Select(manifest => (Text: manifest, Name: SourceLine().Match(manifest).Groups["name"].Value)).ToList();
        var selected = new StringBuilder();
        foreach (var pattern in ShowOnly)
        {
            var matching = manifests.FindAll(manifest => manifest.Name.Length > 0 && PathPattern.IsMatch(pattern, manifest.Name));
            if (matching.Count == 0)
            {
                throw new ChartException($"could not find template {pattern} in chart", "give a path within the chart, such as templates/deployment.yaml");
            }

            matching.ForEach(manifest => selected.Append("---\n").Append(manifest.Text).Append('\n'));
        }

        return selected;
    }

    [GeneratedRegex("# Source: [^/]+/(?<name>.+)")]
    private static partial Regex SourceLine();
}
