using Sampan.Charts.Testing.Suites;

namespace Sampan.Charts.Testing.Rendering;

using Map = Dictionary<string, object?>;

/// <summary>The objects of a <c>kubernetesProvider</c>: what <c>lookup</c> finds in a test.</summary>
/// <param name="Scheme">Whether a kind (<c>apps/v1/Deployment</c>) lives in namespaces.</param>
/// <param name="Objects">The objects.</param>
internal sealed record KubernetesObjects(IReadOnlyDictionary<string, bool> Scheme, IReadOnlyList<Map> Objects)
{
    /// <summary>Those of the test and those of the suite; a kind is what the suite says it is.</summary>
    public static KubernetesObjects Read(SuiteFields suite, SuiteFields test)
    {
        Dictionary<string, bool> scheme = new(StringComparer.Ordinal);
        foreach (var kinds in new[] { test.Fields("scheme"), suite.Fields("scheme") })
        {
            foreach (var (kind, _) in kinds.Entries)
            {
                scheme[kind] = kinds.Fields(kind).Flag("namespaced");
            }
        }

        return new KubernetesObjects(scheme, [.. Read(test), .. Read(suite)]);
    }

    /// <summary>Answers <c>lookup</c>: an object, or without a name the list of a kind; an empty map where there is nothing, or the kind is not in the scheme.</summary>
    public Map Find(string apiVersion, string kind, string @namespace, string name)
    {
        if (!Scheme.TryGetValue($"{apiVersion}/{kind}", out var isNamespaced))
        {
            return [];
        }

        var objects = Objects.Where(found => Text(found, "apiVersion") == apiVersion && Text(found, "kind") == kind
            && (!isNamespaced || @namespace.Length == 0 || Text(Metadata(found), "namespace") == @namespace));
        if (name.Length > 0)
        {
            return objects.FirstOrDefault(found => Text(Metadata(found), "name") == name) ?? [];
        }

        return new Map(StringComparer.Ordinal)
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = $"{kind}List",
            ["metadata"] = new Map(StringComparer.Ordinal) { ["continue"] = "", ["resourceVersion"] = "" },
            ["items"] = objects.ToList<object?>(),
        };
    }

    private static IEnumerable<Map> Read(SuiteFields provider) => provider.Items("objects").Select(item => item.Value).OfType<Map>().Select(TestValues.ForCharts);

    private static Map? Metadata(Map found) => found.GetValueOrDefault("metadata") as Map;

    private static string Text(Map? map, string key) => map?.GetValueOrDefault(key) as string ?? "";
}
