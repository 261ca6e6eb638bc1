using System.Text;
using System.Text.RegularExpressions;
using Sampan.Charts.Downloads;
using Sampan.Charts.Loading;
using Sampan.Charts.Metadata;
using Sampan.Charts.Packaging;
using Sampan.Charts.Paths;
using Sampan.Charts.Text;

namespace Sampan.Charts.Scaffolding;

/// <summary>Makes new charts: a chart that runs a web server, with the files and values that charts usually have, or a copy of another chart.</summary>
public static partial class ChartScaffold
{
    private const string NameForm = "[a-zA-Z0-9._-]+";
    private const string Placeholder = "<CHARTNAME>";
    private const string ResourcePrefix = "scaffold/";
    private const int LongestName = 250;

    /// <summary>Writes a new chart into a folder of its name below <paramref name="folder"/>, which has to exist. Throws <see cref="ChartException"/> with Helm's message.</summary>
    /// <param name="name">The chart's name.</param>
    /// <param name="folder">The folder above.</param>
    /// <param name="warn">Is told of files that are overwritten.</param>
    public static void Create(string name, string folder, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(warn);
        if (name.Length is 0 or > LongestName)
        {
            throw new ChartException($"chart name must be between 1 and {LongestName} characters");
        }

        if (!Name().IsMatch(name))
        {
            throw new ChartException($"chart name must match the regular expression \"^{NameForm}$\"");
        }

        var above = Path.GetFullPath(folder);
        if (!Directory.Exists(above))
        {
            throw new ChartException(File.Exists(above) ? $"no such directory {above}" : $"stat {above}: no such file or directory");
        }

        var target = Path.Combine(above, name);
        RequireNoFile(target);
        foreach (var (file, content) in Files())
        {
            var path = Path.Combine(target, file);
            if (File.Exists(path))
            {
                warn($"WARNING: File {GoText.Quote(path)} already exists. Overwriting.");
            }

            AtomicFile.Write(path, Encoding.UTF8.GetBytes(content.Replace(Placeholder, name, StringComparison.Ordinal)));
        }

        Directory.CreateDirectory(Path.Combine(target, "charts"));
    }

    /// <summary>Writes a new chart that is a copy of another, the starter: <c>&lt;CHARTNAME&gt;</c> in its templates and values becomes the chart's name. Throws <see cref="ChartException"/>.</summary>
    public static void CreateFrom(string starter, string name, string folder, DateTimeOffset now)
    {
        Chart chart;
        try
        {
            chart = ChartLoader.Load(starter);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"could not load {starter}: {exception.Message}", exception.Hint, exception);
        }

        if (name is "." or ".." or "" || CleanPath.Of(name) != name || name.Contains('/'))
        {
            throw new ChartException($"invalid chart name {GoText.Quote(name)}");
        }

        var target = Path.Combine(folder, name);
        RequireNoFile(target);
        var metadata = new ChartMetadata { Name = name, Description = "A Helm chart for Kubernetes", Type = "application", Version = "0.1.0", AppVersion = "0.1.0", ApiVersion = "v2" };
        AtomicFile.Write(Path.Combine(target, "Chart.yaml"), Encoding.UTF8.GetBytes(YamlData.Write(MetadataValues.Of(metadata))));
        foreach (var file in chart.Raw.Where(file => file.Name is "values.yaml").Concat(chart.Templates))
        {
            AtomicFile.Write(Path.Combine(target, file.Name), Encoding.UTF8.GetBytes(file.Text.Replace(Placeholder, name, StringComparison.Ordinal)));
        }

        foreach (var file in chart.Files.Concat(chart.Schema is { } schema ? [schema] : []))
        {
            AtomicFile.Write(Path.Combine(target, file.Name), file.Data.Span);
        }

        foreach (var subchart in chart.Dependencies)
        {
            ChartArchiveFile.Save(subchart, Path.Combine(target, "charts"), now);
        }
    }

    private static IEnumerable<(string Name, string Content)> Files()
    {
        var assembly = typeof(ChartScaffold).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[ResourcePrefix.Length..], reader.ReadToEnd());
        }
    }

    private static void RequireNoFile(string target)
    {
        if (File.Exists(target))
        {
            throw new ChartException($"file {target} already exists and is not a directory");
        }
    }

    [GeneratedRegex("^" + NameForm + "\\z")]
    private static partial Regex Name();
}
