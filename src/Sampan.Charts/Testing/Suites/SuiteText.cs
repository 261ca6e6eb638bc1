using System.Globalization;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Testing.Suites;

/// <summary>The text of one suite, and where in which file it begins: what its errors name.</summary>
internal sealed record SuiteText(string File, string Text, int FirstLine)
{
    /// <summary>An error at a path of keys and indexes within the suite.</summary>
    public ChartException Error(string what, IReadOnlyList<object> path)
    {
        var position = YamlPosition.Find(Text, path) ?? new YamlPosition(1, 1);
        return new ChartException(string.Create(CultureInfo.InvariantCulture, $"{File}:{FirstLine + position.Line - 1}:{position.Column}: {what}"));
    }
}
