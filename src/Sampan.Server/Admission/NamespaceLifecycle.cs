using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission;

/// <summary>The NamespaceLifecycle admission plugin: what may be created where, and which namespaces stay forever.</summary>
internal sealed class NamespaceLifecycle(ServedCluster cluster) : IAdmissionPlugin
{
    /// <summary>Namespaces that every cluster has.</summary>
    public static readonly IReadOnlyList<string> System = ["default", "kube-system", "kube-public", "kube-node-lease"];

    private static readonly string[] Immortal = ["default", "kube-system", "kube-public"];

    /// <inheritdoc/>
    public string Name => "NamespaceLifecycle";

    /// <inheritdoc/>
    public ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        switch (attributes.Operation)
        {
            case AdmissionOperation.Create:
                CheckCreate(attributes.Resource, attributes.Name.Namespace, attributes.Name.Name);
                break;
            case AdmissionOperation.Delete:
                CheckDelete(attributes.Resource.Type, attributes.Name.Name);
                break;
        }

        return ValueTask.CompletedTask;
    }

    // 404 in a namespace that does not exist, 403 in one that is going.
    private void CheckCreate(ServedResource resource, string @namespace, string name)
    {
        if (!resource.Type.Namespaced || !resource.Description.IsStored)
        {
            return;
        }

        var namespaces = cluster.Resource(WellKnownTypes.Namespaces);
        if (cluster.Store.Current.Get(namespaces.Key(NamespacedName.ClusterScoped(@namespace))) is not { } found)
        {
            throw ApiException.NotFound(WellKnownTypes.Namespaces, @namespace);
        }

        if (found.Object.Metadata.DeletionTimestamp is not null || (found.Object.Root.Member("status") ?? default).StringOrEmpty("phase") == "Terminating")
        {
            var why = $"unable to create new content in namespace {@namespace} because it is being terminated";
            var refused = ApiErrors.Forbidden(resource.Type, name, why).Status;
            throw new ApiException(refused with
            {
                Details = refused.Details! with { Causes = [new StatusCause("NamespaceTerminating", $"namespace {@namespace} is being terminated", "metadata.namespace")] },
            });
        }
    }

    // 403 for a namespace that every cluster needs.
    private static void CheckDelete(ResourceType type, string name)
    {
        if (type == WellKnownTypes.Namespaces && Immortal.Contains(name))
        {
            throw ApiErrors.Forbidden(type, name, "this namespace may not be deleted");
        }
    }
}
