using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.CustomResources.Conversion;
using Sampan.Server.Discovery;
using Sampan.Server.Metrics;
using Sampan.Server.Registry;
using Sampan.Server.Resources;
using Sampan.Server.Tables;

namespace Sampan.Server.CustomResources;

/// <summary>Turns the CustomResourceDefinitions that a cluster has into the resources that it serves.</summary>
internal static class DefinitionServing
{
    // The order of apiextensions-apiserver's discovery.
    private static readonly string[] Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];
    private static readonly string[] SubresourceVerbs = ["get", "patch", "update"];

    /// <summary>Serves what the definitions say now, beside the built-in resources.</summary>
    public static void Refresh(ServedCluster cluster)
    {
        lock (cluster.ResourcesGate)
        {
            var definitions = cluster.Resource(WellKnownTypes.CustomResourceDefinitions).Collection;
            var state = cluster.Store.Current;
            var custom = cluster.Defined.Of(state.List(definitions));
            cluster.Serve(cluster.Resources.WithoutCustom().With(custom.Concat(MetricsApi.Resources(cluster))), state.Revision);
        }
    }

    /// <summary>The same, if a definition is newer than what is served: watchers may see one before its writer has come that far.</summary>
    public static void CatchUp(ServedCluster cluster)
    {
        var definitions = cluster.Resource(WellKnownTypes.CustomResourceDefinitions).Collection;
        if (cluster.Store.Current.List(definitions).Any(found => found.ModRevision > cluster.ResourcesRevision))
        {
            Refresh(cluster);
        }
    }

    /// <summary>The resources of one definition: one per served version, none before it is established.</summary>
    public static IEnumerable<ServedResource> Resources(string cluster, KubernetesObject definition)
    {
        var spec = definition.Root.Member("spec") ?? default;
        var versions = spec.Items("versions").ToList();
        if (!IsEstablished(definition) || versions.Find(version => version.Boolean("storage") == true) is not { ValueKind: JsonValueKind.Object } storage)
        {
            yield break;
        }

        var stored = Type(spec, storage);
        var conversion = ConversionWebhook.Of(spec);
        var schemas = versions.ToDictionary(version => version.StringOrEmpty("name"), Schema);
        foreach (var version in versions.Where(version => version.Boolean("served") == true))
        {
            yield return new ServedResource
            {
                Description = Describe(spec, version),
                StorageType = stored,
                Collection = ResourceTable.Collection(cluster, stored),
                Traits = ResourceTraits.OfCustomResource(),
                IsCustom = true,
                Conversion = conversion,
                HasOtherVersions = versions.Count > 1,
                ListKind = (spec.Member("names") ?? default).String("listKind") ?? stored.Kind + "List",
                SelectableFields = [.. version.Items("selectableFields").Select(field => Path(field.StringOrEmpty("jsonPath")))],
                Scale = Scale(version),
                Schema = schemas[version.StringOrEmpty("name")],
                CustomSchema = schemas[version.StringOrEmpty("name")],
                OpenApiSchema = version.Member("schema", "openAPIV3Schema"),
                Printer = new CustomResourcePrinter(version),
                DeprecationWarning = Deprecation(spec, version),
            };
        }
    }

    /// <summary>Whether the definition's resources are served.</summary>
    public static bool IsEstablished(KubernetesObject definition) => (definition.Root.Member("status") ?? default).Items("conditions")
        .Any(condition => condition.StringOrEmpty("type") == "Established" && condition.StringOrEmpty("status") == "True");

    private static ResourceType Type(JsonElement spec, JsonElement version)
    {
        var names = spec.Member("names") ?? default;
        return new ResourceType(spec.StringOrEmpty("group"), version.StringOrEmpty("name"), names.StringOrEmpty("plural"), names.StringOrEmpty("kind"), spec.StringOrEmpty("scope") == "Namespaced");
    }

    private static ResourceDescription Describe(JsonElement spec, JsonElement version)
    {
        var names = spec.Member("names") ?? default;
        var type = Type(spec, version);
        var declared = version.Member("subresources") ?? default;
        List<SubresourceDescription> subresources = [];
        if (declared.Member("status") is not null)
        {
            subresources.Add(new SubresourceDescription("status", type.GroupVersionKind, SubresourceVerbs));
        }

        if (declared.Member("scale") is not null)
        {
            subresources.Add(new SubresourceDescription("scale", new GroupVersionKind("autoscaling", "v1", "Scale"), SubresourceVerbs));
        }

        return new ResourceDescription
        {
            Type = type,
            Singular = names.String("singular") ?? type.Kind.ToLowerInvariant(),
            ShortNames = Strings(names, "shortNames"),
            Categories = Strings(names, "categories"),
            Verbs = Verbs,
            Subresources = subresources,
        };
    }

    private static CustomResourceSchema Schema(JsonElement version) =>
        CustomResourceSchema.Parse(version.Member("schema", "openAPIV3Schema") ?? JsonElement.Parse("{}"u8));

    // Without words of its own, a deprecated version points to the newest one that is not.
    private static string Deprecation(JsonElement spec, JsonElement version)
    {
        if (version.Boolean("deprecated") != true)
        {
            return "";
        }

        if (version.String("deprecationWarning") is { } own)
        {
            return own;
        }

        var (group, name, kind) = (spec.StringOrEmpty("group"), version.StringOrEmpty("name"), (spec.Member("names") ?? default).StringOrEmpty("kind"));
        var better = spec.Items("versions")
            .Where(other => other.Boolean("served") == true && other.Boolean("deprecated") != true)
            .Select(other => other.StringOrEmpty("name"))
            .Where(other => KubeVersionOrder.Instance.Compare(other, name) < 0)
            .Order(KubeVersionOrder.Instance)
            .FirstOrDefault();
        return $"{group}/{name} {kind} is deprecated" + (better is null ? "" : $"; use {group}/{better} {kind}");
    }

    private static ScalePaths Scale(JsonElement version) => version.Member("subresources", "scale") is { } scale
        ? new ScalePaths(Path(scale.StringOrEmpty("specReplicasPath")), Path(scale.StringOrEmpty("statusReplicasPath")), Path(scale.StringOrEmpty("labelSelectorPath")))
        : ScalePaths.Workload;

    private static string Path(string jsonPath) => jsonPath.TrimStart('.');

    private static string[] Strings(JsonElement element, string name) => [.. element.Items(name).Select(item => item.ToString())];
}
