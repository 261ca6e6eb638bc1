using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Crds;

/// <summary>Makes a cluster a hub: its kinds and its namespaces.</summary>
public static class HubInstaller
{
    private static readonly WriteOptions AsHub = WriteOptions.By("sampan-hub");
    private static readonly string[] Namespaces = ["karmada-system", "karmada-cluster"];

    /// <summary>Creates or updates the hub's kinds, waits until all of them are served, and creates its namespaces.</summary>
    public static async Task InstallAsync(ICluster hub, CancellationToken cancellationToken)
    {
        var types = WellKnownTypes.CustomResourceDefinitions;
        foreach (var definition in HubDefinitions.All)
        {
            await CreateOrUpdateAsync(hub, types, definition, cancellationToken);
        }

        await WaitUntilServedAsync(hub, cancellationToken);
        foreach (var name in Namespaces)
        {
            await CreateNamespaceAsync(hub, name, cancellationToken);
        }
    }

    private static async Task CreateOrUpdateAsync(ICluster hub, ResourceType types, KubernetesObject definition, CancellationToken cancellationToken)
    {
        try
        {
            await hub.CreateAsync(types, definition, AsHub, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            var stored = await hub.GetAsync(types, definition.NamespacedName, cancellationToken);
            var update = stored.ToDraft();
            update["spec"] = definition.ToDraft()["spec"]?.DeepClone();
            await UpdateAsync(hub, types, KubernetesObject.From(update), cancellationToken);
        }
    }

    private static async Task UpdateAsync(ICluster hub, ResourceType types, KubernetesObject definition, CancellationToken cancellationToken)
    {
        try
        {
            await hub.UpdateAsync(types, definition, AsHub, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsConflict)
        {
            // Another server of the same store is installing the same.
        }
    }

    private static async Task WaitUntilServedAsync(ICluster hub, CancellationToken cancellationToken)
    {
        var missing = HubDefinitions.All.Select(definition => definition.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        await foreach (var change in hub.WatchAsync(WellKnownTypes.CustomResourceDefinitions, null, new WatchOptions(), cancellationToken))
        {
            if (IsEstablished(change.Object) && missing.Remove(change.Object.Metadata.Name) && missing.Count == 0)
            {
                return;
            }
        }
    }

    private static bool IsEstablished(KubernetesObject definition) =>
        (definition.Root.Member("status") ?? default).Items("conditions")
            .Any(condition => condition.String("type") == "Established" && condition.String("status") == "True");

    private static async Task CreateNamespaceAsync(ICluster hub, string name, CancellationToken cancellationToken)
    {
        var @namespace = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } };
        try
        {
            await hub.CreateAsync(WellKnownTypes.Namespaces, KubernetesObject.From(@namespace), AsHub, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            // Somebody was here before.
        }
    }
}
