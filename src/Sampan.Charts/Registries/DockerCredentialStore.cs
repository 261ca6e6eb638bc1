using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sampan.Charts.Registries;

/// <summary>Programs that keep credentials for docker (<c>docker-credential-NAME get</c>): the registry on standard input, the answer in JSON.</summary>
internal static partial class DockerCredentialStore
{
    private const string TokenUser = "<token>";

    /// <summary>A program may ask its user for a password, but not for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What a store has for a registry; nothing when it has nothing, or cannot be run. Throws <see cref="ChartException"/> when it does not end.</summary>
    public static RegistryCredential Find(string store, string registry)
    {
        if (!Name().IsMatch(store))
        {
            return RegistryCredential.None;
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo($"docker-credential-{store}", ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardInput.Write(registry);
            process.StandardInput.Close();
            _ = process.StandardError.ReadToEndAsync();
            var answer = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new ChartException($"docker-credential-{store} gave no credential within {Patience.TotalSeconds:0} seconds", "run it by hand to see what it waits for, or sign in with 'helm registry login'");
            }

            return process.ExitCode == 0 ? Read(answer.GetAwaiter().GetResult()) : RegistryCredential.None;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or JsonException or InvalidOperationException)
        {
            return RegistryCredential.None;
        }
    }

    private static RegistryCredential Read(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        var (username, secret) = (Text("Username"), Text("Secret"));
        return new RegistryCredential(username == TokenUser ? "" : username, secret);

        string Text(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }

    [GeneratedRegex(@"^[a-zA-Z0-9._-]+\z")]
    private static partial Regex Name();
}
