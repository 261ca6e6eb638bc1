using System.Reflection;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Fleet.Crds;

/// <summary>The definitions of the kinds that a hub has: Karmada's, and the Multi-Cluster Services API's.</summary>
public static class HubDefinitions
{
    // Kinds that upstream has in two scopes with one schema, and the short name of the cluster-scoped one.
    private static readonly Dictionary<string, string> Twins = new(StringComparer.Ordinal)
    {
        ["PropagationPolicy"] = "cpp",
        ["OverridePolicy"] = "cop",
        ["ResourceBinding"] = "crb",
    };

    private static readonly Lazy<IReadOnlyList<KubernetesObject>> Definitions = new(Load);

    /// <summary>Every CustomResourceDefinition of the hub.</summary>
    public static IReadOnlyList<KubernetesObject> All => Definitions.Value;

    private static List<KubernetesObject> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        List<KubernetesObject> definitions = [];
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".io.yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            foreach (var (json, _) in YamlToJson.ConvertAll(reader.ReadToEnd()))
            {
                var definition = KubernetesObject.Parse(json);
                definitions.Add(definition);
                if (Twins.TryGetValue(definition.Root.Member("spec", "names")!.Value.StringOrEmpty("kind"), out var shortName))
                {
                    definitions.Add(ClusterScoped(definition, shortName));
                }
            }
        }

        return definitions;
    }

    private static KubernetesObject ClusterScoped(KubernetesObject definition, string shortName)
    {
        var draft = definition.ToDraft();
        var spec = draft.Child("spec");
        var names = spec.Child("names");
        spec["scope"] = "Cluster";
        names["kind"] = $"Cluster{names["kind"]}";
        names["listKind"] = $"Cluster{names["listKind"]}";
        names["plural"] = $"cluster{names["plural"]}";
        names["singular"] = $"cluster{names["singular"]}";
        names["shortNames"] = new JsonArray(shortName);
        draft.SetAt($"{names["plural"]}.{spec["group"]}", "metadata", "name");
        return KubernetesObject.From(draft);
    }
}
