using System.Text.Json;
using Sampan.Charts.Loading;
using Sampan.Charts.Rendering;
using Sampan.Charts.Values;

namespace Sampan.Benchmarks;

/// <summary>A case of the corpus of charts that Helm's engine renders, and how long that takes Helm's engine.</summary>
/// <param name="Name">The case's name.</param>
/// <param name="Archive">The path of the packaged chart.</param>
/// <param name="Values">The paths of the values files.</param>
/// <param name="Release">The release.</param>
/// <param name="Capabilities">The cluster's.</param>
/// <param name="ReferenceMilliseconds">The time of Helm's engine, warm, chart loading included.</param>
internal sealed record ChartCase(
    string Name,
    string Archive,
    IReadOnlyList<string> Values,
    ReleaseIdentity Release,
    Capabilities Capabilities,
    double ReferenceMilliseconds)
{
    /// <summary>The cases of the folder (<c>cases.json</c>) that have a reference time (<c>reference-times.json</c>).</summary>
    public static IReadOnlyList<ChartCase> Read(string folder)
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")));
        using var times = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "reference-times.json")));
        List<ChartCase> read = [];
        foreach (var @case in cases.RootElement.EnumerateArray())
        {
            var name = @case.GetProperty("name").GetString()!;
            if (times.RootElement.TryGetProperty(name, out var milliseconds))
            {
                read.Add(new ChartCase(
                    name,
                    Path.Combine(folder, @case.GetProperty("chart").GetString()!),
                    [.. @case.GetProperty("values").EnumerateArray().Select(file => Path.Combine(folder, file.GetString()!))],
                    new ReleaseIdentity(@case.GetProperty("release").GetString()!, @case.GetProperty("namespace").GetString()!),
                    Capabilities.Default with { KubeVersion = KubeVersion.Parse(@case.GetProperty("kubeVersion").GetString()!) },
                    milliseconds.GetDouble()));
            }
        }

        return read;
    }

    /// <summary>From the archive and the values files to the manifests.</summary>
    public RenderedChart Render() =>
        ChartRenderer.Render(ChartLoader.Load(Archive), new UserValues { Files = Values }.Merge(path => ValueFile.Read(path)), Release, Capabilities);
}
