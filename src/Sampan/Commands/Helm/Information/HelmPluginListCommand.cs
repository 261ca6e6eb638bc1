using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Information;

/// <summary><c>helm plugin list</c>: there are none, since what plugins do is built in or left out.</summary>
internal sealed class HelmPluginListCommand : IHelmCommand
{
    public string Name => "plugin list";

    public IEnumerable<Flag> Flags => [];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        environment.Output.Write("NAME\tVERSION\tDESCRIPTION\n");
        return ValueTask.FromResult(0);
    }
}
