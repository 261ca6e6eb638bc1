using Sampan.Charts.Scaffolding;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Packaging;

/// <summary><c>helm create</c>: makes a new chart.</summary>
internal sealed class HelmCreateCommand : IHelmCommand
{
    public string Name => "create";

    public IEnumerable<Flag> Flags => [new Flag("starter", FlagKind.Text, 'p')];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.Exactly(1, flags, Name, "NAME");
        var path = flags.Arguments[0];
        environment.Output.Write($"Creating {path}\n");
        var name = Path.GetFileName(path.TrimEnd('/'));
        var folder = Path.GetDirectoryName(path.TrimEnd('/')) is { Length: > 0 } above ? above : ".";
        if (flags.Text("starter") is { Length: > 0 } starter)
        {
            ChartScaffold.CreateFrom(Path.Combine(new HelmFolders(environment).Data, "starters", starter), name, folder, environment.Time.GetUtcNow());
        }
        else
        {
            ChartScaffold.Create(name, folder, warning => environment.Output.Write(warning + "\n"));
        }

        return ValueTask.FromResult(0);
    }
}
