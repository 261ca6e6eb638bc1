using Sampan.Releases.Selection;

namespace Sampan.Releases.Declarations;

/// <summary>How a declaration is loaded: what the command line says.</summary>
public sealed record DeclarationOptions
{
    /// <summary>The environment (<c>-e</c>).</summary>
    public string Environment { get; init; } = "default";

    /// <summary>Files of state values (<c>--state-values-file</c>), later ones win.</summary>
    public IReadOnlyList<string> StateValuesFiles { get; init; } = [];

    /// <summary>Single state values (<c>--state-values-set</c>), in the form <c>a.b=c</c>.</summary>
    public IReadOnlyList<string> StateValuesSet { get; init; } = [];

    /// <summary>The selectors (<c>-l</c>); none selects every release.</summary>
    public IReadOnlyList<ReleaseSelector> Selectors { get; init; } = [];

    /// <summary>Replaces every release's namespace (<c>-n</c>), or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Replaces every release's context (<c>--kube-context</c>), or null.</summary>
    public string? KubeContext { get; init; }

    /// <summary>The environment variables that templates may read.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } = new Dictionary<string, string>();
}
