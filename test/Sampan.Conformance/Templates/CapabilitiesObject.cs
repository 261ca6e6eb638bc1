using Sampan.Templates.Functions;
using Sampan.Templates.Values;

namespace Sampan.Conformance.Templates;

/// <summary>What the cluster can do: its version and the built-in APIs.</summary>
internal sealed class CapabilitiesObject : ITemplateObject
{
    private static readonly Struct KubeVersion = new("chartutil.KubeVersion", [new("Version", "v1.36.0"), new("Major", "1"), new("Minor", "36")])
    {
        ActionText = "v1.36.0",
        Methods = name => name switch
        {
            "GitVersion" or "String" => new TemplateFunction(name, [], (_, _) => "v1.36.0"),
            _ => null,
        },
    };

    private static readonly Struct HelmVersion = new(
        "version.BuildInfo", [new("Version", "v3.21"), new("GitCommit", ""), new("GitTreeState", ""), new("GoVersion", "go1.26")]);

    public string GoType => "*chartutil.Capabilities";

    public IReadOnlyList<TemplateField> Fields { get; } =
        [new("KubeVersion", KubeVersion), new("APIVersions", new ApiVersionsObject()), new("HelmVersion", HelmVersion)];

    public TemplateFunction? Method(string name) => name == "Copy" ? new TemplateFunction(name, [], (_, _) => this) : null;
}
