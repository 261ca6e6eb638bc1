using System.Collections.Frozen;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Registry;

/// <summary>
/// How writes of a resource differ from the common rules, as its strategy in kubernetes/pkg/registry says.
/// </summary>
internal sealed record ResourceTraits
{
    /// <summary>A new object starts at generation 1; changes outside metadata and status raise it.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>The generation stays what it was at first, whatever changes.</summary>
    public bool HasFixedGeneration { get; init; }

    /// <summary>PUT of a missing object creates it.</summary>
    public bool CreatesOnUpdate { get; init; }

    /// <summary>PUT without a resource version replaces whatever is there; otherwise it is refused.</summary>
    public bool AllowsUnconditionalUpdate { get; init; } = true;

    /// <summary>DELETE answers the deleted object instead of a Status.</summary>
    public bool ReturnsDeletedObject { get; init; }

    /// <summary>Dependents of a deleted object stay unless the client says otherwise.</summary>
    public bool OrphansByDefault { get; init; }

    /// <summary>Status in a create is kept, although there is a status subresource.</summary>
    public bool KeepsStatusOnCreate { get; init; }

    /// <summary>Objects live for the server's event lifetime after their last write, instead of until deleted.</summary>
    public bool IsTransient { get; init; }

    private static readonly ResourceTraits Plain = new();
    private static readonly ResourceTraits Custom = new() { HasGeneration = true, AllowsUnconditionalUpdate = false };

    private static readonly FrozenSet<string> WithGeneration = Set(
        "pods", "replicationcontrollers", "deployments.apps", "replicasets.apps", "statefulsets.apps", "daemonsets.apps", "jobs.batch", "cronjobs.batch",
        "poddisruptionbudgets.policy", "ingresses.networking.k8s.io", "ingressclasses.networking.k8s.io", "networkpolicies.networking.k8s.io",
        "servicecidrs.networking.k8s.io", "ipaddresses.networking.k8s.io", "endpointslices.discovery.k8s.io", "priorityclasses.scheduling.k8s.io",
        "flowschemas.flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io", "customresourcedefinitions.apiextensions.k8s.io",
        "mutatingwebhookconfigurations.admissionregistration.k8s.io", "validatingwebhookconfigurations.admissionregistration.k8s.io",
        "validatingadmissionpolicies.admissionregistration.k8s.io", "validatingadmissionpolicybindings.admissionregistration.k8s.io",
        "mutatingadmissionpolicies.admissionregistration.k8s.io", "mutatingadmissionpolicybindings.admissionregistration.k8s.io",
        "resourceclaimtemplates.resource.k8s.io", "deviceclasses.resource.k8s.io", "resourceslices.resource.k8s.io");

    private static readonly FrozenSet<string> Upserted = Set(
        "services", "endpoints", "events", "events.events.k8s.io", "limitranges", "leases.coordination.k8s.io",
        "roles.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io", "clusterroles.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io");

    private static readonly FrozenSet<string> ConditionalOnly = Set(
        "leases.coordination.k8s.io", "poddisruptionbudgets.policy", "customresourcedefinitions.apiextensions.k8s.io", "apiservices.apiregistration.k8s.io",
        "mutatingwebhookconfigurations.admissionregistration.k8s.io", "validatingwebhookconfigurations.admissionregistration.k8s.io",
        "validatingadmissionpolicies.admissionregistration.k8s.io", "validatingadmissionpolicybindings.admissionregistration.k8s.io",
        "mutatingadmissionpolicies.admissionregistration.k8s.io", "mutatingadmissionpolicybindings.admissionregistration.k8s.io",
        "runtimeclasses.node.k8s.io", "volumeattachments.storage.k8s.io", "csidrivers.storage.k8s.io", "csinodes.storage.k8s.io", "csistoragecapacities.storage.k8s.io");

    private static readonly FrozenSet<string> Returned = Set(
        "pods", "services", "serviceaccounts", "persistentvolumes", "persistentvolumeclaims", "podtemplates", "resourcequotas",
        "storageclasses.storage.k8s.io", "volumeattachments.storage.k8s.io", "csidrivers.storage.k8s.io", "csinodes.storage.k8s.io");

    private static readonly FrozenSet<string> Orphaning = Set("jobs.batch", "replicationcontrollers");

    private static readonly FrozenSet<string> StatusKeeping = Set("nodes", "namespaces");

    /// <summary>The traits of a built-in resource.</summary>
    public static ResourceTraits Of(ResourceType type)
    {
        var name = type.GroupResource;
        return Plain with
        {
            HasGeneration = WithGeneration.Contains(name),
            HasFixedGeneration = name == "priorityclasses.scheduling.k8s.io",
            CreatesOnUpdate = Upserted.Contains(name),
            AllowsUnconditionalUpdate = !ConditionalOnly.Contains(name),
            ReturnsDeletedObject = Returned.Contains(name),
            OrphansByDefault = Orphaning.Contains(name),
            KeepsStatusOnCreate = StatusKeeping.Contains(name),
            IsTransient = type.Plural == "events",
        };
    }

    /// <summary>The traits of every custom resource.</summary>
    public static ResourceTraits OfCustomResource() => Custom;

    private static FrozenSet<string> Set(params ReadOnlySpan<string> names) => FrozenSet.Create(StringComparer.Ordinal, names);
}
