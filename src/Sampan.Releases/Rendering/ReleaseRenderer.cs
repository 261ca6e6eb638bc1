using System.Text.Json.Nodes;
using Sampan.Charts;
using Sampan.Charts.Loading;
using Sampan.Charts.Rendering;
using Sampan.Charts.Values;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;
using Sampan.Releases.Declarations;
using Sampan.Releases.Declarations.Merging;
using Sampan.Releases.Life;
using Sampan.Releases.Placing;

namespace Sampan.Releases.Rendering;

using Map = Dictionary<string, object?>;

/// <summary>Renders declared releases: loads the chart, layers the values, executes the templates, adds placement policies.</summary>
public sealed class ReleaseRenderer(TimeProvider time)
{
    private readonly Dictionary<string, Chart> _charts = new(StringComparer.Ordinal);

    /// <summary>Renders one release.</summary>
    /// <param name="release">The release.</param>
    /// <param name="capabilities">What the release's cluster serves.</param>
    /// <param name="isNamespaced">Whether a kind lives in namespaces; placement policies name objects by namespace.</param>
    /// <param name="isUpgrade">Whether the release exists already.</param>
    /// <param name="live">What <c>lookup</c> asks; null: every lookup finds nothing.</param>
    /// <param name="cancellationToken">Ends rendering.</param>
    /// <exception cref="ReleaseException">The chart cannot be loaded or rendered; the message names release, template, line and column.</exception>
    public RenderedRelease Render(
        ReleaseDeclaration release, Capabilities capabilities, Func<GroupVersionKind, bool> isNamespaced, bool isUpgrade, ClusterResources? live, CancellationToken cancellationToken)
    {
        try
        {
            var values = Values(release);
            var chart = Load(release);
            if (chart.IsLibrary)
            {
                throw new ChartException("library charts are not installable");
            }

            var options = new RenderOptions { Clock = time, CancellationToken = cancellationToken, Lookup = live is null ? null : new ClusterLookup(live, cancellationToken).Find };
            var identity = new ReleaseIdentity(release.Name, release.Namespace, 1, IsInstall: !isUpgrade, IsUpgrade: isUpgrade);
            return Complete(release, chart, values, ChartRenderer.Render(chart, values, identity, capabilities, options), isNamespaced);
        }
        catch (ChartRenderException exception)
        {
            throw new ReleaseException($"release {release.Id}, chart {release.Chart}: {exception.Message}{RenderErrorContext.Of(exception, release, Load(release), Values(release))}", exception);
        }
        catch (ChartException exception)
        {
            throw new ReleaseException($"release {release.Id}, chart {release.Chart}: {exception.Message}{(exception.Hint is null ? "" : $" ({exception.Hint})")}", exception);
        }
        catch (Exception exception) when (exception is SetExpressionException or YamlSyntaxException)
        {
            throw new ReleaseException($"release {release.Id}, chart {release.Chart}: {exception.Message}", exception);
        }
    }

    private static RenderedRelease Complete(
        ReleaseDeclaration release, Chart chart, Map values, RenderedChart rendered, Func<GroupVersionKind, bool> isNamespaced)
    {
        List<Manifest> objects = [.. rendered.Manifests.SelectMany(manifest => ManifestReader.Read(manifest.Content, manifest.Source))];
        var text = rendered.ManifestText();
        if (release.Placement is { } placement)
        {
            var placed = objects.Select(manifest => InNamespace(manifest, release.Namespace, isNamespaced));
            var policies = GeneratedPolicies.For(release.Name, release.Namespace, placement, placed.Select(manifest => manifest.Object));
            objects.AddRange(policies);
            text += string.Concat(policies.Select(policy => $"---\n# Source: {policy.Source}\n{System.Text.Encoding.UTF8.GetString(policy.Object.Utf8Json.Span)}\n"));
        }

        return new RenderedRelease
        {
            Declaration = release,
            Definitions = [.. rendered.CustomResourceDefinitions.SelectMany(file => ManifestReader.Read(file.Text, file.Name))],
            Objects = objects,
            Hooks = rendered.Hooks,
            ManifestText = text,
            Notes = rendered.Notes,
            Chart = ChartJson.Of(chart),
            Config = (JsonObject)FieldEntry.ToJson(values)!,
            Warnings = [.. rendered.Warnings, .. UnusedValueWarnings.Of(release, chart, values)],
        };
    }

    private static Manifest InNamespace(Manifest manifest, string @namespace, Func<GroupVersionKind, bool> isNamespaced)
    {
        if (manifest.Object.Metadata.Namespace.Length > 0 || !isNamespaced(manifest.Object.GroupVersionKind))
        {
            return manifest;
        }

        var draft = manifest.Object.ToDraft();
        draft["metadata"]!["namespace"] = @namespace;
        return manifest with { Object = KubernetesObject.From(draft) };
    }

    /// <summary>The user's values of a release, all layers over each other.</summary>
    /// <exception cref="SetExpressionException">A <c>set</c> entry is malformed.</exception>
    internal static Map Values(ReleaseDeclaration release)
    {
        var values = new Map(StringComparer.Ordinal);
        foreach (var layer in release.Values)
        {
            values = StateMerge.Override(values, layer.Values);
        }

        foreach (var set in release.Set)
        {
            SetExpression.ParseInto(values, $"{set.Name}={set.Value}", set.IsString ? SetSyntax.Text : SetSyntax.Typed);
        }

        return values;
    }

    /// <summary>The chart of a release; it is loaded once.</summary>
    /// <exception cref="ChartException">There is none, or it is malformed.</exception>
    internal Chart Load(ReleaseDeclaration release)
    {
        var path = Path.GetFullPath(Path.Combine(release.BaseFolder, release.Chart));
        if (_charts.TryGetValue(path, out var loaded))
        {
            return loaded;
        }

        if (!Path.Exists(path))
        {
            throw new ChartException($"no chart at {path}", "charts are read from folders and .tgz files: pull it there, and name its path");
        }

        return _charts[path] = ChartLoader.Load(path);
    }
}
