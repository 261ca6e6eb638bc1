using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;

namespace Sampan.Server.CustomResources;

/// <summary>The end of a definition: its custom resources are deleted, and when the last is gone, so is the definition.</summary>
internal static class DefinitionCleanup
{
    private static readonly WriteRequest Request = new() { User = UserInfo.Master("system:apiserver"), FieldManager = "sampan" };

    /// <summary>Deletes what a definition that is going defines.</summary>
    public static async ValueTask RunAsync(ServedCluster cluster, KubernetesObject definition, CancellationToken cancellationToken)
    {
        foreach (var resource in DefinitionServing.Resources(cluster.Name, definition).Take(1))
        {
            foreach (var found in cluster.Store.Current.List(resource.Collection).ToList())
            {
                try
                {
                    await cluster.Deleter.DeleteAsync(resource, found.Object.NamespacedName, DeleteRequest.Default, cancellationToken);
                }
                catch (ApiException exception) when (exception.IsNotFound)
                {
                    // Somebody else was faster.
                }
            }
        }

        await FinishAsync(cluster, definition.Metadata.Name, cancellationToken);
    }

    /// <summary>After an object has gone: ends its definition if that waited for it.</summary>
    public static async ValueTask AfterDeleteAsync(ServedCluster cluster, ServedResource resource, CancellationToken cancellationToken)
    {
        if (resource.IsCustom)
        {
            await FinishAsync(cluster, $"{resource.Type.Plural}.{resource.Type.Group}", cancellationToken);
        }
    }

    private static async ValueTask FinishAsync(ServedCluster cluster, string name, CancellationToken cancellationToken)
    {
        var definitions = cluster.Resource(WellKnownTypes.CustomResourceDefinitions);
        var state = cluster.Store.Current;
        if (state.Get(definitions.Key(NamespacedName.ClusterScoped(name))) is not { } found
            || found.Object.Metadata.DeletionTimestamp is null
            || DefinitionServing.Resources(cluster.Name, found.Object).Take(1).Any(resource => state.List(resource.Collection).Any()))
        {
            return;
        }

        var change = new ObjectChange(current =>
        {
            JsonObject draft = current!.ToDraft();
            draft.Metadata().SetTexts("finalizers", [.. draft.Metadata().Texts("finalizers").Where(finalizer => finalizer != DefinitionPreparation.CleanupFinalizer)]);
            return draft;
        })
        {
            TracksOwners = false,
            IsAdmitted = true,
        };
        try
        {
            await cluster.Updater.UpdateAsync(definitions, NamespacedName.ClusterScoped(name), change, Request, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // It is gone.
        }
    }
}
