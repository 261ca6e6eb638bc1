using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Api;

/// <summary>Exchanges with kube-apiserver, replayed against an embedded server over TLS: one case a step.</summary>
internal sealed class ApiArea : IConformanceArea
{
    public string Name => "api";

    public IEnumerable<ConformanceCase> Cases(string corpus)
    {
        var folder = Path.Combine(corpus, "api");
        var files = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList();
        var report = Path.GetTempFileName();
        try
        {
            RunAsync(Path.Combine(folder, "replay.py"), files, report).GetAwaiter().GetResult();
            return [.. Read(report)];
        }
        finally
        {
            File.Delete(report);
        }
    }

    private static async Task RunAsync(string script, List<string> files, string report)
    {
        await using var server = await ConformanceServer.StartAsync();
        Replay.Run(script, [server.Address, ConformanceServer.Token, .. files, "--jobs", "6", "--quiet", "--json", report]);
    }

    private static IEnumerable<ConformanceCase> Read(string report)
    {
        var results = JsonElement.Parse(File.ReadAllBytes(report));
        foreach (var scenario in results.Items("results"))
        {
            var prefix = $"{Path.GetFileNameWithoutExtension(scenario.StringOrEmpty("file"))}:{scenario.StringOrEmpty("scenario")}";
            foreach (var step in scenario.Items("steps"))
            {
                var outcome = step.Boolean("pass") == true ? Outcome.Passed : Outcome.Failed(string.Join("; ", step.Items("diff").Take(3)));
                yield return ConformanceCase.Of($"{prefix}/{step.StringOrEmpty("name")}", () => outcome);
            }
        }
    }
}
