using Sampan.Templates.Functions;
using Sampan.Templates.Values;

namespace Sampan.Charts.Rendering;

/// <summary><c>.Capabilities</c> as templates see it.</summary>
internal sealed class CapabilitiesObject(Capabilities capabilities) : ITemplateObject
{
    public string GoType => "*chartutil.Capabilities";

    public IReadOnlyList<TemplateField> Fields { get; } =
    [
        new("KubeVersion", new KubeVersionObject(capabilities.KubeVersion)),
        new("APIVersions", new VersionSet(capabilities.ApiVersions)),
        new("HelmVersion", new HelmVersionObject(capabilities.HelmVersion)),
    ];

    public TemplateFunction? Method(string name) => name == "Copy" ? new TemplateFunction(name, [], (_, _) => this) : null;

    private sealed class KubeVersionObject(KubeVersion version) : ITemplateObject
    {
        public string GoType => "chartutil.KubeVersion";

        public IReadOnlyList<TemplateField> Fields { get; } =
            [new("Version", version.Version), new("Major", version.Major), new("Minor", version.Minor)];

        public string ActionText => version.Version;

        public TemplateFunction? Method(string name) =>
            name is "GitVersion" or "String" ? new TemplateFunction(name, [], (_, _) => version.Version) : null;
    }

    private sealed class HelmVersionObject(HelmVersion version) : ITemplateObject
    {
        public string GoType => "version.BuildInfo";

        public IReadOnlyList<TemplateField> Fields { get; } =
        [
            new("Version", version.Version),
            new("GitCommit", version.GitCommit),
            new("GitTreeState", version.GitTreeState),
            new("GoVersion", version.GoVersion),
        ];

        public IReadOnlyList<TemplateField> JsonFields =>
        [.. new TemplateField[]
        {
            new("version", version.Version),
            new("git_commit", version.GitCommit),
            new("git_tree_state", version.GitTreeState),
            new("go_version", version.GoVersion),
        }.Where(entry => entry.Value is not "")];
    }
}
