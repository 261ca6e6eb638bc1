using Sampan.Charts.Loading;
using Sampan.Charts.Metadata;
using Sampan.Charts.Text;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Charts.Resolving;

/// <summary>Which of the dependencies that a chart declares are in its <c>charts/</c> folder.</summary>
public sealed class DependencyStatus(string path, Chart chart)
{
    private readonly string _folder = Path.Combine(path, "charts");

    /// <summary>The status in Helm's words: <c>ok</c>, <c>unpacked</c>, <c>missing</c>, <c>wrong version</c> and so on.</summary>
    public string Of(ChartDependency dependency)
    {
        ArgumentNullException.ThrowIfNull(dependency);
        var archives = Archives(dependency.Name);
        if (archives.Count > 1)
        {
            archives = archives.FindAll(archive => SemanticVersion.IsStrict(Path.GetFileNameWithoutExtension(archive)[(dependency.Name.Length + 1)..]));
        }

        return archives.Count > 1 ? "too many matches"
            : archives.Count == 1 ? OfArchive(archives[0], dependency)
            : chart.Dependencies.LastOrDefault(subchart => subchart.Name == dependency.Name) is not { } unpacked ? "missing"
            : Mismatch(unpacked, dependency) ?? "unpacked";
    }

    /// <summary>Warnings about charts that are in the folder and not declared.</summary>
    public IEnumerable<string> Undeclared()
    {
        var entries = Directory.Exists(_folder) ? Directory.EnumerateFileSystemEntries(_folder).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        foreach (var entry in entries.Where(entry => Directory.Exists(entry) || Path.GetExtension(entry) == ".tgz"))
        {
            if (TryLoad(entry) is not { } found)
            {
                yield return $"WARNING: {GoText.Quote(entry)} is not a chart.";
            }
            else if (chart.Metadata.Dependencies?.Any(dependency => dependency!.Name == found.Name) != true)
            {
                yield return $"WARNING: {GoText.Quote(entry)} is not in Chart.yaml.";
            }
        }
    }

    private List<string> Archives(string name) => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder).Where(file => Path.GetFileName(file) is var own && own.StartsWith($"{name}-", StringComparison.Ordinal) && own.EndsWith(".tgz", StringComparison.Ordinal))]
        : [];

    private static string OfArchive(string archive, ChartDependency dependency) =>
        TryLoad(archive) is not { } found ? "corrupt"
        : found.Name != dependency.Name ? "misnamed"
        : Mismatch(found, dependency) ?? "ok";

    private static string? Mismatch(Chart found, ChartDependency dependency)
    {
        if (found.Metadata.Version == dependency.Version)
        {
            return null;
        }

        try
        {
            return VersionConstraint.Parse(dependency.Version).IsSatisfiedBy(SemanticVersion.Parse(found.Metadata.Version)) ? null : "wrong version";
        }
        catch (FormatException)
        {
            return "invalid version";
        }
    }

    private static Chart? TryLoad(string path)
    {
        try
        {
            return ChartLoader.Load(path);
        }
        catch (ChartException)
        {
            return null;
        }
    }
}
