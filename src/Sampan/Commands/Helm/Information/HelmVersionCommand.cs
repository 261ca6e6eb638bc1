using Sampan.Charts.Rendering;
using Sampan.Commands.Flags;
using Sampan.Templates;
using Sampan.Templates.Functions;

namespace Sampan.Commands.Helm.Information;

/// <summary><c>helm version</c>: the release of Helm that is agreed with.</summary>
internal sealed class HelmVersionCommand : IHelmCommand
{
    public string Name => "version";

    public IEnumerable<Flag> Flags => [new Flag("short", FlagKind.Switch), new Flag("template", FlagKind.Text), new Flag("client", FlagKind.Switch, 'c')];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.None(flags, Name, "");
        var version = HelmVersion.Compatible;
        environment.Output.Write(flags.Text("template") is { Length: > 0 } template ? Execute(template, version)
            : flags.Switch("short") ? $"{version.Version}\n"
            : $"version.BuildInfo{{Version:\"{version.Version}\", GitCommit:\"{version.GitCommit}\", GitTreeState:\"{version.GitTreeState}\", GoVersion:\"{version.GoVersion}\"}}\n");
        return ValueTask.FromResult(0);
    }

    private static string Execute(string template, HelmVersion version)
    {
        const string name = "_";
        try
        {
            var set = new TemplateSet(FunctionTable.Helm, name);
            set.Parse(name, template);
            var fields = new Dictionary<string, object?> { ["Version"] = version.Version, ["GitCommit"] = version.GitCommit, ["GitTreeState"] = version.GitTreeState, ["GoVersion"] = version.GoVersion };
            return set.Execute(name, fields, ExecutionOptions.Default);
        }
        catch (TemplateException exception)
        {
            throw new HelmException(exception.Message);
        }
    }
}
