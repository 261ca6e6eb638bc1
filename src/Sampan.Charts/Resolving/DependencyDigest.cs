using System.Text;
using Sampan.Charts.Downloads;
using Sampan.Charts.Metadata;
using Sampan.Charts.Text;

namespace Sampan.Charts.Resolving;

/// <summary>The digest in Chart.lock: of what Chart.yaml declares together with what was chosen for it.</summary>
internal static class DependencyDigest
{
    /// <summary><c>sha256:…</c> of the JSON of both lists.</summary>
    public static string Of(IReadOnlyList<ChartDependency> declared, IReadOnlyList<ChartDependency> locked) =>
        Digest(new List<object?> { Values(declared), Values(locked) });

    /// <summary>The digest that Helm 2 wrote into requirements.lock: of the declared dependencies alone.</summary>
    public static string OfVersionTwo(IReadOnlyList<ChartDependency> declared) =>
        Digest(new Dictionary<string, object?> { ["dependencies"] = Values(declared) });

    private static string Digest(object value) => $"sha256:{ContentDigest.Of(Encoding.UTF8.GetBytes(GoJson.Write(value)))}";

    private static List<object?> Values(IReadOnlyList<ChartDependency> dependencies) => [.. dependencies.Select(MetadataValues.Of)];
}
