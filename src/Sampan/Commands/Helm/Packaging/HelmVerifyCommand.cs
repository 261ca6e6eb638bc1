using Sampan.Charts.Provenance;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Packaging;

/// <summary><c>helm verify</c>: checks a package against its provenance.</summary>
internal sealed class HelmVerifyCommand : IHelmCommand
{
    public string Name => "verify";

    public IEnumerable<Flag> Flags => [new Flag("keyring", FlagKind.Text)];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.Exactly(1, flags, Name, "PATH");
        environment.Output.Write(ChartVerification.Verify(flags.Arguments[0], new HelmSettings(flags, environment).Keyring, environment.Time.GetUtcNow()));
        return ValueTask.FromResult(0);
    }
}
