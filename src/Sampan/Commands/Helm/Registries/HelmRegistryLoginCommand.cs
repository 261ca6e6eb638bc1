using Sampan.Charts.Registries;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Registries;

/// <summary><c>helm registry login</c>.</summary>
internal sealed class HelmRegistryLoginCommand : IHelmCommand
{
    public string Name => "registry login";

    public IEnumerable<Flag> Flags =>
    [
        new Flag("username", FlagKind.Text, 'u'),
        new Flag("password", FlagKind.Text, 'p'),
        new Flag("password-stdin", FlagKind.Switch),
        new Flag("insecure", FlagKind.Switch),
        new Flag("cert-file", FlagKind.Text),
        new Flag("key-file", FlagKind.Text),
        new Flag("ca-file", FlagKind.Text),
        new Flag("plain-http", FlagKind.Switch),
    ];

    public async ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.AtLeast(1, flags, Name, "[host]");
        var credential = Ask(flags, environment);
        var settings = new HelmSettings(flags, environment);
        using var downloads = environment.Downloads();
        var access = settings.Access with { Username = "", Password = "", InsecureSkipTlsVerify = flags.Switch("insecure") };
        await settings.Registry(downloads).LoginAsync(HostOf(flags.Arguments[0]), credential, access, cancellationToken);
        return 0;
    }

    /// <summary>The host of an argument that may be an address.</summary>
    private static string HostOf(string argument)
    {
        var scheme = argument.IndexOf("://", StringComparison.Ordinal);
        return (scheme < 0 ? argument : argument[(scheme + 3)..]).Split('/')[0];
    }

    private static RegistryCredential Ask(ParsedFlags flags, HelmEnvironment environment)
    {
        var prompt = new SecretPrompt(environment);
        var (username, password) = (flags.Text("username"), flags.Text("password"));
        if (flags.Switch("password-stdin"))
        {
            return new RegistryCredential(username, prompt.ReadInput());
        }

        if (password.Length > 0)
        {
            environment.Error.Write("WARNING: Using --password via the CLI is insecure. Use --password-stdin.\n");
            return new RegistryCredential(username, password);
        }

        if (username.Length == 0)
        {
            environment.Output.Write("Username: ");
            username = (environment.Input.ReadLine() ?? "").Trim();
        }

        password = prompt.Ask(username.Length == 0 ? "Token: " : "Password: ");
        return password.Length > 0 ? new RegistryCredential(username, password) : throw new HelmException(username.Length == 0 ? "token required" : "password required");
    }
}
