using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Api;

/// <summary>What stock kubectl prints against an embedded server. The recordings are of one version of kubectl, and need it.</summary>
internal sealed partial class KubectlArea : IConformanceArea
{
    private const string Version = "v1.36.";

    public string Name => "kubectl";

    public IEnumerable<ConformanceCase> Cases(string corpus)
    {
        var folder = Path.Combine(corpus, "kubectl");
        var cases = Path.Combine(folder, "cases.json");
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var names = JsonElement.Parse(File.ReadAllBytes(cases)).Items("cases").Select(entry => entry.StringOrEmpty("name"));
        if (FindKubectl() is not { } kubectl)
        {
            return [.. names.Select(name => ConformanceCase.Of(name, () => Outcome.Skipped($"no kubectl {Version}x on the PATH or in KUBECTL")))];
        }

        var failed = RunAsync(Path.Combine(folder, "replay.py"), kubectl, cases).GetAwaiter().GetResult();
        return [.. names.Select(name => ConformanceCase.Of(name, () => failed.TryGetValue(name, out var why) ? Outcome.Failed(why) : Outcome.Passed))];
    }

    private static async Task<Dictionary<string, string>> RunAsync(string script, string kubectl, string cases)
    {
        await using var server = await ConformanceServer.StartAsync();
        Dictionary<string, string> failed = [];
        var lines = Replay.Run(script, kubectl, server.Address, ConformanceServer.Token, cases, "--jobs", "3", "--quiet");
        for (var i = 0; i < lines.Count; i++)
        {
            if (FailLine().Match(lines[i]) is { Success: true } match)
            {
                failed[match.Groups["name"].Value] = string.Join("; ", lines.Skip(i + 1).Take(3).Select(line => line.Trim()));
            }
        }

        return failed;
    }

    private static string? FindKubectl()
    {
        foreach (var candidate in new[] { Environment.GetEnvironmentVariable("KUBECTL"), "kubectl" })
        {
            try
            {
                if (!string.IsNullOrEmpty(candidate) && Output(candidate, "version", "--client").Contains(Version, StringComparison.Ordinal))
                {
                    return candidate;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // It is not there.
            }
        }

        return null;
    }

    private static string Output(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }

    [GeneratedRegex(@"^FAIL (?<name>\S+?):")]
    private static partial Regex FailLine();
}
