using System.Text.Json.Nodes;
using Sampan.Charts.Values.Origins;

namespace Sampan.Releases.Declarations;

/// <summary>One release of a declaration, with every template, default and inherited setting resolved.</summary>
public sealed record ReleaseDeclaration
{
    /// <summary>Release name.</summary>
    public required string Name { get; init; }

    /// <summary>Namespace; empty: that of the cluster's context.</summary>
    public required string Namespace { get; init; }

    /// <summary>The context of the cluster (for a placed release: of the hub); empty: the current one.</summary>
    public required string KubeContext { get; init; }

    /// <summary>Chart: a path, or <c>repository/name</c>, or an <c>oci://</c> reference.</summary>
    public required string Chart { get; init; }

    /// <summary>Version constraint of the chart, empty for any.</summary>
    public required string Version { get; init; }

    /// <summary>Labels to select by, with the implicit <c>name</c>, <c>namespace</c> and <c>chart</c>.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>False: the release is to be removed.</summary>
    public required bool Installed { get; init; }

    /// <summary>Ids of the releases that come first.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>Values, layered: later entries win.</summary>
    public required IReadOnlyList<ValueLayer> Values { get; init; }

    /// <summary><c>set</c> entries as <c>--set</c> expressions (name=value), applied after the values.</summary>
    public required IReadOnlyList<SetValue> Set { get; init; }

    /// <summary>Whether apply waits until the release's objects are ready.</summary>
    public required bool Wait { get; init; }

    /// <summary>How long a wait may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Whether apply creates the namespace.</summary>
    public required bool CreateNamespace { get; init; }

    /// <summary>How many revisions are kept; 0 for all.</summary>
    public required int HistoryMax { get; init; }

    /// <summary>Whether objects of the chart's <c>crds/</c> folder are left out.</summary>
    public required bool SkipCrds { get; init; }

    /// <summary>A Karmada placement (policy.karmada.io/v1alpha1 Placement), or null for a release of one cluster.</summary>
    public JsonObject? Placement { get; init; }

    /// <summary>The folder that relative chart paths start from.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>Identity within a declaration: <c>[context/]namespace/name</c>, as <c>needs</c> writes it.</summary>
    public string Id => ReleaseId.Of(KubeContext, Namespace, Name);
}
