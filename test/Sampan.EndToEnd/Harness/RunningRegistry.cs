using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Sampan.EndToEnd.Harness;

/// <summary>Docker's registry on a free port of this machine, which asks for the password of one user.</summary>
internal sealed partial class RunningRegistry : IAsyncDisposable
{
    public const string User = "me";
    public const string Password = "secret";

    /// <summary>The password's bcrypt hash, at the lowest cost so that requests are quick.</summary>
    private const string PasswordHash = "$2b$04$aXCj6hGfRQmm1lfCeW9NPeJ2WcH6leh3q/tZe6ix5WYA2sjwFWDHq";

    private readonly Process _process;
    private readonly string _folder;

    private RunningRegistry(Process process, string folder, string host)
    {
        _process = process;
        _folder = folder;
        Host = host;
    }

    /// <summary>The host and port.</summary>
    public string Host { get; }

    /// <summary>Where the registry keeps content.</summary>
    public string Storage => Path.Combine(_folder, "storage");

    public static async Task<RunningRegistry> StartAsync()
    {
        var program = await Requirement.DockerRegistryAsync();
        var folder = Directory.CreateTempSubdirectory("sampan-registry-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "htpasswd"), $"{User}:{PasswordHash}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "config.yml"), $$"""
            version: 0.1
            storage:
              filesystem: {rootdirectory: {{folder}}/storage}
            http: {addr: "127.0.0.1:0"}
            auth:
              htpasswd: {realm: test, path: {{folder}}/htpasswd}
            """);
        var process = Programs.Start(program, ["serve", Path.Combine(folder, "config.yml")], folder: folder);
        process.StandardInput.Close();
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                // Its log goes on; a full pipe would stop it.
                _ = process.StandardError.ReadToEndAsync();
                _ = process.StandardOutput.ReadToEndAsync();
                return new RunningRegistry(process, folder, match.Groups["host"].Value);
            }
        }

        throw new InvalidOperationException($"{program} ended with {process.ExitCode} before it listened");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"listening on (?<host>127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
