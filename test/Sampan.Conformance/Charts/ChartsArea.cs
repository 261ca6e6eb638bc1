using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Charts;
using Sampan.Charts.Loading;
using Sampan.Charts.Rendering;
using Sampan.Charts.Values;

namespace Sampan.Conformance.Charts;

/// <summary>Real charts rendered whole: documents are compared as data and in order, with their sources; errors as whole messages.</summary>
internal sealed class ChartsArea : IConformanceArea
{
    private int _documents;
    private int _equalBytes;

    public string Name => "charts";

    public IEnumerable<ConformanceCase> Cases(string corpus)
    {
        var root = Path.Combine(corpus, "charts");
        foreach (var @case in CaseFile.Read(Path.Combine(root, "cases.json")))
        {
            yield return ConformanceCase.Of(CaseFile.Name(@case), () => Run(root, @case));
        }

        Console.WriteLine($"charts: {_equalBytes} of {_documents} documents equal byte for byte (random ones left out)");
    }

    private Outcome Run(string root, JsonElement @case)
    {
        var error = CaseFile.Find(@case, "error")?.GetString();
        string rendered;
        try
        {
            rendered = Render(root, @case);
        }
        catch (ChartException exception)
        {
            return $"Error: {exception.Message}".TrimEnd() == error?.TrimEnd() ? Outcome.Passed : Outcome.Failed($"expected {error ?? "no error"} got {exception.Message}");
        }

        if (error is not null)
        {
            return Outcome.Failed($"expected {error}");
        }

        var ignored = CaseFile.Find(@case, "ignore") is { } paths ? JsonNode.Parse(paths.GetRawText())!.AsArray().Select(path => path!.AsArray()).ToList() : [];
        return Compare(GoldenManifest.Split(File.ReadAllText(Path.Combine(root, @case.GetProperty("golden").GetString()!))), GoldenManifest.Split(rendered), ignored);
    }

    private static string Render(string root, JsonElement @case)
    {
        var chart = ChartLoader.Load(Path.Combine(root, @case.GetProperty("chart").GetString()!));
        var values = new UserValues { Files = [.. @case.GetProperty("values").EnumerateArray().Select(file => Path.Combine(root, file.GetString()!))] };
        var release = new ReleaseIdentity(@case.GetProperty("release").GetString()!, @case.GetProperty("namespace").GetString()!);
        var capabilities = Capabilities.Default with { KubeVersion = KubeVersion.Parse(@case.GetProperty("kubeVersion").GetString()!) };
        var rendered = ChartRenderer.Render(chart, values.Merge(path => ValueFile.Read(path)), release, capabilities);
        var text = new StringBuilder(rendered.ManifestText());
        foreach (var hook in rendered.Hooks)
        {
            text.Append("---\n# Source: ").Append(hook.Source).Append('\n').Append(hook.Content).Append('\n');
        }

        return text.ToString();
    }

    private Outcome Compare(IReadOnlyList<GoldenManifest> expected, IReadOnlyList<GoldenManifest> actual, List<JsonArray> ignored)
    {
        var difference = expected.Count == actual.Count ? null : $"expected {expected.Count} documents, got {actual.Count}";
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            var paths = ignored.Where(path => path[0]!.GetValue<int>() == i).ToList();
            if (paths.Count == 0)
            {
                _documents++;
                _equalBytes += expected[i].Text == actual[i].Text ? 1 : 0;
            }

            difference ??= Compare(i, expected[i], actual[i], paths);
        }

        return difference is null ? Outcome.Passed : Outcome.Failed(difference);
    }

    private static string? Compare(int index, GoldenManifest expected, GoldenManifest actual, List<JsonArray> ignored)
    {
        if (expected.Source != actual.Source)
        {
            return $"document {index}: expected source {expected.Source}, got {actual.Source}";
        }

        if (ignored.Count == 0 && expected.Text == actual.Text)
        {
            return null;
        }

        var (left, right) = (expected.Data(ignored), actual.Data(ignored));
        return JsonNode.DeepEquals(left, right) ? null : $"document {index} ({expected.Source}): {DataDifference.First(left, right)}";
    }
}
