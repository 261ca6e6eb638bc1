using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Registries;

/// <summary><c>helm registry logout</c>.</summary>
internal sealed class HelmRegistryLogoutCommand : IHelmCommand
{
    public string Name => "registry logout";

    public IEnumerable<Flag> Flags => [];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.AtLeast(1, flags, Name, "[host]");
        using var downloads = environment.Downloads();
        new HelmSettings(flags, environment).Registry(downloads).Logout(flags.Arguments[0]);
        return ValueTask.FromResult(0);
    }
}
