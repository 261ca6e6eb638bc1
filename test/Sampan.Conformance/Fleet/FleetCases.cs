using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>The cases of one of the fleet corpus's files: a JSON object a line, each with an <c>id</c>.</summary>
internal static class FleetCases
{
    /// <summary>Reads a file's cases.</summary>
    /// <param name="corpus">The corpus's root folder.</param>
    /// <param name="file">The file's name below <c>fleet</c>.</param>
    /// <param name="compare">Runs a case and returns the first difference from what it expects, or null.</param>
    public static IEnumerable<ConformanceCase> Read(string corpus, string file, Func<JsonElement, string?> compare)
    {
        foreach (var line in File.ReadLines(Path.Combine(corpus, "fleet", file)))
        {
            var @case = JsonElement.Parse(line);
            yield return ConformanceCase.Of(
                @case.StringOrEmpty("id"),
                () => compare(@case) is { } difference ? Outcome.Failed(difference) : Outcome.Passed);
        }
    }

    /// <summary>A case's member as a Kubernetes object.</summary>
    public static KubernetesObject Object(JsonElement element) =>
        KubernetesObject.Parse(System.Text.Encoding.UTF8.GetBytes(element.GetRawText()));

    /// <summary>A case's list of Kubernetes objects; none where absent.</summary>
    public static IReadOnlyList<KubernetesObject> Objects(JsonElement @case, string member) =>
        [.. @case.Items(member).Select(Object)];
}
