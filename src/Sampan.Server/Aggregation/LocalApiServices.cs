using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Discovery;
using Sampan.Server.Registry;

namespace Sampan.Server.Aggregation;

/// <summary>
/// APIServices of the group versions that the server itself answers for (kube-aggregator's autoregister and kube-apiserver's
/// crdregistration): those of built-in resources are made when a cluster starts, those of custom resources come and go with
/// their definitions. One that somebody else has made is left alone.
/// </summary>
internal static class LocalApiServices
{
    private const string Managed = "kube-aggregator.kubernetes.io/automanaged";
    private const string OnStart = "onstart";
    private const string Always = "true";

    private static readonly WriteRequest Request = new() { User = UserInfo.Master("system:apiserver"), FieldManager = "kube-apiserver" };

    /// <summary>Makes what a cluster that starts lacks.</summary>
    public static async ValueTask StartAsync(ServedCluster cluster, CancellationToken cancellationToken)
    {
        var builtIn = cluster.Resources.WithoutCustom().GroupVersions.Where(entry => entry.Group != ApiServices.Type.Group && ApiServices.Of(cluster, entry.Group, entry.Version) is null);
        var custom = Definitions(cluster).SelectMany(Served).Distinct();
        await Task.WhenAll(
        [
            .. builtIn.Select(entry => CreateAsync(cluster, entry.Group, entry.Version, OnStart, cancellationToken)),
            .. custom.Select(entry => FollowAsync(cluster, entry.Group, entry.Version, cancellationToken).AsTask()),
        ]);
    }

    /// <summary>After a definition or an APIService has come, changed or gone.</summary>
    public static async ValueTask FollowAsync(ServedCluster cluster, ServedResource resource, KubernetesObject? before, KubernetesObject? after, CancellationToken cancellationToken)
    {
        if (resource.Type != WellKnownTypes.CustomResourceDefinitions && resource.Type != ApiServices.Type)
        {
            return;
        }

        var concerned = new[] { before, after }.OfType<KubernetesObject>().SelectMany(@object => resource.Type == ApiServices.Type ? [GroupVersion(@object)] : Versions(@object));
        foreach (var (group, version) in concerned.Distinct())
        {
            await FollowAsync(cluster, group, version, cancellationToken);
        }
    }

    private static async ValueTask FollowAsync(ServedCluster cluster, string group, string version, CancellationToken cancellationToken)
    {
        var isServed = Definitions(cluster).SelectMany(Served).Contains((group, version));
        try
        {
            switch (ApiServices.Of(cluster, group, version))
            {
                case null when isServed:
                    await CreateAsync(cluster, group, version, Always, cancellationToken);
                    break;
                case { } found when isServed && Management(found).Length > 0 && !JsonElement.DeepEquals(found.Root.Member("spec") ?? default, Spec(group, version)):
                    await cluster.Updater.UpdateAsync(cluster.Resource(ApiServices.Type), found.NamespacedName, Restoration(group, version), Request, cancellationToken);
                    break;
                case { } found when !isServed && Management(found) == Always:
                    await cluster.Deleter.DeleteAsync(cluster.Resource(ApiServices.Type), found.NamespacedName, DeleteRequest.Default, cancellationToken);
                    break;
            }
        }
        catch (ApiException)
        {
            // Somebody else was faster, or admission refuses it: the resources are served all the same.
        }
    }

    private static async Task CreateAsync(ServedCluster cluster, string group, string version, string management, CancellationToken cancellationToken)
    {
        var draft = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = $"{version}.{group}", ["labels"] = new JsonObject { [Managed] = management } },
            ["spec"] = JsonNode.Parse(Spec(group, version).GetRawText()),
        };
        try
        {
            await cluster.Creator.CreateAsync(cluster.Resource(ApiServices.Type), "", draft, Request, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            // Another server of the store was faster.
        }
    }

    private static ObjectChange Restoration(string group, string version) => new(current =>
    {
        JsonObject draft = current!.ToDraft();
        draft["spec"] = JsonNode.Parse(Spec(group, version).GetRawText());
        return draft;
    })
    {
        IsAdmitted = true,
    };

    private static JsonElement Spec(string group, string version)
    {
        var priorities = GroupPriorities.Of(group, version);
        var spec = new JsonObject { ["version"] = version, ["groupPriorityMinimum"] = priorities.Group, ["versionPriority"] = priorities.Version };
        if (group.Length > 0)
        {
            spec["group"] = group;
        }

        return JsonElement.Parse(spec.ToUtf8Bytes());
    }

    private static string Management(KubernetesObject service) => service.Metadata.Labels.GetValueOrDefault(Managed, "");

    private static IEnumerable<KubernetesObject> Definitions(ServedCluster cluster) =>
        cluster.Store.Current.List(cluster.Resource(WellKnownTypes.CustomResourceDefinitions).Collection).Select(found => found.Object);

    private static (string Group, string Version) GroupVersion(KubernetesObject service)
    {
        var spec = service.Root.Member("spec") ?? default;
        return (spec.StringOrEmpty("group"), spec.StringOrEmpty("version"));
    }

    private static IEnumerable<(string Group, string Version)> Versions(KubernetesObject definition) => Versions(definition, _ => true);

    private static IEnumerable<(string Group, string Version)> Served(KubernetesObject definition) => Versions(definition, version => version.Boolean("served") == true);

    private static IEnumerable<(string Group, string Version)> Versions(KubernetesObject definition, Func<JsonElement, bool> isMeant)
    {
        var spec = definition.Root.Member("spec") ?? default;
        var group = spec.StringOrEmpty("group");
        return spec.Items("versions").Where(isMeant).Select(version => (group, version.StringOrEmpty("name")));
    }
}
